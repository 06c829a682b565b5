import { Radio, TextInput } from '@strapi/design-system';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import type { EditorPayment } from '../../../plugin/contract/editor/payments';
import { FormDialog } from '../components/FormDialog';
import { LabelledField } from '../components/LabelledField';
import { Small } from '../components/text';
import { AmountField } from '../documents/AmountField';
import { amountText } from '../documents/amount-text';
import { useAmount } from '../documents/use-amount';
import { useMessages } from '../messages';

const WAYS = ['provider', 'credit', 'elsewhere'] as const;

export interface Refund {
  amount: number;
  to: (typeof WAYS)[number];
  note: string;
}

interface Props {
  payment: EditorPayment;
  onNext: (refund: Refund) => void;
  onClose: () => void;
}

/** Asks what of a payment goes back, and how; what it comes to is confirmed after that. */
export function RefundDialog({ payment: { amount, refunded, currency, may }, onNext, onClose }: Props) {
  const t = useMessages();
  const { locale } = useIntl();
  const most = amount - refunded;
  const ways = WAYS.filter((way) => way !== 'provider' || may.refund !== 'elsewhere');
  const [to, setTo] = useState<Refund['to']>(ways[0] ?? 'elsewhere');
  const [note, setNote] = useState('');
  const part = useAmount(currency, most, most);
  const whole = to === 'provider' && may.refund === 'full';

  function next(): void {
    part.tryIt();
    const given = whole ? most : part.value;
    if (given !== null) onNext({ amount: given, to, note: note.trim() });
  }

  return (
    <FormDialog title={t('payments.refund')} confirm={t('payments.refund.next')} onConfirm={next} onCancel={onClose}>
      <Radio.Group
        value={to}
        onValueChange={(value: string) => setTo(WAYS.find((way) => way === value) ?? 'elsewhere')}
        aria-label={t('payments.refund.to')}
      >
        {ways.map((way) => (
          <Radio.Item key={way} value={way}>
            {t(`payments.refund.to.${way}`)}
          </Radio.Item>
        ))}
      </Radio.Group>
      <Small>{t(`payments.refund.hint.${to}`)}</Small>
      {whole ? (
        <Small>{t('payments.refund.full-only', { amount: amountText(most, currency, locale) })}</Small>
      ) : (
        <AmountField input={part} hint={t('payments.refund.most', { most: amountText(most, currency, locale) })} />
      )}
      <LabelledField name="note" label={t('payments.refund.note')} hint={t('payments.refund.note.hint')}>
        <TextInput value={note} maxLength={200} onChange={({ target }) => setNote(target.value)} />
      </LabelledField>
    </FormDialog>
  );
}
