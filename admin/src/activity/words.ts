import type { Translate } from '../messages';

/** Details that the server writes as words of its own; the rest are names, such as a connection's. */
const DETAILS = [
  'password', 'passkey', 'totp', 'recovery-code', 'link', 'sign-up', 'password-reset', 'invitation', 'one', 'others',
  'no-access',
] as const; // prettier-ignore

/** The way in, the factor or the reason, in the editor's language where it is one of the known ones. */
export function detailWords(t: Translate, detail: string): string {
  const known = DETAILS.find((one) => one === detail);
  return known ? t(`activity.detail.${known}`) : detail;
}
