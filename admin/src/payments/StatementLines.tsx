import { Badge, Button, Flex, Link, Td, Typography } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { useState, type CSSProperties } from 'react';
import { useIntl } from 'react-intl';
import { Link as RouterLink } from 'react-router-dom';
import type { StatementLine } from '../../../plugin/contract/editor/payments';
import { SelectFilter } from '../components/filters';
import { PageNav } from '../components/PageNav';
import { RowTable } from '../components/RowTable';
import { Line, Small } from '../components/text';
import { useDay } from '../components/use-day';
import { amountText } from '../documents/amount-text';
import { useMessages } from '../messages';
import { paymentPath } from './filter';
import { lineKey, mayConfirm } from './statement';

const WRAPPED: CSSProperties = { whiteSpace: 'normal', overflowWrap: 'anywhere', minWidth: '12rem', paddingBlock: '1.2rem' };
const SHOWN = 100;
const OUTCOMES = [
  'matched',
  'amount-differs',
  'no-match',
  'taken-before',
  'outgoing',
] as const satisfies readonly StatementLine['outcome'][];
const LOOKS = {
  matched: ['success100', 'success700'],
  'amount-differs': ['warning100', 'warning700'],
  'no-match': ['neutral150', 'neutral700'],
  'taken-before': ['primary100', 'primary700'],
  outgoing: ['neutral150', 'neutral700'],
} as const;
const COLUMNS = ['statement.column.date', 'statement.column.from', 'statement.column.amount', 'statement.column.outcome'] as const;

interface Props {
  name: string;
  rows: StatementLine[];
  ticked: ReadonlySet<string>;
  busy: boolean;
  onTick: (keys: ReadonlySet<string>) => void;
  onConfirm: () => void;
}

/** Lines of a bank's statement, what each is taken for, and which are to be confirmed. */
export function StatementLines({ name, rows, ticked, busy, onTick, onConfirm }: Props) {
  const t = useMessages();
  const [outcome, setOutcome] = useState<StatementLine['outcome'] | 'all'>('all');
  const [page, setPage] = useState(1);
  const shown = rows.filter((row) => outcome === 'all' || row.outcome === outcome).map((row) => ({ ...row, id: lineKey(row) }));
  const pages = Math.max(1, Math.ceil(shown.length / SHOWN));
  const count = (one: StatementLine['outcome']): number => rows.filter((row) => row.outcome === one).length;
  const chosen = rows.filter((row) => mayConfirm(row) && ticked.has(lineKey(row))).length;

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex gap={4} alignItems="flex-end" justifyContent="space-between" wrap="wrap">
        <SelectFilter
          label={t('statement.show', { name })}
          value={outcome}
          options={[
            { value: 'all', label: t('statement.all', { count: rows.length }) },
            ...OUTCOMES.map((one) => ({ value: one, label: `${t(`statement.outcome.${one}`)} (${count(one)})` })),
          ]}
          width="36rem"
          onChange={(next) => {
            setOutcome(next);
            setPage(1);
          }}
        />
        <Button size="L" startIcon={<Check />} disabled={chosen === 0} loading={busy} onClick={onConfirm}>
          {t('statement.confirm', { count: chosen })}
        </Button>
      </Flex>
      <RowTable
        rows={shown.slice((page - 1) * SHOWN, page * SHOWN)}
        columns={COLUMNS.map((id) => t(id))}
        selection={ticked}
        onSelect={onTick}
        tickLabel={({ from, line }) => t('statement.tick', { from, line })}
        mayTick={mayConfirm}
      >
        {(row) => <Cells row={row} />}
      </RowTable>
      <PageNav
        position={t('paging.position', { page, pages })}
        previous={t('paging.previous')}
        next={t('paging.next')}
        page={page}
        more={page < pages}
        loading={false}
        onPage={setPage}
      />
    </Flex>
  );
}

function Cells({ row }: { row: StatementLine }) {
  const t = useMessages();
  const { locale } = useIntl();
  const day = useDay();
  const { date, line, from, text, amount, currency, outcome, payment } = row;
  const [background, colour] = LOOKS[outcome];
  return (
    <>
      <Td style={WRAPPED}>
        <Line>{day(date)}</Line>
        <Small>{t('statement.line', { line })}</Small>
      </Td>
      <Td style={{ ...WRAPPED, minWidth: '24rem' }}>
        <Line>{from || t('statement.from.unknown')}</Line>
        <Small>{text}</Small>
      </Td>
      <Td style={WRAPPED}>
        <Typography style={{ fontVariantNumeric: 'tabular-nums' }}>{amountText(amount, currency, locale)}</Typography>
      </Td>
      <Td style={WRAPPED}>
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <Badge backgroundColor={background} textColor={colour}>
            {t(`statement.outcome.${outcome}`)}
          </Badge>
          {payment && (
            <>
              <Link tag={RouterLink} to={paymentPath(payment.id)}>
                {[payment.customer, payment.reference].filter(Boolean).join(' · ')}
              </Link>
              {outcome === 'amount-differs' && (
                <Small>{t('statement.asked', { amount: amountText(payment.amount, currency, locale) })}</Small>
              )}
            </>
          )}
        </Flex>
      </Td>
    </>
  );
}
