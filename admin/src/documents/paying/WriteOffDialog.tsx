import { TextInput } from '@strapi/design-system';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import type { EditorPaymentRow } from '../../../../plugin/contract/editor/payments';
import { FormDialog } from '../../components/FormDialog';
import { LabelledField } from '../../components/LabelledField';
import { Notice } from '../../components/Notice';
import { Line } from '../../components/text';
import { useMessages } from '../../messages';
import { amountText } from '../amount-text';

interface Props {
  left: number;
  currency: string;
  pending: readonly EditorPaymentRow[];
  busy: boolean;
  onWriteOff: (reason: string) => void;
  onClose: () => void;
}

/** Asks why what is left is given up. With a payment under way it is not: that would be on nothing. */
export function WriteOffDialog({ left, currency, pending, busy, onWriteOff, onClose }: Props) {
  const t = useMessages();
  const { locale } = useIntl();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const missing = reason.trim() === '';

  function writeOff(): void {
    setTried(true);
    if (!missing) onWriteOff(reason.trim());
  }

  const amount = amountText(left, currency, locale);
  return (
    <FormDialog
      title={t('paying.write-off.question', { amount })}
      confirm={t('paying.write-off.confirm', { amount })}
      variant="danger"
      busy={busy}
      disabled={pending.length > 0}
      onConfirm={writeOff}
      onCancel={onClose}
    >
      <Line>{t('paying.write-off.body')}</Line>
      {pending.length > 0 ? (
        <Notice kind="warning" title={t('paying.pending.title')}>
          {t('paying.write-off.pending')}
        </Notice>
      ) : (
        <LabelledField
          name="reason"
          label={t('paying.write-off.reason')}
          hint={t('paying.write-off.reason.hint')}
          error={tried && missing ? t('error.field.too-small') : undefined}
          required
        >
          <TextInput value={reason} maxLength={200} disabled={busy} onChange={({ target }) => setReason(target.value)} />
        </LabelledField>
      )}
    </FormDialog>
  );
}
