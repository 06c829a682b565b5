import { IntlMessageFormat } from 'intl-messageformat';
import { BLACK, inkOn, parseHex, toHex } from '../../../../plugin/rules/contrast';
import type { Language, MailKind } from '../../../../plugin/vocabulary';
import de from './messages/de.json';
import en from './messages/en.json';

/** Texts of mails by language: `<kind>.subject`, `.body`, `.action` and `.note` of each kind. */
export type MailTexts = Record<Language, Record<string, string>>;

/** What every mail says around that. */
const FRAME: MailTexts = { en, de };

/** What every mail shows of the organisation. */
export interface Brand {
  organisation: string;
  supportEmail: string | null;
  /** `#rrggbb`. */
  accentColour: string;
  timeZone: string;
}

export interface MailContent {
  kind: MailKind;
  language: Language;
  firstName: string;
  /** Where the one action leads; empty where there is none. */
  url: string;
  email: string;
  /** The contact who reads it, of a mail that contacts may want no more of: whom its foot offers that. */
  reader?: { id: number; documentId: string };
  /** Number of the contact that an editor mails: what became of the mail is then kept. */
  contact?: number;
  /** Names of the customers that the mail is about. */
  customers: string[];
  /** When the link ends, if it does. */
  expiresAt?: Date;
  /** Further values of the message, as people typed them. */
  more?: Record<string, string>;
}

export interface Message {
  subject: string;
  text: string;
  html: string;
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/gu, (character) => `&#${character.codePointAt(0)};`);

/** Dates in English mail are spelled day first, and with 24 hours. */
const DATES: Record<Language, string> = { en: 'en-GB', de: 'de' };

/** `29 November 2026 at 14:05 CET`: who reads it elsewhere must know whose clock is meant. Pure. */
const spellInstant = (instant: Date, language: Language, timeZone: string): string =>
  new Intl.DateTimeFormat(DATES[language], {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  }).format(instant);

/** Writes what a text message says. Pure. */
export const composeText = (id: string, language: Language, values: Record<string, string>, texts: MailTexts): string =>
  String(new IntlMessageFormat(texts[language][id] ?? id, language).format(values));

/** Writes a mail in one language; the plain part says all that the HTML part says. `unsubscribe`: where its reader ends mails like it. Pure. */
export function composeMail(content: MailContent, brand: Brand, texts: MailTexts, unsubscribe = ''): Message {
  const { kind, language, firstName, url } = content;
  const format = (id: string, values: Record<string, string>): string =>
    String(new IntlMessageFormat(texts[language][id] ?? FRAME[language][id] ?? id, language).format(values));
  const values = {
    ...content.more,
    firstName,
    organisation: brand.organisation,
    supportEmail: brand.supportEmail ?? '',
    email: content.email,
    customers: new Intl.ListFormat(language, { type: 'conjunction' }).format(content.customers),
    expires: content.expiresAt ? spellInstant(content.expiresAt, language, brand.timeZone) : '',
  };
  const say = (part: string): string => format(`${kind}.${part}`, values);
  const greeting = format(firstName ? 'greeting' : 'greetingNoName', values);
  const footer = [format('footer', values), ...(brand.supportEmail ? [format('footerSupport', values)] : [])];
  // A subject is one header line: what an editor or a customer typed must not add another.
  const subject = say('subject').replace(/[\r\n]+/gu, ' ');
  const steps = url ? [`${say('action')}:\n${url}`] : [];
  const enough = unsubscribe ? [`${format('unsubscribe', values)}\n${unsubscribe}`] : [];
  const text = [greeting, say('body').trim(), ...steps, say('note'), `--\n${[...footer, ...enough].join('\n')}`].join('\n\n');

  const [body, action, note, hint, link] = [say('body').trim(), url && say('action'), say('note'), format('linkHint', values), url].map(
    escapeHtml,
  ) as [string, string, string, string, string];
  const ink = toHex(inkOn(parseHex(brand.accentColour) ?? BLACK));
  const paragraph = (html: string, style = ''): string => `<p style="margin:0 0 16px;${style}">${html}</p>`;
  const button =
    url &&
    `<p style="margin:24px 0"><a href="${link}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:${brand.accentColour};color:${ink};text-decoration:none;font-weight:600">${action}</a></p>`;
  const end = unsubscribe
    ? [`<a href="${escapeHtml(unsubscribe)}" style="color:#5a6068">${escapeHtml(format('unsubscribeLink', values))}</a>`]
    : [];
  const html = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;background:#f4f5f7;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;color:#1c1e21">
<div style="max-width:560px;margin:0 auto;padding:24px 16px">
<div style="background:#ffffff;border-radius:8px;padding:32px 24px">
<p style="margin:0 0 24px;font-weight:600">${escapeHtml(brand.organisation)}</p>
${paragraph(escapeHtml(greeting))}
${paragraph(body, 'white-space:pre-line')}
${button}
${paragraph(note, 'color:#5a6068;font-size:14px')}
${url && paragraph(`${hint}<br><span style="word-break:break-all">${link}</span>`, 'color:#5a6068;font-size:14px')}
</div>
<p style="margin:16px 8px;color:#5a6068;font-size:13px">${[...footer.map(escapeHtml), ...end].join('<br>')}</p>
</div></body></html>`;
  return { subject, text, html };
}
