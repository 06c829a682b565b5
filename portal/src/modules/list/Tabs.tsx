import { useText } from '../../language/useText';
import css from '../../list/list.module.css';
import type { Show } from './list-state';

const SHOWS: readonly Show[] = ['ours', 'published'];

/** One's own records, or all that is published: two views of one list, so each is a step in the browser's history. */
export function Tabs({ show, onShow }: { show: Show; onShow: (show: Show) => void }) {
  const { t } = useText();
  return (
    <div className={css.tabs} role="group" aria-label={t('list.show')}>
      {SHOWS.map((each) => (
        <button key={each} type="button" className={css.tab} aria-pressed={each === show} onClick={() => onShow(each)}>
          {t(`list.show.${each}`)}
        </button>
      ))}
    </div>
  );
}
