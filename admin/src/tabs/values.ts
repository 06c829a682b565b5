import type { CustomTab } from '../../../plugin/contract/editor/custom-tabs';
import { FORMS, valuesIn } from '../../../plugin/preferences/forms';
import type { CustomTabInput } from '../../../plugin/settings/custom-tab';
import { tabUrlProblem } from '../../../plugin/rules/tab-url';
import { backendUrl } from '../backend';
import type { Translate } from '../messages';
import { checkForm } from '../settings/forms';

export type TabValues = CustomTabInput;

export const valuesOf = (tab: CustomTab): TabValues => valuesIn(FORMS.tab, tab);

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
  if (url.trim() === '') return t('setting.missing.tab.url');
  const problem = tabUrlProblem(url.trim(), { ownOrigin: backendUrl(), allowLocalhost: true });
  return problem && t(`tab-url.${problem}`);
}

/** A first look at what is typed; the server has the last word. */
export function validate(t: Translate, values: TabValues): Map<string, string> {
  const errors = checkForm(t, 'tab', values);
  const url = urlError(t, values.url);
  return url === undefined ? errors : errors.set('url', url);
}
