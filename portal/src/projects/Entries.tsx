import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { ProjectDetail } from '../../../plugin/contract/customer/projects';
import css from '../app/page.module.css';
import { useText } from '../language/useText';
import listCss from '../list/list.module.css';
import { Paging } from '../list/Paging';
import { Notice } from '../ui/Notice';
import { Pending } from '../ui/Pending';
import { Decide, type Decided } from './Decide';
import { EntryRow } from './EntryRow';
import projectCss from './projects.module.css';
import { entriesQuery } from './queries';

const PAGE_SIZE = 50;

/** The time on a project, and the customer's word on it. */
export function Entries({ project }: { project: ProjectDetail }) {
  const { t } = useText();
  const [page, setPage] = useState(1);
  const [waitingOnly, setWaitingOnly] = useState(false);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [done, setDone] = useState<Decided>();
  const query = useQuery(entriesQuery(project.id, page, waitingOnly ? 'waiting' : undefined));
  const rows = query.data?.rows ?? [];
  const waiting = project.mayDecide ? rows.filter(({ approval }) => approval === 'waiting') : [];
  const chosen = waiting.filter(({ id }) => ticked.has(id));

  const show = (next: { page?: number; waitingOnly?: boolean }) => {
    setPage(next.page ?? 1);
    setWaitingOnly(next.waitingOnly ?? waitingOnly);
    setTicked(new Set());
  };
  const tick = (ids: readonly string[], on: boolean) => {
    setDone(undefined);
    setTicked((before) => new Set(on ? [...before, ...ids] : [...before].filter((id) => !ids.includes(id))));
  };

  return (
    <section className={css.panel} aria-labelledby="project-entries">
      <h2 id="project-entries">{t('entry.title')}</h2>
      {done && (
        <>
          {done.decided > 0 && (
            <Notice text={t(done.decision === 'approve' ? 'entry.approved' : 'entry.was-sent-back', { count: done.decided })} />
          )}
          {done.left > 0 && <Notice kind="warning" text={t('entry.left', { count: done.left })} />}
        </>
      )}
      <div className={listCss.tabs} role="group" aria-label={t('entry.show')}>
        {[false, true].map((only) => (
          <button
            key={String(only)}
            type="button"
            className={listCss.tab}
            aria-pressed={waitingOnly === only}
            onClick={() => show({ waitingOnly: only })}
          >
            {t(only ? 'entry.show.waiting' : 'entry.show.all')}
          </button>
        ))}
      </div>
      {waiting.length > 0 && (
        <label className={projectCss.all}>
          <input
            type="checkbox"
            checked={chosen.length === waiting.length}
            onChange={({ target }) =>
              tick(
                waiting.map(({ id }) => id),
                target.checked,
              )
            }
          />
          {t('entry.select-all')}
        </label>
      )}
      {chosen.length > 0 && (
        <Decide
          entries={chosen}
          onDone={(result) => {
            setTicked(new Set());
            setDone(result);
          }}
        />
      )}
      {rows.length > 0 && (
        <ul role="list" className={projectCss.rows}>
          {rows.map((entry) => (
            <EntryRow
              key={entry.id}
              entry={entry}
              ticked={waiting.includes(entry) ? ticked.has(entry.id) : undefined}
              onTick={(on) => tick([entry.id], on)}
            />
          ))}
        </ul>
      )}
      {query.data && rows.length > 0 && (
        <Paging page={page} pageSize={PAGE_SIZE} total={query.data.total} shown={rows.length} onPage={(next) => show({ page: next })} />
      )}
      {query.data && rows.length === 0 && <p className={css.muted}>{t(waitingOnly ? 'entry.none-waiting' : 'entry.none')}</p>}
      <Pending query={query} shapes={['line', 'short', 'line', 'short']} />
    </section>
  );
}
