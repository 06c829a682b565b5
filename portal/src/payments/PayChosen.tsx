import type { DocumentRow } from '../../../plugin/contract/customer/documents';
import { PAYMENT_PARTS_MAX, type PaidType } from '../../../plugin/payments/kinds';
import { useText } from '../language/useText';
import { useSession } from '../session/session';
import { LinkButton } from '../ui/LinkButton';
import { isPaidType, payPath } from './choice';
import { useMayPay } from './useMayPay';

const isPayable = (row: DocumentRow): row is DocumentRow & { type: PaidType } =>
  isPaidType(row.type) && (row.state === 'open' || row.state === 'overdue') && (row.balance ?? 0) > 0;

/** What of chosen documents can be paid at once. Undefined where that is not offered, or nothing is left to pay of them. */
export function usePayable(chosen: readonly DocumentRow[]) {
  const mayPay = useMayPay();
  const { abilities } = useSession();
  const payable = chosen.filter(isPayable);
  if (!mayPay || !abilities.bulkPayments || payable.length === 0) return undefined;
  const currencies = new Set(payable.map(({ currency }) => currency));
  return { payable, why: currencies.size > 1 ? 'currencies' : payable.length > PAYMENT_PARTS_MAX ? 'many' : undefined } as const;
}

/** Leads to where they are paid. */
export function PayChosen({ payable }: { payable: readonly { type: PaidType; id: string }[] }) {
  const { t } = useText();
  return (
    <LinkButton primary to={payPath(payable)}>
      {t('pay.several', { count: payable.length })}
    </LinkButton>
  );
}
