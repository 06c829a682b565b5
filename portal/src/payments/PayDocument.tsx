import type { DocumentDetail } from '../../../plugin/contract/customer/documents';
import { useText } from '../language/useText';
import { LinkButton } from '../ui/LinkButton';
import { isPaidType, payPath } from './choice';
import { useMayPay } from './useMayPay';

/** The way to pay a document, where something is left to pay and the contact may. */
export function PayDocument({ document: { type, id, state, balance } }: { document: DocumentDetail }) {
  const { t } = useText();
  const mayPay = useMayPay();
  if (!mayPay || !isPaidType(type) || (state !== 'open' && state !== 'overdue') || !balance || balance < 1) return null;
  return (
    <LinkButton primary to={payPath([{ type, id }])}>
      {t('pay.pay')}
    </LinkButton>
  );
}
