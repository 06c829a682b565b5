import { Link } from 'react-router-dom';
import type { DocumentRow } from '../../../../plugin/contract/customer/documents';
import { DOCUMENT_FACTS, type DocumentType } from '../../../../plugin/documents/types';
import { useText } from '../../language/useText';
import { ColumnHead } from '../../list/ColumnHead';
import css from '../../list/list.module.css';
import { directionOf, sortBy } from '../../list/sort';
import { useNarrow } from '../../list/useNarrow';
import { DocumentBadge } from '../DocumentBadge';
import documentCss from '../documents.module.css';
import { documentPath } from '../types';
import { Until } from '../Until';
import { useFigures } from '../useFigures';
import { balanceLabel, untilLabel } from '../words';
import type { Choice } from '../zip/useChoice';
import { columnLabel } from './Controls';
import { sortsOf, type DocumentListState } from './list-state';

interface RowsProps {
  type: DocumentType;
  rows: readonly DocumentRow[];
  state: DocumentListState;
  choice: Choice;
  onSort: (sort: DocumentListState['sort']) => void;
}

/** The documents: a table, or cards where there is no room for one. */
export const Rows = (props: RowsProps) => (useNarrow() ? <Cards {...props} /> : <Table {...props} />);

function Table({ type, rows, state, choice, onSort }: RowsProps) {
  const { t } = useText();
  const { money, date } = useFigures();
  const { until, balance } = DOCUMENT_FACTS[type];
  const head = (column: ReturnType<typeof sortsOf>[number]) => (
    <ColumnHead
      key={column}
      label={columnLabel(type, column, t)}
      number={column === 'gross'}
      direction={directionOf(state, column)}
      onSort={() => onSort(sortBy(state, column, column !== 'number'))}
    />
  );
  const dates = sortsOf(type).filter((column) => column !== 'gross');
  return (
    <div className={css.tableBox}>
      <table className={css.table}>
        <caption className="visually-hidden">{t('list.caption', { module: t(`nav.documents.${type}`) })}</caption>
        <thead>
          <tr>
            <th scope="col" className={documentCss.tick}>
              <TickAll rows={rows} choice={choice} />
            </th>
            {dates.map(head)}
            <ColumnHead label={columnLabel(type, 'state', t)} direction={undefined} />
            {head('gross')}
            {balance && <ColumnHead label={balanceLabel(type, t)} number direction={undefined} />}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className={documentCss.tick}>
                <Tick row={row} choice={choice} />
              </td>
              <th scope="row">
                <Link to={documentPath(row)}>{row.number}</Link>
              </th>
              <td className={css.short}>
                <time dateTime={row.issueDate}>{date(row.issueDate, 'short')}</time>
              </td>
              {until && (
                <td className={css.short}>
                  <Until document={row} />
                </td>
              )}
              <td className={css.short}>
                <DocumentBadge state={row.state} />
              </td>
              <td className={css.number}>{money(row.gross, row.currency)}</td>
              {balance && <td className={css.number}>{money(row.balance ?? 0, row.currency)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cards({ type, rows, choice }: RowsProps) {
  const { t } = useText();
  const { money, date } = useFigures();
  return (
    <ul role="list" className={css.cards}>
      {rows.map((row) => (
        <li key={row.id} className={css.card}>
          <div className={documentCss.cardHead}>
            <h2>
              <Link to={documentPath(row)}>{row.number}</Link>
            </h2>
            <Tick row={row} choice={choice} />
          </div>
          <p>
            <DocumentBadge state={row.state} />
          </p>
          <dl>
            <Fact label={t('documents.column.issueDate')}>
              <time dateTime={row.issueDate}>{date(row.issueDate, 'short')}</time>
            </Fact>
            {row.untilDate && (
              <Fact label={untilLabel(type, t)}>
                <Until document={row} />
              </Fact>
            )}
            <Fact label={t('documents.column.gross')}>{money(row.gross, row.currency)}</Fact>
            {row.balance !== null && <Fact label={balanceLabel(type, t)}>{money(row.balance, row.currency)}</Fact>}
          </dl>
        </li>
      ))}
    </ul>
  );
}

/** Chooses a document. Where all are chosen, none of them is left out by itself. */
function Tick({ row, choice }: { row: DocumentRow; choice: Choice }) {
  const { t } = useText();
  const { id, number } = row;
  return (
    <input
      type="checkbox"
      aria-label={t('documents.choose', { number })}
      checked={choice.has(id)}
      disabled={choice.all}
      onChange={({ target }) => choice.tick([row], target.checked)}
    />
  );
}

/** Chooses what is on this page. */
function TickAll({ rows, choice }: { rows: readonly DocumentRow[]; choice: Choice }) {
  const { t } = useText();
  return (
    <input
      type="checkbox"
      aria-label={t('documents.choose-page')}
      checked={rows.every(({ id }) => choice.has(id))}
      disabled={choice.all}
      onChange={({ target }) => choice.tick(rows, target.checked)}
    />
  );
}

const Fact = ({ label, children }: { label: string; children: React.ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);
