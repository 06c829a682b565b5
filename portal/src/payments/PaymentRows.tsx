import { Link } from 'react-router-dom';
import type { PaymentRow } from '../../../plugin/contract/customer/payments';
import { useFigures } from '../documents/useFigures';
import { useText } from '../language/useText';
import { ColumnHead } from '../list/ColumnHead';
import css from '../list/list.module.css';
import { useNarrow } from '../list/useNarrow';
import { useMoment } from '../security/useMoment';
import { PaymentBadge } from './PaymentBadge';
import { useMethodWords } from './words';

/** Numbers that a row names. */
const NAMED = 3;

/** The customer's payments: a table, or cards where there is no room for one. */
export const PaymentRows = ({ rows }: { rows: readonly PaymentRow[] }) => (useNarrow() ? <Cards rows={rows} /> : <Table rows={rows} />);

/** What a payment is called in a list: by what it is for. */
function useName() {
  const { t } = useText();
  return ({ documents }: PaymentRow): string => {
    const named = documents.slice(0, NAMED).join(', ');
    if (named === '') return t('document.type.payment');
    return documents.length > NAMED ? t('payments.and-more', { named, count: documents.length - NAMED }) : named;
  };
}

function Table({ rows }: { rows: readonly PaymentRow[] }) {
  const { t } = useText();
  const { money } = useFigures();
  const { day } = useMoment();
  const { nameOf } = useMethodWords();
  const toName = useName();
  return (
    <div className={css.tableBox}>
      <table className={css.table}>
        <caption className="visually-hidden">{t('nav.payments')}</caption>
        <thead>
          <tr>
            <ColumnHead label={t('payment.for')} direction={undefined} />
            <ColumnHead label={t('documents.column.issueDate')} direction={undefined} />
            <ColumnHead label={t('payments.method')} direction={undefined} />
            <ColumnHead label={t('documents.column.state')} direction={undefined} />
            <ColumnHead label={t('document.amount')} number direction={undefined} />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <Link to={`/payments/${row.id}`}>{toName(row)}</Link>
              </th>
              <td className={css.short}>
                <time dateTime={row.at}>{day(row.at)}</time>
              </td>
              <td>{row.method && nameOf(row.method)}</td>
              <td className={css.short}>
                <PaymentBadge state={row.state} />
              </td>
              <td className={css.number}>
                {money(row.amount, row.currency)}
                <Refunded row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cards({ rows }: { rows: readonly PaymentRow[] }) {
  const { t } = useText();
  const { money } = useFigures();
  const { day } = useMoment();
  const { nameOf } = useMethodWords();
  const toName = useName();
  return (
    <ul role="list" className={css.cards}>
      {rows.map((row) => (
        <li key={row.id} className={css.card}>
          <h2>
            <Link to={`/payments/${row.id}`}>{toName(row)}</Link>
          </h2>
          <p>
            <PaymentBadge state={row.state} />
          </p>
          <dl>
            <div>
              <dt>{t('document.amount')}</dt>
              <dd>
                {money(row.amount, row.currency)}
                <Refunded row={row} />
              </dd>
            </div>
            <div>
              <dt>{t('documents.column.issueDate')}</dt>
              <dd>
                <time dateTime={row.at}>{day(row.at)}</time>
              </dd>
            </div>
            {row.method && (
              <div>
                <dt>{t('payments.method')}</dt>
                <dd>{nameOf(row.method)}</dd>
              </div>
            )}
          </dl>
        </li>
      ))}
    </ul>
  );
}

function Refunded({ row: { refunded, currency } }: { row: PaymentRow }) {
  const { t } = useText();
  const { money } = useFigures();
  if (refunded === 0) return null;
  return (
    <>
      <br />
      <span className="small">{t('payments.refunded', { amount: money(refunded, currency) })}</span>
    </>
  );
}
