import { Checkbox, Field, SingleSelect, SingleSelectOption, TextInput } from '@strapi/design-system';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import type { EditorPaymentRow } from '../../../../plugin/contract/editor/payments';
import { METHOD_KINDS, type MethodKind } from '../../../../plugin/payments/kinds';
import { DateField } from '../../components/DateField';
import { isDate, todayHere } from '../../components/dates';
import { FormDialog } from '../../components/FormDialog';
import { LabelledField } from '../../components/LabelledField';
import { Notice } from '../../components/Notice';
import { useMessages } from '../../messages';
import { AmountField } from '../AmountField';
import { amountText } from '../amount-text';
import { useAmount } from '../use-amount';

interface Recorded {
  amount: number;
  date: string;
  kind: MethodKind;
  reference: string;
}

interface Props {
  left: number;
  currency: string;
  customer: string;
  /** Payments of the document that are not settled. */
  pending: readonly EditorPaymentRow[];
  busy: boolean;
  onRecord: (payment: Recorded) => void;
  onClose: () => void;
}

/** Asks what came outside of the portal. What is over is said before it becomes credit. */
export function RecordDialog({ left, currency, customer, pending, busy, onRecord, onClose }: Props) {
  const t = useMessages();
  const { locale } = useIntl();
  const came = useAmount(currency, left);
  const [date, setDate] = useState(todayHere);
  const [kind, setKind] = useState<MethodKind>('transfer');
  const [reference, setReference] = useState('');
  const [sure, setSure] = useState(false);
  const [tried, setTried] = useState(false);
  const over = (came.value ?? 0) - left;
  const unsure = pending.length > 0 && !sure;

  function record(): void {
    came.tryIt();
    setTried(true);
    if (came.value !== null && isDate(date) && !unsure) onRecord({ amount: came.value, date, kind, reference: reference.trim() });
  }

  return (
    <FormDialog title={t('paying.record')} confirm={t('paying.record')} busy={busy} onConfirm={record} onCancel={onClose}>
      <AmountField input={came} hint={t('settlement.to-pay', { left: amountText(left, currency, locale) })} disabled={busy} />
      {over > 0 && <Notice kind="info">{t('paying.record.over', { over: amountText(over, currency, locale), customer })}</Notice>}
      <DateField
        label={t('payments.date')}
        value={date}
        error={tried && !isDate(date) ? t('payments.problem.date') : undefined}
        disabled={busy}
        onChange={setDate}
      />
      <Field.Root name="kind">
        <Field.Label>{t('payments.method')}</Field.Label>
        <SingleSelect value={kind} disabled={busy} onChange={(value) => setKind(METHOD_KINDS.find((one) => one === value) ?? 'other')}>
          {METHOD_KINDS.map((one) => (
            <SingleSelectOption key={one} value={one}>
              {t(`payments.method.${one}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      <LabelledField name="reference" label={t('settlement.reference')} hint={t('paying.record.reference')}>
        <TextInput value={reference} maxLength={100} disabled={busy} onChange={({ target }) => setReference(target.value)} />
      </LabelledField>
      {pending.length > 0 && (
        <>
          <Notice kind="warning" title={t('paying.pending.title')}>
            {t('paying.record.pending')}
          </Notice>
          <Field.Root name="sure" error={tried && unsure ? t('paying.record.sure.missing') : undefined}>
            <Checkbox checked={sure} disabled={busy} onCheckedChange={(on) => setSure(on === true)}>
              {t('paying.record.sure')}
            </Checkbox>
            <Field.Error />
          </Field.Root>
        </>
      )}
    </FormDialog>
  );
}
