import { Link } from 'react-router-dom';
import type { Statement } from '../../../../plugin/contract/customer/statement';
import pageCss from '../../app/page.module.css';
import { useText } from '../../language/useText';
import { ColumnHead } from '../../list/ColumnHead';
import listCss from '../../list/list.module.css';
import { useNarrow } from '../../list/useNarrow';
import css from '../documents.module.css';
import { placeOf } from '../types';
import { useFigures } from '../useFigures';

type Entry = Statement['entries'][number];
interface EntriesProps {
  statement: Statement;
}

/** What moved in the period, from what was owed before it to what is owed at its end. */
export function Entries({ statement }: EntriesProps) {
  const { t } = useText();
  const narrow = useNarrow();
  if (statement.entries.length === 0) return <p className={pageCss.muted}>{t('statement.nothing')}</p>;
  return narrow ? <Cards statement={statement} /> : <Table statement={statement} />;
}

function Table({ statement: { entries, opening, closing, currency, from, to } }: EntriesProps) {
  const { t } = useText();
  const { money, date } = useFigures();
  const edge = (day: string, text: string, balance: number) => (
    <tr className={css.edge}>
      <td className={listCss.short}>
        <time dateTime={day}>{date(day, 'short')}</time>
      </td>
      <th scope="row">{text}</th>
      <td />
      <td className={listCss.number}>{money(balance, currency)}</td>
    </tr>
  );
  return (
    <div className={listCss.tableBox}>
      <table className={listCss.table}>
        <caption className="visually-hidden">{t('statement.entries')}</caption>
        <thead>
          <tr>
            <ColumnHead label={t('documents.column.issueDate')} direction={undefined} />
            <ColumnHead label={t('statement.entry')} direction={undefined} />
            <ColumnHead label={t('document.amount')} number direction={undefined} />
            <ColumnHead label={t('statement.balance')} number direction={undefined} />
          </tr>
        </thead>
        <tbody>
          {edge(from, t('statement.opening'), opening)}
          {entries.map((entry, index) => (
            <tr key={index}>
              <td className={listCss.short}>
                <time dateTime={entry.date}>{date(entry.date, 'short')}</time>
              </td>
              <th scope="row">
                <Named entry={entry} />
              </th>
              <td className={listCss.number}>{money(entry.amount, currency)}</td>
              <td className={listCss.number}>{money(entry.balance, currency)}</td>
            </tr>
          ))}
          {edge(to, t('statement.closing'), closing)}
        </tbody>
      </table>
    </div>
  );
}

function Cards({ statement: { entries, currency } }: EntriesProps) {
  const { t } = useText();
  const { money, date } = useFigures();
  return (
    <section className={pageCss.panel} aria-label={t('statement.entries')}>
      <ul role="list" className={css.lineCards}>
        {entries.map((entry, index) => (
          <li key={index}>
            <p className={css.sum}>
              <Named entry={entry} />
              <span>{money(entry.amount, currency)}</span>
            </p>
            <p className={[css.sum, css.muted, 'small'].join(' ')}>
              <time dateTime={entry.date}>{date(entry.date, 'short')}</time>
              <span>{t('statement.balance-is', { balance: money(entry.balance, currency) })}</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What an entry is, with the way to its document. */
function Named({ entry: { kind, type, id, number, reference } }: { entry: Entry }) {
  const { t } = useText();
  const name = t('document.title', { type: t(`document.type.${type}`), number });
  // "Payment" is said once.
  const says = kind === 'settled' && type === 'payment';
  return (
    <span className={css.what}>
      <span>
        {kind !== 'charged' && kind !== 'credited' && !says && `${t(`statement.kind.${kind}`)} `}
        {id === null ? name : <Link to={placeOf({ type, id })}>{name}</Link>}
      </span>
      {reference !== '' && <span className={css.description}>{reference}</span>}
    </span>
  );
}
