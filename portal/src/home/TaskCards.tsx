import { Link } from 'react-router-dom';
import type { OverviewTask } from '../../../plugin/contract/customer/overview';
import pageCss from '../app/page.module.css';
import { useText } from '../language/useText';

const pathOf = ({ kind, id }: OverviewTask): string => (kind === 'records' ? `/modules/${id}?state=rejected` : `/projects/${id}`);

/** Cards of what waits for the contact besides documents, each with the way to where it acts. */
export function TaskCards({ tasks }: { tasks: readonly OverviewTask[] }) {
  const { t } = useText();
  return (
    <>
      {tasks.map((task) => (
        <li key={`${task.kind} ${task.id}`} className={pageCss.card}>
          <h3>
            <Link to={pathOf(task)}>{t(`home.task.${task.kind}`, { name: task.name })}</Link>
          </h3>
          <p className="small">{t(`home.task.${task.kind}.count`, { count: task.count })}</p>
        </li>
      ))}
    </>
  );
}
