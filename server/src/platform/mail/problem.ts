import type { MailProblem } from '../../../../plugin/vocabulary';
import { configOf } from '../config';
import type { Strapi } from '../strapi';

const UNREACHABLE = /^(?:ECONN|ESOCKET$|EDNS$|ETIMEDOUT$|ETLS$|ENOTFOUND$|EAI_AGAIN$|EHOSTUNREACH$|ENETUNREACH$)/u;

/** What an SMTP server answers to whoever should have signed in first (RFC 4954). */
const SIGN_IN_FIRST = 530;

/** Why a provider did not take a mail, from the error of nodemailer or of the network; other providers have no common form. Pure. */
export function problemOf(error: unknown): MailProblem {
  const { code, command, responseCode } = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  if (code === 'EAUTH' || code === 'ENOAUTH' || responseCode === SIGN_IN_FIRST) return 'credentials';
  if (code === 'EENVELOPE' && command === 'RCPT TO') return 'address';
  if (code === 'EENVELOPE' && command === 'MAIL FROM') return 'sender';
  const refusedToTalk = code === 'EPROTOCOL' && command === 'CONN';
  return refusedToTalk || (typeof code === 'string' && UNREACHABLE.test(code)) ? 'unreachable' : 'other';
}

/** Strapi's own defaults, with which a project begins: it delivers by itself, in the name of strapi.io, and hardly a mail server takes that. */
const DEFAULT = { provider: 'sendmail', from: /@strapi\.io>?$/u };

/** Whether the project said how mail is sent. */
export function isMailSetUp(strapi: Strapi): boolean {
  const { provider, settings } = strapi.config.get<{ provider?: string; settings?: { defaultFrom?: string } }>('plugin::email', {});
  const from = configOf(strapi).mail.from ?? settings?.defaultFrom ?? '';
  return provider?.toLowerCase() !== DEFAULT.provider || (from !== '' && !DEFAULT.from.test(from));
}
