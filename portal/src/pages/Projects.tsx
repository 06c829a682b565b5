import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { hasCode } from '../api/api-error';
import { Page } from '../app/Page';
import css from '../app/page.module.css';
import { useText } from '../language/useText';
import { Paging } from '../list/Paging';
import badge from '../modules/modules.module.css';
import { portal } from '../portal-data';
import { Facts, StateBadge } from '../projects/Facts';
import projectCss from '../projects/projects.module.css';
import { projectsQuery } from '../projects/queries';
import { useSession } from '../session/session';
import { Pending } from '../ui/Pending';
import NotFound from './NotFound';

const PAGE_SIZE = 50;

/** Projects of the customer, with the time on them. */
export default function Projects() {
  const { abilities } = useSession();
  return abilities.projects ? <Open /> : <NotFound />;
}

function Open() {
  const { t } = useText();
  const [page, setPage] = useState(1);
  const query = useQuery(projectsQuery(page));
  const { data } = query;
  if (hasCode(query.error, 'preference-off') || hasCode(query.error, 'not-allowed')) return <NotFound />;
  return (
    <Page title={t('projects.title')}>
      {data && data.rows.length > 0 && (
        <ul role="list" className={projectCss.list}>
          {data.rows.map((project) => (
            <li key={project.id} className={css.panel}>
              <div className={projectCss.head}>
                <h2>
                  <Link to={`/projects/${project.id}`}>{project.name}</Link>
                </h2>
                <StateBadge state={project.state} />
                {project.waiting > 0 && (
                  <span className={[badge.badge, badge['badge-rejected']].join(' ')}>
                    {t('project.waiting', { count: project.waiting })}
                  </span>
                )}
              </div>
              <Facts project={project} />
            </li>
          ))}
        </ul>
      )}
      {data && data.rows.length > 0 && (
        <Paging page={page} pageSize={PAGE_SIZE} total={data.total} shown={data.rows.length} onPage={setPage} />
      )}
      {data?.rows.length === 0 && (
        <section className={css.empty}>
          <h2>{t('projects.empty')}</h2>
          <p className={css.muted}>{t('projects.empty-text', { organisation: portal.organisation.name })}</p>
        </section>
      )}
      <Pending query={query} shapes={['line', 'short', 'line', 'short']} className={css.panel} />
    </Page>
  );
}
