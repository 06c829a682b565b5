import type { LoginSettingsView } from '../../../plugin/contract/editor/settings';
import type { LoginSettings, SignUpDomain } from '../../../plugin/settings/login';
import { canonicalDomain } from '../../../plugin/rules/email';
import { repeats } from '../../../plugin/rules/sign-up-domains';
import type { Question } from '../components/Confirm';
import type { Translate } from '../messages';

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

/** What is missing at the sign-up domains, or there twice. */
export function checkDomains(t: Translate, { signUpDomains }: Pick<LoginSettings, 'signUpDomains'>): Map<string, string> {
  const errors = new Map<string, string>();
  signUpDomains.forEach(({ domain, customer }, index) => {
    if (domain === '') errors.set(entryName(index, 'domain'), t('login.domains.domain.missing'));
    else if (repeats(signUpDomains, index)) errors.set(entryName(index, 'domain'), t('login.domains.domain.twice'));
    if (customer === '') errors.set(entryName(index, 'customer'), t('login.domains.customer.missing'));
  });
  return errors;
}

/** What customers notice at once, asked before it is saved. */
export function questionFor(t: Translate, values: LoginSettings, { values: before, lockedOut }: LoginSettingsView): Question | undefined {
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

/** The sign-up domains in words, for the notice after two editors saved at once. */
export const domainWords = (t: Translate, domains: readonly SignUpDomain[]): { label: string; value: string } => ({
  label: t('login.domains.title'),
  value: domains.length === 0 ? t('empty') : domains.map(({ domain }) => domain).join(', '),
});
