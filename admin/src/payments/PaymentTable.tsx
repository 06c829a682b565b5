import { Flex, Link, Td } from '@strapi/design-system';
import type { CSSProperties } from 'react';
import { useIntl } from 'react-intl';
import { Link as RouterLink } from 'react-router-dom';
import type { EditorPaymentRow } from '../../../plugin/contract/editor/payments';
import { RowTable } from '../components/RowTable';
import { Line, Small, SmallError } from '../components/text';
import { useDay } from '../components/use-day';
import { useInstant } from '../components/use-instant';
import { amountText } from '../documents/amount-text';
import { useMessages } from '../messages';
import { CUSTOMER_UID } from '../people/uid';
import { paymentPath } from './filter';
import { PaymentStateBadge } from './state';
import { methodWords } from './words';

/** Strapi's table keeps everything on one line, and what is long would push the last columns out of sight. */
const WRAPPED: CSSProperties = { whiteSpace: 'normal', overflowWrap: 'anywhere', minWidth: '12rem', paddingBlock: '1.2rem' };
/** Documents named in a row; the others are counted. */
const NAMED = 3;

const COLUMNS = [
  'payments.column.payment',
  'payments.column.customer',
  'payments.column.for',
  'payments.column.amount',
  'payments.column.state',
] as const;

/** Payments, newest first. */
export function PaymentTable({ rows }: { rows: EditorPaymentRow[] }) {
  const t = useMessages();
  return (
    <RowTable rows={rows} columns={COLUMNS.map((id) => t(id))}>
      {(row) => <Cells row={row} />}
    </RowTable>
  );
}

function Cells({ row }: { row: EditorPaymentRow }) {
  const t = useMessages();
  const { locale } = useIntl();
  const instant = useInstant();
  const day = useDay();
  const { id, number, state, attention, at, date, currency, amount, refunded, method, customer, documents, proofs } = row;
  const money = (units: number): string => amountText(units, currency, locale);
  return (
    <>
      <Td style={WRAPPED}>
        <Link tag={RouterLink} to={paymentPath(id)}>
          {number || t('payments.open')}
        </Link>
        <Small>{date ? day(date) : instant(at)}</Small>
      </Td>
      <Td style={WRAPPED}>
        {customer ? (
          <Link tag={RouterLink} to={`/content-manager/collection-types/${CUSTOMER_UID}/${customer.id}`}>
            {customer.name}
          </Link>
        ) : (
          <Small>{t('payments.customer.gone')}</Small>
        )}
      </Td>
      <Td style={WRAPPED}>
        <Line>{documents.length === 0 ? t('payments.for.credit') : documents.slice(0, NAMED).join(', ')}</Line>
        {documents.length > NAMED && <Small>{t('payments.for.more', { count: documents.length - NAMED })}</Small>}
      </Td>
      <Td style={WRAPPED}>
        <Line>{money(amount)}</Line>
        {refunded > 0 && <Small>{t('payments.refunded', { amount: money(refunded) })}</Small>}
        <Small>{methodWords(t, method)}</Small>
      </Td>
      <Td style={WRAPPED}>
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <PaymentStateBadge state={state} />
          {proofs > 0 && <Small>{t('payments.proofs.count', { count: proofs })}</Small>}
          {attention && <SmallError>{t(`payments.attention.${attention}`)}</SmallError>}
        </Flex>
      </Td>
    </>
  );
}
