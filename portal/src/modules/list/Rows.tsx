import type { ReactNode } from 'react';
import { useIntl } from 'react-intl';
import { Link } from 'react-router-dom';
import type { ModuleDetail, RecordRow } from '../../../../plugin/contract/customer/modules';
import { useText } from '../../language/useText';
import { useScalarText } from '../../fields/useScalarText';
import { StateBadge } from '../StateBadge';
import { ColumnHead } from '../../list/ColumnHead';
import { columnsOf, type Column } from './columns';
import { directionOf, sortBy } from '../../list/sort';
import type { ListState } from './list-state';
import css from '../../list/list.module.css';
import { useNarrow } from '../../list/useNarrow';

interface RowsProps {
  module: ModuleDetail;
  rows: readonly RecordRow[];
  state: ListState;
  onSort: (sort: string) => void;
}

/** The records: a table, or cards where there is no room for one. */
export function Rows({ module, rows, state, onSort }: RowsProps) {
  const { t } = useText();
  const narrow = useNarrow();
  const columns = columnsOf(module, state.show, t);
  return narrow ? <Cards {...{ module, rows, columns }} /> : <Table {...{ module, rows, columns, state, onSort }} />;
}

type Columns = [Column, ...Column[]];

/** What stands in a cell, in a line. */
function useCell(): (row: RecordRow, column: Column) => ReactNode {
  const scalar = useScalarText();
  const intl = useIntl();
  const day = (instant: string) => (
    <time dateTime={instant}>{intl.formatDate(instant, { day: 'numeric', month: 'short', year: 'numeric' })}</time>
  );
  return (row, { name, type }) => {
    if (type !== undefined) return scalar(type, row.values[name], { brief: true });
    if (name === 'state') return <StateBadge state={row.state} />;
    if (name === 'updatedAt') return day(row.updatedAt);
    return row.title;
  };
}

function useTitle(): (row: RecordRow) => string {
  const { t } = useText();
  return ({ title }) => title || t('record.untitled');
}

const addressOf = (module: ModuleDetail, { id }: RecordRow): string => `/modules/${module.id}/records/${id}`;

const isNumber = ({ type }: Column): boolean => type === 'integer' || type === 'decimal' || type === 'biginteger';

const SHORT: readonly (string | undefined)[] = ['date', 'time', 'datetime', 'boolean'];

/** Numbers stand under one another; what is short stays in a line. */
const classOf = (column: Column): string | undefined =>
  isNumber(column) ? css.number : column.name === 'updatedAt' || SHORT.includes(column.type) ? css.short : undefined;

function Table({ module, rows, columns, state, onSort }: RowsProps & { columns: Columns }) {
  const cell = useCell();
  const titleOf = useTitle();
  const { t } = useText();
  const [first, ...others] = columns;
  return (
    <div className={css.tableBox}>
      <table className={css.table}>
        <caption className="visually-hidden">{t('list.caption', { module: module.name })}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <ColumnHead
                key={column.name}
                label={column.label}
                number={isNumber(column)}
                direction={directionOf(state, column.name)}
                onSort={column.sortable ? () => onSort(sortBy(state, column.name)) : undefined}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <Link to={addressOf(module, row)}>{first.type === undefined ? titleOf(row) : (cell(row, first) ?? titleOf(row))}</Link>
              </th>
              {others.map((column) => (
                <td key={column.name} className={classOf(column)}>
                  {cell(row, column) ?? <span aria-hidden="true">–</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cards({ module, rows, columns }: Pick<RowsProps, 'module' | 'rows'> & { columns: Columns }) {
  const cell = useCell();
  const titleOf = useTitle();
  const [first, ...others] = columns;
  const facts = others.filter(({ name }) => name !== 'state');
  const hasState = facts.length < others.length;
  return (
    <ul role="list" className={css.cards}>
      {rows.map((row) => (
        <li key={row.id} className={css.card}>
          <h2>
            <Link to={addressOf(module, row)}>{first.type === undefined ? titleOf(row) : (cell(row, first) ?? titleOf(row))}</Link>
          </h2>
          {hasState && (
            <p>
              <StateBadge state={row.state} />
            </p>
          )}
          <dl>
            {facts.map((column) => {
              const text = cell(row, column);
              return (
                text !== undefined && (
                  <div key={column.name}>
                    <dt>{column.label}</dt>
                    <dd>{text}</dd>
                  </div>
                )
              );
            })}
          </dl>
        </li>
      ))}
    </ul>
  );
}
