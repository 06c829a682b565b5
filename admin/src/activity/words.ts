import { ROLES } from '../../../plugin/rights';
import type { ActivityKind } from '../../../plugin/activity-kinds';
import type { MessageId, Translate } from '../messages';
import { changeWords } from './changes';

/** Details that the server writes as words of its own; the rest are names, such as a connection's. */
const DETAILS = [
  'password',
  'passkey',
  'totp',
  'recovery-code',
  'link',
  'sign-up',
  'password-reset',
  'invitation',
  'one',
  'others',
  'no-access',
] as const;

/** A connection that was gone when its key was to be told by name. */
const KEY = /^[a-z0-9]{24}$/u;

/** `Acme: owner`: words of the server's that stand behind a name. */
const ENDS: Partial<Record<ActivityKind, Partial<Record<string, MessageId>>>> = {
  'membership-changed': Object.fromEntries(ROLES.map((role) => [role, `role.${role}` as const])),
  'sign-out': { 'single logout': 'activity.detail.single-logout' },
};

function endWords(t: Translate, kind: ActivityKind, detail: string): string | undefined {
  const at = detail.lastIndexOf(': ');
  const word = at < 0 ? undefined : ENDS[kind]?.[detail.slice(at + 2)];
  return word && `${detail.slice(0, at)}: ${t(word)}`;
}

/** The way in, the factor, the reason or what was changed, in the editor's language where the server's words are known ones. */
export function detailWords(t: Translate, kind: ActivityKind, detail: string): string {
  const known = DETAILS.find((one) => one === detail);
  if (known) return t(`activity.detail.${known}`);
  if (KEY.test(detail)) return t('activity.detail.gone');
  return changeWords(t, kind, detail) ?? endWords(t, kind, detail) ?? detail;
}
