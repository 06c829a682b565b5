import type { LoginSettingsView } from '../../../plugin/contract/editor/settings';
import type { LoginSettings, SignUpDomain } from '../../../plugin/settings/login';
import { canonicalDomain } from '../../../plugin/rules/email';
import type { Question } from '../components/Confirm';
import type { MessageId, Translate } from '../messages';

export type LoginValues = LoginSettings;

export const valuesOf = (view: LoginSettingsView): LoginValues => view.values;

/**
 * Least and most days that a browser is remembered. Written out, so that the panel does not load the
 * catalogue with its schema library; a test holds them to it.
 */
export const MIN_DAYS = 0;
export const MAX_DAYS = 90;

/** The domain in what was typed or pasted: an address (`name@example.com`) and a URL have one too. */
export function domainIn(typed: string): string {
  const text = typed.trim().toLowerCase();
  const authority = text.replace(/^[a-z][a-z0-9+.-]*:\/\//u, '').replace(/[/?#].*$/u, '');
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const bare = host.replace(/:\d*$/u, '').replace(/\.$/u, '');
  return canonicalDomain(bare) ?? bare;
}

/** Name of the error at a part of a sign-up domain, as the server names it too. */
export const entryName = (index: number, part: keyof SignUpDomain): string => `signUpDomains.${index}.${part}`;

/** A first look at what is typed; the server has the last word. */
export function validate(t: Translate, values: LoginValues): Map<string, string> {
  const errors = new Map<string, string>();
  const days: number | null = values.rememberBrowserDays;
  if (!Number.isInteger(days) || days < MIN_DAYS || days > MAX_DAYS) {
    errors.set('rememberBrowserDays', t('login.days.invalid', { min: MIN_DAYS, max: MAX_DAYS }));
  }
  values.signUpDomains.forEach(({ domain, customer }, index) => {
    if (domain === '') errors.set(entryName(index, 'domain'), t('login.domains.domain.missing'));
    else if (values.signUpDomains.findIndex((other) => other.domain === domain) < index) {
      errors.set(entryName(index, 'domain'), t('login.domains.domain.twice'));
    }
    if (customer === '') errors.set(entryName(index, 'customer'), t('login.domains.customer.missing'));
  });
  return errors;
}

/** What customers notice at once, asked before it is saved. */
export function questionFor(t: Translate, values: LoginValues, { values: before, lockedOut }: LoginSettingsView): Question | undefined {
  const toSso = values.signInMode === 'sso' && before.signInMode !== 'sso';
  const toFactors = values.mfaRequired && !before.mfaRequired;
  if (!toSso && !toFactors) return undefined;
  return {
    title: t(toSso ? 'login.to-sso.title' : 'login.to-factors.title'),
    body: [
      ...(toSso
        ? [t('login.to-sso.what'), t('login.to-sso.locked-out', { ...lockedOut }), t('login.to-sso.sessions'), t('login.to-sso.help')]
        : []),
      ...(toFactors ? [t('login.to-factors.what'), t('login.to-factors.help')] : []),
    ],
    confirm: t(toSso ? 'login.to-sso.confirm' : 'login.to-factors.confirm'),
    variant: toSso && lockedOut.contacts > 0 ? 'danger' : 'default',
  };
}

const LABELS: Record<keyof LoginValues, MessageId> = {
  signInMode: 'login.mode.label',
  mfaRequired: 'preference.mfaRequired.label',
  ssoFactorsCount: 'preference.ssoFactorsCount.label',
  rememberBrowserDays: 'preference.rememberBrowserDays.label',
  passkeySignIn: 'preference.passkeySignIn.label',
  emailLinkSignIn: 'preference.emailLinkSignIn.label',
  selfSignUp: 'preference.selfSignUp.label',
  signUpDomains: 'login.domains.title',
};

/** A value in words, for the notice after two editors saved at once. */
export function describe(t: Translate, name: keyof LoginValues, value: LoginValues[keyof LoginValues]): { label: string; value: string } {
  const label = t(LABELS[name]);
  if (typeof value === 'boolean') return { label, value: t(value ? 'switch.on' : 'switch.off') };
  if (value === 'default' || value === 'sso') return { label, value: t(`login.mode.${value}`) };
  if (Array.isArray(value)) {
    return { label, value: value.length === 0 ? t('empty') : value.map(({ domain }) => domain).join(', ') };
  }
  return { label, value: String(value) };
}
