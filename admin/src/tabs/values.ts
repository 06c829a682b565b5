import type { CustomTab } from '../../../plugin/contract/editor/custom-tabs';
import type { CustomTabInput } from '../../../plugin/settings/custom-tab';
import { tabUrlProblem } from '../../../plugin/rules/tab-url';
import { backendUrl } from '../backend';
import type { MessageId, Translate } from '../messages';

export type TabValues = CustomTabInput;

export const NEW_TAB: TabValues = { name: '', url: '', audience: 'everyone', enabled: true, opensIn: 'auto' };

export const valuesOf = ({ name, url, audience, enabled, opensIn }: CustomTab): TabValues => ({
  name,
  url,
  audience,
  enabled,
  opensIn,
});

/** Longest name of a tab: more does not fit the portal's sidebar. */
export const TAB_NAME_MAX = 40;

/** An address typed without `https://` gets it; what has another scheme stays as it is. */
export function completeUrl(typed: string): string {
  const url = typed.trim();
  return url === '' || /^[a-z][a-z0-9+.-]*:/iu.test(url) ? url : `https://${url}`;
}

/**
 * What is wrong with an address as far as the browser can tell. Whether `http://localhost` is
 * allowed only the server knows, so that is left to it.
 */
export function urlError(t: Translate, url: string): string | undefined {
  if (url.trim() === '') return t('tab-url.missing');
  const problem = tabUrlProblem(url.trim(), { ownOrigin: backendUrl(), allowLocalhost: true });
  return problem && t(`tab-url.${problem}`);
}

/** A first look at what is typed; the server has the last word. */
export function validate(t: Translate, values: TabValues): Map<string, string> {
  const errors = new Map<string, string>();
  if (values.name.trim() === '') errors.set('name', t('tabs.name.missing'));
  if (values.name.trim().length > TAB_NAME_MAX) errors.set('name', t('error.field.too-big'));
  const url = urlError(t, values.url);
  if (url) errors.set('url', url);
  return errors;
}

const LABELS: Record<keyof TabValues, MessageId> = {
  name: 'tabs.name.label',
  url: 'tabs.url.label',
  audience: 'tabs.audience.label',
  enabled: 'tabs.enabled.label',
  opensIn: 'tabs.opens-in.label',
};

/** A value in words, for the notice after two editors saved at once. */
export function describe(t: Translate, name: keyof TabValues, value: TabValues[keyof TabValues]) {
  const label = t(LABELS[name]);
  if (typeof value === 'boolean') return { label, value: t(value ? 'switch.on' : 'switch.off') };
  if (name === 'audience') return { label, value: t(`tabs.audience.${value as TabValues['audience']}`) };
  if (name === 'opensIn') return { label, value: t(`tabs.opens-in.${value as TabValues['opensIn']}`) };
  return { label, value };
}
