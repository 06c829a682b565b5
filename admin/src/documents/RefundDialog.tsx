import { TextInput } from '@strapi/design-system';
import { useState } from 'react';
import type { Settlement } from '../../../plugin/contract/editor/settlement';
import { DateField } from '../components/DateField';
import { isDate, todayHere } from '../components/dates';
import { FormDialog } from '../components/FormDialog';
import { LabelledField } from '../components/LabelledField';
import { useMessages } from '../messages';
import { AmountField } from './AmountField';
import { useAmount } from './use-amount';

export interface Refunded {
  amount: number;
  date: string;
  reference: string;
}

interface Props {
  settlement: Settlement;
  onNext: (refund: Refunded) => void;
  onClose: () => void;
}

/** Asks what was paid out of a credit note; what it comes to is confirmed after that. */
export function RefundDialog({ settlement: { currency, left }, onNext, onClose }: Props) {
  const t = useMessages();
  const part = useAmount(currency, left, left);
  const [date, setDate] = useState(todayHere);
  const [reference, setReference] = useState('');
  const [tried, setTried] = useState(false);

  function next(): void {
    part.tryIt();
    setTried(true);
    if (part.value !== null && isDate(date)) onNext({ amount: part.value, date, reference: reference.trim() });
  }

  return (
    <FormDialog title={t('settlement.refund')} confirm={t('settlement.refund')} onConfirm={next} onCancel={onClose}>
      <AmountField input={part} />
      <DateField
        label={t('settlement.date')}
        value={date}
        error={tried && !isDate(date) ? t('settlement.problem.date') : undefined}
        onChange={setDate}
      />
      <LabelledField name="reference" label={t('settlement.reference')} hint={t('settlement.reference.hint')}>
        <TextInput value={reference} maxLength={100} onChange={({ target }) => setReference(target.value)} />
      </LabelledField>
    </FormDialog>
  );
}
