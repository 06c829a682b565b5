import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router-dom';
import { hasCode } from '../api/api-error';
import { FailedPage } from '../app/FailedPage';
import { Page } from '../app/Page';
import css from '../app/page.module.css';
import { useText } from '../language/useText';
import { BackLink } from '../modules/BackLink';
import { Entries } from '../projects/Entries';
import { Facts, StateBadge } from '../projects/Facts';
import projectCss from '../projects/projects.module.css';
import { projectQuery } from '../projects/queries';
import { useSession } from '../session/session';
import { Loading } from '../ui/Skeleton';
import NotFound from './NotFound';

/** A project: what it is about, the time on it, and the customer's word on that. */
export default function Project() {
  const { abilities } = useSession();
  return abilities.projects ? <Open /> : <NotFound />;
}

function Open() {
  const { t } = useText();
  const { project: id = '' } = useParams();
  const { data: project, error, refetch } = useQuery(projectQuery(id));
  if (hasCode(error, 'not-found') || hasCode(error, 'preference-off') || hasCode(error, 'not-allowed')) return <NotFound />;
  if (!project) return error ? <FailedPage error={error} retry={() => void refetch()} /> : <Loading shapes={['title', 'card', 'card']} />;
  return (
    <>
      <BackLink to="/projects">{t('projects.title')}</BackLink>
      <Page key={project.id} title={project.name} action={<StateBadge state={project.state} />}>
        <section className={css.panel} aria-label={t('project.about')}>
          {project.description !== '' && <p className={projectCss.description}>{project.description}</p>}
          <Facts project={project} />
        </section>
        <Entries project={project} />
      </Page>
    </>
  );
}
