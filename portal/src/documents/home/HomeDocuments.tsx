import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import type { DocumentFilter, DocumentRow } from '../../../../plugin/contract/customer/documents';
import type { Overview, OverviewSum } from '../../../../plugin/contract/customer/overview';
import pageCss from '../../app/page.module.css';
import { TaskCards } from '../../home/TaskCards';
import { useText } from '../../language/useText';
import { PayDue } from '../../payments/PayDue';
import { overviewQuery } from '../../session/session';
import { Failed } from '../../ui/Failed';
import css from '../documents.module.css';
import { DocumentBadge } from '../DocumentBadge';
import { documentPath } from '../types';
import { untilText } from '../Until';
import { useFigures } from '../useFigures';
import { LoadingDocuments } from './LoadingDocuments';
import { Months } from './Months';

/** What of the customer's documents is waited for, and the newest. */
export default function HomeDocuments() {
  const { data, error, refetch } = useQuery(overviewQuery);
  if (data) {
    return (
      <>
        <PayDue sums={data.sums} />
        <Waiting sums={data.sums} tasks={data.tasks} />
        <Months months={data.months} />
        <Recent rows={data.recent} />
      </>
    );
  }
  return error ? <Failed error={error} retry={() => void refetch()} /> : <LoadingDocuments />;
}

const KINDS: readonly OverviewSum['kind'][] = ['overdue', 'open', 'awaiting', 'credit'];
const FILTERS: Record<OverviewSum['kind'], DocumentFilter> = { overdue: 'overdue', open: 'open', awaiting: 'open', credit: 'open' };

/** A card for each thing that is waited for: amounts by currency, and the way to the list that has them. */
function Waiting({ sums, tasks }: Pick<Overview, 'sums' | 'tasks'>) {
  const { t } = useText();
  const { money } = useFigures();
  const types = [...new Set(sums.map(({ type }) => type))];
  const cards = KINDS.flatMap((kind) =>
    types.map((type) => ({ kind, type, of: sums.filter((sum) => sum.kind === kind && sum.type === type) })),
  ).filter(({ of }) => of.length > 0);
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting" className={css.homeTitle}>
        {t('home.waiting')}
      </h2>
      {cards.length + tasks.length === 0 ? (
        <p className={css.muted}>{t('home.nothing-waits')}</p>
      ) : (
        <ul role="list" className={pageCss.cards}>
          {cards.map(({ kind, type, of }) => (
            <li key={`${kind} ${type}`} className={[pageCss.card, kind === 'overdue' && css.lateCard].filter(Boolean).join(' ')}>
              <h3>
                <Link to={`/documents/${type}?state=${FILTERS[kind]}`}>
                  {t('home.sum', { type: t(`nav.documents.${type}`), kind: t(`home.sum.${kind}`) })}
                </Link>
              </h3>
              {of.map(({ currency, amount, count }) => (
                <p key={currency} className={css.homeAmount}>
                  {money(amount, currency)} <span className={css.muted}>{t('documents.total', { count })}</span>
                </p>
              ))}
            </li>
          ))}
          <TaskCards tasks={tasks} />
        </ul>
      )}
    </section>
  );
}

function Recent({ rows }: { rows: readonly DocumentRow[] }) {
  const { t } = useText();
  const { money, date } = useFigures();
  if (rows.length === 0) return null;
  return (
    <section className={pageCss.panel} aria-labelledby="recent">
      <h2 id="recent">{t('home.recent')}</h2>
      <ul role="list" className={css.recent}>
        {rows.map((row) => (
          <li key={row.id}>
            <span className={css.recentName}>
              <Link to={documentPath(row)}>{t('document.title', { type: t(`document.type.${row.type}`), number: row.number })}</Link>
              <span className="small">{[date(row.issueDate, 'short'), untilText(row, t)].filter(Boolean).join(', ')}</span>
            </span>
            <span className={css.recentState}>
              <DocumentBadge state={row.state} />
            </span>
            <span className={css.recentAmount}>{money(row.gross, row.currency)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
