import { useNotification } from '@strapi/admin/strapi-admin';
import { Button, Flex } from '@strapi/design-system';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import type { EditorPayment } from '../../../plugin/contract/editor/payments';
import { call } from '../api/client';
import { Confirm, type Question } from '../components/Confirm';
import { useTask } from '../components/use-task';
import { amountText } from '../documents/amount-text';
import { useMessages } from '../messages';
import { ConfirmTransferDialog } from './ConfirmTransferDialog';
import { RefundDialog, type Refund } from './RefundDialog';

type Asking = { what: 'confirm' | 'refund' | 'give-up' } | { what: 'refunded'; refund: Refund } | undefined;

interface Props {
  payment: EditorPayment;
  mayRecord: boolean;
  mayRefund: boolean;
  /** What it is now; undefined where that has to be asked. */
  onChanged: (payment: EditorPayment | undefined) => void;
}

/** What can be done about a payment: only what the server says will not be refused. */
export function PaymentActions({ payment, mayRecord, mayRefund, onChanged }: Props) {
  const t = useMessages();
  const { locale } = useIntl();
  const { toggleNotification } = useNotification();
  const { busy, run } = useTask();
  const [asking, setAsking] = useState<Asking>();
  const { id, currency, may, refunded, customer } = payment;
  const params = { payment: id };
  const money = (amount: number): string => amountText(amount, currency, locale);
  const close = (): void => setAsking(undefined);

  async function change(work: () => Promise<EditorPayment>, done: 'ask' | 'give-up' | 'confirm' | 'refund'): Promise<void> {
    const worked = await run(async () => {
      onChanged(await work());
      toggleNotification({ type: 'success', message: t(`payments.${done}.done`) });
    });
    if (worked) close();
    // What somebody else did meanwhile is seen at once; what was typed stays.
    else onChanged(undefined);
  }

  const question: Question | undefined =
    asking?.what === 'give-up'
      ? { title: t('payments.give-up.question'), body: [t('payments.give-up.body')], confirm: t('payments.give-up') }
      : asking?.what === 'refunded'
        ? {
            title: t('payments.refund.question', { amount: money(asking.refund.amount) }),
            body: [t(`payments.refund.body.${asking.refund.to}`, { amount: money(asking.refund.amount), customer: customer?.name ?? '' })],
            confirm: t('payments.refund.confirm', { amount: money(asking.refund.amount) }),
          }
        : undefined;

  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {mayRecord && may.confirm && (
        <Button fullWidth onClick={() => setAsking({ what: 'confirm' })}>
          {t('payments.confirm')}
        </Button>
      )}
      {mayRecord && may.ask && (
        <Button
          fullWidth
          variant="secondary"
          loading={busy && !asking}
          onClick={() => void change(() => call('POST /payments/:payment/retrieval', { params }), 'ask')}
        >
          {t('payments.ask')}
        </Button>
      )}
      {mayRefund && may.refund !== 'none' && (
        <Button fullWidth variant="tertiary" onClick={() => setAsking({ what: 'refund' })}>
          {t('payments.refund')}
        </Button>
      )}
      {mayRecord && may.cancel && (
        <Button fullWidth variant="danger-light" onClick={() => setAsking({ what: 'give-up' })}>
          {t('payments.give-up')}
        </Button>
      )}
      {asking?.what === 'confirm' && (
        <ConfirmTransferDialog
          payment={payment}
          busy={busy}
          onConfirm={(body) => void change(() => call('POST /payments/:payment/confirmation', { params, body }), 'confirm')}
          onClose={close}
        />
      )}
      {asking?.what === 'refund' && (
        <RefundDialog payment={payment} onNext={(refund) => setAsking({ what: 'refunded', refund })} onClose={close} />
      )}
      <Confirm
        question={question}
        busy={busy}
        onConfirm={() => {
          if (asking?.what === 'give-up') void change(() => call('POST /payments/:payment/cancellation', { params }), 'give-up');
          if (asking?.what === 'refunded')
            void change(
              () => call('POST /payments/:payment/refunds', { params, body: { refunded, made: payment.refunds.length, ...asking.refund } }),
              'refund',
            );
        }}
        onCancel={close}
      />
    </Flex>
  );
}
