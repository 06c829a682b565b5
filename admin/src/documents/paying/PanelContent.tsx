import { useNotification } from '@strapi/admin/strapi-admin';
import { Button, Flex, Link, Loader, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { Link as RouterLink } from 'react-router-dom';
import type { EditorPaymentRow } from '../../../../plugin/contract/editor/payments';
import type { PaidType } from '../../../../plugin/payments/kinds';
import { PLUGIN_UID } from '../../../../plugin/plugin-id';
import { isUnsettled } from '../../../../plugin/rules/payments/states';
import { call } from '../../api/client';
import { useLoad } from '../../api/use-load';
import { useRefreshDocuments } from '../../api/use-refresh-documents';
import { Notice } from '../../components/Notice';
import { Small } from '../../components/text';
import { failureText } from '../../components/use-failure';
import { useDay } from '../../components/use-day';
import { useInstant } from '../../components/use-instant';
import { useTask } from '../../components/use-task';
import { useMessages } from '../../messages';
import { paymentPath } from '../../payments/filter';
import { PaymentStateBadge } from '../../payments/state';
import { methodWords } from '../../payments/words';
import { amountText } from '../amount-text';
import { CreditDialog } from './CreditDialog';
import { RecordDialog } from './RecordDialog';
import { WriteOffDialog } from './WriteOffDialog';

type What = 'record' | 'credit' | 'write-off';

interface Props {
  type: PaidType;
  id: string;
  /** Changes with what is left to pay. */
  version: string;
  open: boolean;
  mayRecord: boolean;
}

/** Payments of a document, and what editors enter of them. */
export default function PanelContent({ type, id, version, open, mayRecord }: Props) {
  const t = useMessages();
  const { locale } = useIntl();
  const { toggleNotification } = useNotification();
  const refresh = useRefreshDocuments();
  const { busy, run } = useTask();
  const [asking, setAsking] = useState<What>();
  const params = { type, document: id };
  const { data, failure, reload } = useLoad(() => call('GET /documents/:type/:document/payments', { params }), `${id} ${version}`);
  if (!data) return failure ? <Small>{failureText(t, failure)}</Small> : <Loader small>{t('loading')}</Loader>;
  const { currency, left, credit, customer, rows } = data;
  const money = (amount: number): string => amountText(amount, currency, locale);
  const pending = rows.filter(({ state }) => isUnsettled(state));
  const mayEnter = mayRecord && open && left > 0;

  async function change(what: What, work: () => Promise<unknown>): Promise<void> {
    const worked = await run(async () => {
      await work();
      toggleNotification({ type: 'success', message: t(`paying.${what}.done`) });
    });
    // What was typed stays where it did not work; the amounts beside it are those of now.
    if (worked) setAsking(undefined);
    await reload();
    refresh(`${PLUGIN_UID}.${type}`, id);
  }

  const dialog = { left, currency, pending, busy, onClose: () => setAsking(undefined) };
  return (
    <Flex direction="column" alignItems="stretch" gap={4} width="100%">
      {pending.length > 0 && (
        <Notice kind="warning" title={t('paying.pending.title')}>
          {t('paying.pending', { amount: pending.map(({ amount }) => money(amount)).join(', ') })}
        </Notice>
      )}
      {rows.length === 0 && <Small>{t('paying.none')}</Small>}
      {rows.map((row) => (
        <Entry key={row.id} row={row} money={money} />
      ))}
      {credit > 0 && <Typography>{t('paying.credit-there', { credit: money(credit), customer: customer?.name ?? '' })}</Typography>}
      {mayEnter && customer && (
        <Button fullWidth variant="secondary" onClick={() => setAsking('record')}>
          {t('paying.record')}
        </Button>
      )}
      {mayEnter && credit > 0 && (
        <Button fullWidth variant="secondary" onClick={() => setAsking('credit')}>
          {t('paying.credit')}
        </Button>
      )}
      {mayEnter && (
        <Button fullWidth variant="danger-light" onClick={() => setAsking('write-off')}>
          {t('paying.write-off')}
        </Button>
      )}
      {asking === 'record' && customer && (
        <RecordDialog
          {...dialog}
          customer={customer.name}
          onRecord={(payment) =>
            void change('record', () => {
              const { amount, ...rest } = payment;
              const parts = [{ type, document: id, amount: Math.min(amount, left), left }];
              return call('POST /payments', {
                body: { ...rest, amount, customer: customer.id, currency, parts, ...(pending.length > 0 && { despitePending: true }) },
              });
            })
          }
        />
      )}
      {asking === 'credit' && (
        <CreditDialog
          {...dialog}
          credit={credit}
          onApply={(amount) =>
            void change('credit', () => call('POST /documents/:type/:document/credit', { params, body: { left, amount } }))
          }
        />
      )}
      {asking === 'write-off' && (
        <WriteOffDialog
          {...dialog}
          onWriteOff={(reason) =>
            void change('write-off', () => call('POST /documents/:type/:document/write-off', { params, body: { left, reason } }))
          }
        />
      )}
    </Flex>
  );
}

function Entry({ row, money }: { row: EditorPaymentRow; money: (amount: number) => string }) {
  const t = useMessages();
  const instant = useInstant();
  const day = useDay();
  const { id, number, amount, state, attention, at, date, method, refunded } = row;
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <Flex gap={2} justifyContent="space-between" wrap="wrap">
        <Link tag={RouterLink} to={paymentPath(id)}>
          {number || t('payments.open')}
        </Link>
        <Typography>{money(amount)}</Typography>
      </Flex>
      <PaymentStateBadge state={state} />
      {attention && <Small>{t(`payments.attention.${attention}`)}</Small>}
      {refunded > 0 && <Small>{t('payments.refunded', { amount: money(refunded) })}</Small>}
      <Small>{[date ? day(date) : instant(at), methodWords(t, method)].join(' · ')}</Small>
    </Flex>
  );
}
