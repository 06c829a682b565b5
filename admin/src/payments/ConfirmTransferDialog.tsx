import { TextInput } from '@strapi/design-system';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import type { EditorPayment } from '../../../plugin/contract/editor/payments';
import { DateField } from '../components/DateField';
import { isDate, todayHere } from '../components/dates';
import { FormDialog } from '../components/FormDialog';
import { LabelledField } from '../components/LabelledField';
import { Notice } from '../components/Notice';
import { AmountField } from '../documents/AmountField';
import { amountText } from '../documents/amount-text';
import { useAmount } from '../documents/use-amount';
import { useMessages } from '../messages';

interface Props {
  payment: EditorPayment;
  busy: boolean;
  onConfirm: (came: { amount: number; date: string; reference: string }) => void;
  onClose: () => void;
}

/** Asks what came of a transfer, and when. */
export function ConfirmTransferDialog({ payment: { amount, currency, reference }, busy, onConfirm, onClose }: Props) {
  const t = useMessages();
  const { locale } = useIntl();
  const came = useAmount(currency, amount);
  const [date, setDate] = useState(todayHere);
  const [tried, setTried] = useState(false);
  const [said, setSaid] = useState(reference);
  const differs = came.value !== null && came.value !== amount;

  function confirm(): void {
    came.tryIt();
    setTried(true);
    if (came.value !== null && isDate(date)) onConfirm({ amount: came.value, date, reference: said.trim() });
  }

  return (
    <FormDialog title={t('payments.confirm')} confirm={t('payments.confirm')} busy={busy} onConfirm={confirm} onCancel={onClose}>
      <AmountField input={came} hint={t('payments.confirm.amount', { amount: amountText(amount, currency, locale) })} disabled={busy} />
      {differs && (
        <Notice kind="warning">
          {t((came.value ?? 0) > amount ? 'payments.confirm.more' : 'payments.confirm.less', {
            difference: amountText(Math.abs((came.value ?? 0) - amount), currency, locale),
          })}
        </Notice>
      )}
      <DateField
        label={t('payments.date')}
        value={date}
        error={tried && !isDate(date) ? t('payments.problem.date') : undefined}
        disabled={busy}
        onChange={setDate}
      />
      <LabelledField name="reference" label={t('settlement.reference')} hint={t('payments.confirm.reference')}>
        <TextInput value={said} maxLength={100} disabled={busy} onChange={({ target }) => setSaid(target.value)} />
      </LabelledField>
    </FormDialog>
  );
}
