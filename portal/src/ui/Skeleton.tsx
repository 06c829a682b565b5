import { useText } from '../language/useText';
import css from './ui.module.css';

export type Shape = 'title' | 'line' | 'short' | 'control' | 'banner' | 'card';

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

/** What screen readers hear while shapes are shown, and the shapes. */
export function Loading({ shapes = [] }: { shapes?: readonly Shape[] }) {
  const { t } = useText();
  return (
    <>
      <p className="visually-hidden" role="status">
        {t('loading')}
      </p>
      <Skeleton shapes={shapes} />
    </>
  );
}
