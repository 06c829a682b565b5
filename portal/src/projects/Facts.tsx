import type { ProjectRow } from '../../../plugin/contract/customer/projects';
import { useFigures } from '../documents/useFigures';
import { useText } from '../language/useText';
import badge from '../modules/modules.module.css';
import css from './projects.module.css';

/** Time as people say it: `12 h 30 min`. */
export function useTime(): (minutes: number) => string {
  const { t } = useText();
  return (minutes) => t('project.time', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

const STATES: Record<ProjectRow['state'], string | undefined> = {
  active: badge['badge-submitted'],
  'on-hold': badge['badge-rejected'],
  completed: badge['badge-approved'],
};

export function StateBadge({ state }: Pick<ProjectRow, 'state'>) {
  const { t } = useText();
  return <span className={[badge.badge, STATES[state]].filter(Boolean).join(' ')}>{t(`project.state.${state}`)}</span>;
}

/** What a project has cost so far: time, and what was agreed. */
export function Facts({ project }: { project: ProjectRow }) {
  const { t } = useText();
  const time = useTime();
  const { money } = useFigures();
  const { logged, billed, unbilled, fixedCost, hourlyRate } = project;
  const facts = [
    { label: t('project.logged'), value: time(logged) },
    { label: t('project.billed'), value: time(billed) },
    { label: t('project.unbilled'), value: time(unbilled) },
    ...(fixedCost ? [{ label: t('project.fixed-cost'), value: money(fixedCost.amount, fixedCost.currency) }] : []),
    ...(hourlyRate ? [{ label: t('project.hourly-rate'), value: money(hourlyRate.amount, hourlyRate.currency) }] : []),
  ];
  return (
    <dl className={css.facts}>
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt className="small">{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
