import { useText } from '../language/useText';
import css from './ui.module.css';

type Shape = 'title' | 'line' | 'short' | 'control' | 'banner' | 'card';

/** Grey shapes where the real layout will be. */
export function Skeleton({ shapes }: { shapes: readonly Shape[] }) {
  return (
    <>
      {shapes.map((shape, index) => (
        <span key={index} className={[css.skeleton, css[`skeleton-${shape}`]].join(' ')} aria-hidden="true" />
      ))}
    </>
  );
}

/** What screen readers hear while shapes are shown. */
export function Loading() {
  const { t } = useText();
  return (
    <p className="visually-hidden" role="status">
      {t('loading')}
    </p>
  );
}
