import { allows } from '../../../plugin/rights';
import { useSession } from '../session/session';

/** Whether the contact may pay in the portal, by settings and role. */
export function useMayPay(): boolean {
  const { abilities, rights } = useSession();
  return abilities.onlinePayments && allows(rights, 'payments.write');
}
