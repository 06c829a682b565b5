import type { ShownState } from '../../../plugin/contract/customer/documents';
import { useText } from '../language/useText';
import badge from '../modules/modules.module.css';

const COLOURS: Partial<Record<ShownState, string | undefined>> = {
  open: badge['badge-submitted'],
  sent: badge['badge-submitted'],
  confirmed: badge['badge-submitted'],
  overdue: badge['badge-rejected'],
  paid: badge['badge-approved'],
  accepted: badge['badge-approved'],
};

/** Where a document stands, in words; the colour only helps to find it. */
export function DocumentBadge({ state }: { state: ShownState }) {
  const { t } = useText();
  return <span className={[badge.badge, COLOURS[state]].filter(Boolean).join(' ')}>{t(`document.state.${state}`)}</span>;
}
