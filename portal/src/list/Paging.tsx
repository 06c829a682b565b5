import { useText } from '../language/useText';
import { Button } from '../ui/Button';
import css from './list.module.css';

interface PagingProps {
  page: number;
  pageSize: number;
  total: number;
  /** Rows on this page. */
  shown: number;
  /** How many there are, in words; of entries unless said otherwise. */
  text?: string;
  onPage: (page: number) => void;
}

/** How many there are, and the way to the others. */
export function Paging({ page, pageSize, total, shown, text, onPage }: PagingProps) {
  const { t } = useText();
  const pages = Math.ceil(total / pageSize);
  const from = (page - 1) * pageSize + 1;
  if (pages < 2) return <p className={css.total}>{text ?? t('list.total', { count: total })}</p>;
  return (
    <nav className={css.paging} aria-label={t('list.pages')}>
      <p className={css.total}>{t('list.range', { from, to: from + shown - 1, count: total })}</p>
      <div className={css.turn}>
        {page > 1 && <Button onClick={() => onPage(page - 1)}>{t('list.previous')}</Button>}
        {page < pages && <Button onClick={() => onPage(page + 1)}>{t('list.next')}</Button>}
      </div>
    </nav>
  );
}
