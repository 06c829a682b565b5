import { useIntl } from 'react-intl';
import type { EditorPaymentRow } from '../../../../plugin/contract/editor/payments';
import { FormDialog } from '../../components/FormDialog';
import { Notice } from '../../components/Notice';
import { useMessages } from '../../messages';
import { AmountField } from '../AmountField';
import { amountText } from '../amount-text';
import { useAmount } from '../use-amount';

interface Props {
  left: number;
  credit: number;
  currency: string;
  pending: readonly EditorPaymentRow[];
  busy: boolean;
  onApply: (amount: number) => void;
  onClose: () => void;
}

/** Asks how much of the customer's credit goes on the document. */
export function CreditDialog({ left, credit, currency, pending, busy, onApply, onClose }: Props) {
  const t = useMessages();
  const { locale } = useIntl();
  const most = Math.min(left, credit);
  const part = useAmount(currency, most, most);
  const money = (amount: number): string => amountText(amount, currency, locale);

  function apply(): void {
    part.tryIt();
    if (part.value !== null) onApply(part.value);
  }

  return (
    <FormDialog title={t('paying.credit')} confirm={t('paying.credit')} busy={busy} onConfirm={apply} onCancel={onClose}>
      <AmountField input={part} hint={t('paying.credit.hint', { credit: money(credit), left: money(left) })} disabled={busy} />
      {pending.length > 0 && (
        <Notice kind="warning" title={t('paying.pending.title')}>
          {t('paying.credit.pending')}
        </Notice>
      )}
    </FormDialog>
  );
}
