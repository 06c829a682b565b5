import { FORM_SECTIONS, PREFERENCES, type PreferenceKey } from '../../../plugin/preferences';
import type { CustomerFieldSettings } from '../../../plugin/settings/customer-fields';
import type { DocumentSettings } from '../../../plugin/settings/documents';
import type { GeneralSettings } from '../../../plugin/settings/general';
import type { LoginSettings } from '../../../plugin/settings/login';
import type { ActivityKind } from '../../../plugin/activity-kinds';
import { builtInLabel } from '../fields/values';
import type { MessageId, Translate } from '../messages';
import { settingIn, settingLabel, type FormName } from '../settings/forms';

type Labels<T> = Record<keyof T & string, MessageId>;

/** The words that stand at each setting on its page. */
const SETTINGS: Partial<Record<string, MessageId>> = {
  ...Object.fromEntries((Object.keys(PREFERENCES) as PreferenceKey[]).map((key) => [key, `preference.${key}.label` as const])),
  ...({
    logoFile: 'general.logo.label',
    signUpDomains: 'login.domains.title',
    taxRates: 'rates.title',
  } satisfies Labels<Omit<GeneralSettings & LoginSettings & DocumentSettings & CustomerFieldSettings, PreferenceKey | 'levels'>>),
};

/** The form that a change is made in. */
const FORM_OF: Partial<Record<ActivityKind, FormName>> = {
  'connection-changed': 'connection',
  'tab-changed': 'tab',
  'module-changed': 'module',
};

/** One of the keys that the server notes of a change: a path within the settings. */
function keyWords(t: Translate, form: FormName | undefined, key: string): string {
  const [first = '', second = '', third = ''] = key.split('.');
  if (first === 'levels' && (second === 'customer' || second === 'contact')) {
    return t('activity.change.level', { field: builtInLabel(t, second, third) ?? third, owner: t(`fields.owner.${second}`) });
  }
  if (first === 'fields' && second) return t('activity.change.field', { field: second });
  if (form) return first === 'attributes' ? t('connection.attributes.title') : settingIn(form, first) ? settingLabel(t, form, first) : key;
  const label = Object.hasOwn(SETTINGS, first) ? SETTINGS[first] : undefined;
  return label ? t(label) : key;
}

/** `general: accentColour` as the editor knows it; undefined where the kind tells of no change. */
export function changeWords(t: Translate, kind: ActivityKind, detail: string): string | undefined {
  const form = FORM_OF[kind];
  if (!form && kind !== 'settings-saved') return undefined;
  // What was changed may have a colon in its name; keys have none.
  const end = detail.lastIndexOf(': ');
  if (end < 0) return detail;
  const [name, keys] = [detail.slice(0, end), detail.slice(end + 2).split(', ')];
  const section = form ? undefined : FORM_SECTIONS.find((id) => id === name);
  const words = [...new Set(keys.map((key) => keyWords(t, form, key)))];
  return `${section ? t(`section.${section}.title`) : name}: ${words.join(', ')}`;
}
