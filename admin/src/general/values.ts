import type { GeneralSettings } from '../../../plugin/settings/general';
import type { GeneralSettingsView } from '../../../plugin/contract/editor/settings';
import { portalNameProblem } from '../../../plugin/rules/portal-name';
import { canonicalEmail } from '../../../plugin/rules/email';
import { BANNER_MAX } from '../../../plugin/vocabulary';
import type { MessageId, Translate } from '../messages';
import { normaliseColour } from './colour';

export type GeneralValues = GeneralSettings;

export const valuesOf = (view: GeneralSettingsView): GeneralValues => view.values;

/** What is wrong with a portal name, in words. */
export function portalNameError(t: Translate, name: string): string | undefined {
  const problem = portalNameProblem(name);
  return problem && t(`portal-name.${problem}`);
}

/** A first look at what is typed; the server has the last word. */
export function validate(t: Translate, values: GeneralValues): Map<string, string> {
  const errors = new Map<string, string>();
  const name = portalNameError(t, values.portalName);
  if (name) errors.set('portalName', name);
  if (values.organisationName.trim() === '') errors.set('organisationName', t('general.organisation.missing'));
  if (!normaliseColour(values.accentColour)) errors.set('accentColour', t('general.accent.invalid'));
  if (values.bannerMessage.trim().length > BANNER_MAX) errors.set('bannerMessage', t('error.field.too-big'));
  const email = values.supportEmail.trim();
  if (email !== '' && canonicalEmail(email) === null) {
    errors.set('supportEmail', t('general.support.invalid'));
  }
  return errors;
}

const LABELS: Record<keyof GeneralValues, MessageId> = {
  portalEnabled: 'preference.portalEnabled.label',
  portalName: 'general.name.label',
  organisationName: 'general.organisation.label',
  bannerMessage: 'general.banner.label',
  logoFile: 'general.logo.label',
  accentColour: 'general.accent.label',
  supportEmail: 'general.support.label',
  defaultLanguage: 'general.language.label',
  timeZone: 'general.time-zone.label',
};

/** A value in words, for the notice after two editors saved at once. */
export function describe(
  t: Translate,
  name: keyof GeneralValues,
  value: GeneralValues[keyof GeneralValues],
): { label: string; value: string } {
  const label = t(LABELS[name]);
  if (typeof value === 'boolean') return { label, value: t(value ? 'switch.on' : 'switch.off') };
  if (name === 'logoFile') return { label, value: t(value === null ? 'general.logo.none' : 'general.logo.another') };
  if (name === 'defaultLanguage') return { label, value: t(value === 'de' ? 'language.de' : 'language.en') };
  const text = String(value);
  return { label, value: text === '' ? t('empty') : text.length > 80 ? `${text.slice(0, 79)}…` : text };
}
