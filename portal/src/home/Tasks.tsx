import { useQuery } from '@tanstack/react-query';
import pageCss from '../app/page.module.css';
import css from '../documents/documents.module.css';
import { useText } from '../language/useText';
import { overviewQuery } from '../session/session';
import { TaskCards } from './TaskCards';

/** The same where there are no documents to stand beside: nothing where nothing waits. */
export default function Tasks() {
  const { t } = useText();
  const { data } = useQuery(overviewQuery);
  if (!data || data.tasks.length === 0) return null;
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting" className={css.homeTitle}>
        {t('home.waiting')}
      </h2>
      <ul role="list" className={pageCss.cards}>
        <TaskCards tasks={data.tasks} />
      </ul>
    </section>
  );
}
