import { useNotification } from '@strapi/admin/strapi-admin';
import { Box, Button, Flex, Link, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { NavLink } from 'react-router-dom';
import type { Settlement as Settled } from '../../../plugin/contract/editor/settlement';
import type { SettledType } from '../../../plugin/documents/types';
import { PLUGIN_UID } from '../../../plugin/plugin-id';
import { call } from '../api/client';
import { useLoad } from '../api/use-load';
import { useRefreshDocuments } from '../api/use-refresh-documents';
import { Confirm } from '../components/Confirm';
import { Small } from '../components/text';
import { useTask } from '../components/use-task';
import { useMessages } from '../messages';
import { amountText } from './amount-text';
import { ApplyDialog } from './ApplyDialog';
import { RefundDialog, type Refunded } from './RefundDialog';

type Applied = Settled['applied'][number];
type Asking = { what: 'apply' | 'refund' } | { what: 'refunded'; refund: Refunded } | { what: 'taken'; one: Applied } | undefined;

interface Props {
  type: SettledType;
  id: string;
  document: Record<string, unknown>;
  mayChange: boolean;
}

/** What is on an invoice, or what a credit note was used for, and putting one on the other. */
export function Settlement({ type, id, document, mayChange }: Props) {
  const t = useMessages();
  const intl = useIntl();
  const refresh = useRefreshDocuments();
  const { toggleNotification } = useNotification();
  const { busy, run } = useTask();
  const [asking, setAsking] = useState<Asking>();
  const params = { type, document: id };
  const version = `${id} ${String(document.state)} ${String(document.balance)}`;
  const { data, setData, reload } = useLoad(() => call('GET /documents/:type/:document/settlement', { params }), version);
  if (!data) return null;
  const { currency, left, applied, refunds, open } = data;
  const isCredit = type === 'credit-note';
  const money = (amount: number): string => amountText(amount, currency, intl.locale);
  const day = (date: string): string => intl.formatDate(date, { dateStyle: 'medium', timeZone: 'UTC' });

  async function change(work: () => Promise<Settled>, done: 'apply' | 'refund' | 'take-back'): Promise<void> {
    const worked = await run(async () => {
      setData(await work());
      toggleNotification({ type: 'success', message: t(`settlement.${done}.done`) });
    });
    // What somebody else did meanwhile is seen at once.
    if (!worked) void reload();
    setAsking(undefined);
    refresh(`${PLUGIN_UID}.${type}`, id);
  }

  const what = ({ document: other, from }: Applied) =>
    other ? (
      <Link tag={NavLink} to={`/content-manager/collection-types/${PLUGIN_UID}.${other.type}/${other.id}`}>
        {`${t(`document.type.${other.type}`)} ${other.number}`}
      </Link>
    ) : (
      t(from === 'credit-note' ? 'settlement.unread' : `settlement.from.${from}`)
    );

  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography>{t(isCredit ? 'settlement.left' : 'settlement.to-pay', { left: money(left) })}</Typography>
      {applied.length > 0 && <Typography fontWeight="bold">{t(isCredit ? 'settlement.applied' : 'settlement.credits')}</Typography>}
      {applied.map((one) => (
        <Box key={one.id}>
          <Typography tag="p">
            {what(one)}: {money(one.amount)}
          </Typography>
          <Small>{[day(one.date), one.reference].filter(Boolean).join(' · ')}</Small>
          {mayChange && one.from === 'credit-note' && one.document && (
            <Button variant="ghost" size="S" onClick={() => setAsking({ what: 'taken', one })}>
              {t('settlement.take-back')}
            </Button>
          )}
        </Box>
      ))}
      {refunds.length > 0 && <Typography fontWeight="bold">{t('settlement.refunds')}</Typography>}
      {refunds.map((one) => (
        <Box key={one.id}>
          <Typography tag="p">{money(one.amount)}</Typography>
          <Small>{[day(one.date), one.reference].filter(Boolean).join(' · ')}</Small>
        </Box>
      ))}
      {mayChange && open.length > 0 && (
        <Button fullWidth variant="secondary" onClick={() => setAsking({ what: 'apply' })}>
          {t(isCredit ? 'settlement.apply-to-invoices' : 'settlement.apply-credit')}
        </Button>
      )}
      {mayChange && isCredit && left > 0 && document.state === 'open' && (
        <Button fullWidth variant="tertiary" onClick={() => setAsking({ what: 'refund' })}>
          {t('settlement.refund')}
        </Button>
      )}
      {asking?.what === 'apply' && (
        <ApplyDialog
          title={t(isCredit ? 'settlement.apply-to-invoices' : 'settlement.apply-credit')}
          settlement={data}
          busy={busy}
          onApply={(parts) => void change(() => call('POST /documents/:type/:document/apply', { params, body: { left, parts } }), 'apply')}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking?.what === 'refund' && (
        <RefundDialog settlement={data} onNext={(refund) => setAsking({ what: 'refunded', refund })} onClose={() => setAsking(undefined)} />
      )}
      <Confirm
        question={
          asking?.what === 'refunded'
            ? {
                title: t('settlement.refund.question', { amount: money(asking.refund.amount) }),
                body: [t('settlement.refund.body')],
                confirm: t('settlement.refund'),
                variant: 'default',
              }
            : asking?.what === 'taken'
              ? {
                  title: t('settlement.take-back.question', { amount: money(asking.one.amount) }),
                  body: [t('settlement.take-back.body')],
                  confirm: t('settlement.take-back'),
                }
              : undefined
        }
        busy={busy}
        onConfirm={() => {
          if (asking?.what === 'refunded') {
            const body = { left, ...asking.refund };
            void change(() => call('POST /documents/credit-note/:document/refunds', { params: { document: id }, body }), 'refund');
          } else if (asking?.what === 'taken') {
            const which = { ...params, allocation: asking.one.id };
            void change(() => call('DELETE /documents/:type/:document/applied/:allocation', { params: which }), 'take-back');
          }
        }}
        onCancel={() => setAsking(undefined)}
      />
    </Flex>
  );
}
