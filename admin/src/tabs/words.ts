import type { CustomTab } from '../../../plugin/contract/editor/custom-tabs';
import type { Translate } from '../messages';

/** Where a tab opens, and why there. */
export function placeWords(
  t: Translate,
  tab: Pick<CustomTab, 'place' | 'opensIn' | 'framing'>,
): { place: string; why: string | undefined } {
  const place = t(tab.place === 'frame' ? 'tabs.place.frame' : 'tabs.place.window');
  if (tab.opensIn === 'window') return { place, why: t('tabs.why.chosen') };
  if (tab.framing === 'refused') return { place, why: t('tabs.why.refused') };
  if (tab.framing === 'unknown') return { place, why: t('tabs.why.unknown') };
  return { place, why: undefined };
}
