import type { RecordState } from '../../../plugin/vocabulary';
import { useText } from '../language/useText';
import css from './modules.module.css';

/** Where a record stands, in words; the colour only helps to find it. */
export function StateBadge({ state }: { state: RecordState }) {
  const { t } = useText();
  return <span className={[css.badge, css[`badge-${state}`]].filter(Boolean).join(' ')}>{t(`state.${state}`)}</span>;
}
