import { useNotification } from '@strapi/admin/strapi-admin';
import { Button, Flex } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import type { EditorPayment } from '../../../plugin/contract/editor/payments';
import { call } from '../api/client';
import { Notice } from '../components/Notice';
import { Line } from '../components/text';
import { useTask } from '../components/use-task';
import { useMessages } from '../messages';

interface Props {
  payment: EditorPayment;
  mayRecord: boolean;
  /** What it is now; undefined where that has to be asked. */
  onChanged: (payment: EditorPayment | undefined) => void;
}

/** Why somebody is to look at a payment, and what to do. */
export function Attention({ payment: { id, attention, may }, mayRecord, onChanged }: Props) {
  const t = useMessages();
  const { toggleNotification } = useNotification();
  const { busy, run } = useTask();
  if (!attention) return null;

  async function settle(reason: NonNullable<EditorPayment['attention']>): Promise<void> {
    const worked = await run(async () => {
      onChanged(await call('POST /payments/:payment/attention', { params: { payment: id }, body: { attention: reason } }));
      toggleNotification({ type: 'success', message: t('payments.looked-at.done') });
    });
    if (!worked) onChanged(undefined);
  }

  return (
    <Notice kind="warning" title={t(`payments.attention.${attention}`)}>
      <Line>{t(`payments.attention-what.${attention}`)}</Line>
      {/* A transfer that waits is looked at by confirming it, or giving it up. */}
      {mayRecord && !(attention === 'to-confirm' && may.confirm) && (
        <Flex paddingTop={2}>
          <Button variant="tertiary" startIcon={<Check />} loading={busy} onClick={() => void settle(attention)}>
            {t('payments.looked-at')}
          </Button>
        </Flex>
      )}
    </Notice>
  );
}
