import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { MAIL_KINDS, type Language, type MailKind } from '../../../plugin/vocabulary';
import { composeMail as compose, type Brand, type MailContent } from '../../../server/src/platform/mail/compose';

const SERVER = path.resolve(__dirname, '../../../server/src');
/** All texts of a language: every feature's own, and what is around them. */
function textsOf(language: Language): Record<string, string> {
  const found = readdirSync(SERVER, { recursive: true, encoding: 'utf8' }).filter((file) =>
    new RegExp(`(?:mails|mail/messages)/${language}\\.json$`, 'u').test(file),
  );
  const parts = found.map((file) => JSON.parse(readFileSync(path.join(SERVER, file), 'utf8')) as Record<string, string>);
  return Object.assign({}, ...parts) as Record<string, string>;
}
const [en, de] = [textsOf('en'), textsOf('de')];
const composeMail = (content: MailContent, brand: Brand, end?: string) => compose(content, brand, { en, de }, end);

const brand: Brand = {
  organisation: 'Halden & Marsh',
  supportEmail: 'help@example.org',
  accentColour: '#2f5bd7',
  timeZone: 'Europe/Berlin',
};
const content: MailContent = {
  kind: 'invitation',
  language: 'en',
  firstName: 'Ada',
  url: 'https://portal.example.org/portal/customers/invitation#token=abc',
  email: 'ada@example.org',
  customers: ['Alder Ltd', 'Birch Ltd', 'Cedar Ltd'],
  expiresAt: new Date('2026-07-01T22:30:00Z'),
  more: {
    module: 'Repairs',
    title: 'The grinder squeals',
    note: 'Thank you.',
    amount: '€119.00',
    until: 'Due date: 14 December 2026',
    type: 'quote',
    number: 'QUO-00001',
    event: 'accepted',
    comments: '2',
    accepted: '1',
    declined: '0',
    forwarded: '0',
    records: '3',
    files: '1',
    reviews: '0',
    timeApproved: '2',
    timeSentBack: '0',
    paymentsMade: '1',
    paymentsFailed: '0',
    credit: '€19.00',
    failure: 'declined',
    to: 'credit',
    method: 'Visa •••• 4242',
    end: '04/2030',
    default: 'yes',
    when: 'after',
    due: '14 December 2026',
    days: '7',
    count: '1',
    sender: 'Grace Hopper',
    code: '123456',
    message: 'For your books.',
  },
};
/** What editors are mailed names the customer in place of the organisation. */
const TO_EDITORS: readonly MailKind[] = ['customer-activity', 'record-submitted', 'record-published', 'record-commented'];
/** Those that lead nowhere: what they bring is typed where it was asked for. */
const WITHOUT_ACTION: readonly MailKind[] = ['link-code'];
const TO_CUSTOMERS = MAIL_KINDS.filter((kind) => !TO_EDITORS.includes(kind));
/** The id of a text, said in place of a text that is not there. */
const ID = new RegExp(`\\b(?:${MAIL_KINDS.join('|')})\\.\\w`, 'u');

describe('a mail to a customer', () => {
  it('has the same messages, with the same placeholders, in both languages', () => {
    expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort());
    const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name!).sort();
    for (const [id, text] of Object.entries(en)) {
      expect([id, new Set(placeholders(de[id]!))]).toEqual([id, new Set(placeholders(text))]);
    }
  });

  it.each(MAIL_KINDS.flatMap((kind) => (['en', 'de'] as const).map((language) => [kind, language] as const)))(
    'is whole: %s in %s',
    (kind, language) => {
      const url = WITHOUT_ACTION.includes(kind) ? '' : content.url;
      const { subject, text, html } = composeMail({ ...content, kind, language, url }, brand);
      for (const part of [subject, text, html]) {
        expect(part).toContain(
          part === html ? 'Halden &#38; Marsh' : part === subject && TO_EDITORS.includes(kind) ? 'Alder Ltd' : 'Halden & Marsh',
        );
        expect(part).not.toMatch(/\{\w+\}|undefined|\[object/u);
        expect(part).not.toMatch(ID);
      }
      expect(text).toContain(url);
      if (url) expect(html).toContain(`href="${url}"`);
      else expect(html).not.toContain('href=');
      expect(html).toContain(`<html lang="${language}">`);
      expect(text).toContain('Ada');
      expect(text).toContain('help@example.org');
    },
  );

  it('names in both parts where mails like it end, where its reader may end them', () => {
    const end = 'https://portal.example.com/portal-mail/x';
    const { text, html } = composeMail({ ...content, kind: 'file-received' }, brand, end);
    expect(text).toContain(`No more mails of this kind:\n${end}`);
    expect(html).toContain(`href="${end}"`);
    expect(composeMail({ ...content, kind: 'file-received' }, brand).text).not.toContain('No more mails');
  });

  it("speaks the reader's language, in the organisation's time zone", () => {
    const english = composeMail(content, brand).text;
    expect(english).toContain('Alder Ltd, Birch Ltd, and Cedar Ltd');
    expect(english).toMatch(/2 July 2026 at 00:30 CEST/u);
    const german = composeMail({ ...content, language: 'de' }, brand).text;
    expect(german).toContain('Alder Ltd, Birch Ltd und Cedar Ltd');
    expect(german).toMatch(/2\. Juli 2026 um 00:30 MESZ/u);
  });

  it.each(
    (['en', 'de'] as const).flatMap((language) =>
      (
        [
          ['Europe/Berlin', /00:30 (?:CEST|MESZ)/u],
          ['UTC', /22:30 UTC/u],
          ['America/New_York', /18:30 GMT-4/u],
          ['Asia/Kolkata', /04:00 GMT\+5:30/u],
        ] as const
      ).map(([timeZone, spelled]) => [language, timeZone, spelled] as const),
    ),
  )('names the zone of every time that it tells: %s, %s', (language, timeZone, spelled) => {
    const told = Object.entries(language === 'en' ? en : de)
      .filter(([, text]) => text.includes('{expires}'))
      .map(([id]) => id.split('.')[0] as MailKind);
    expect(new Set(told).size).toBeGreaterThanOrEqual(6);
    for (const kind of told) {
      const { text, html } = composeMail({ ...content, kind, language }, { ...brand, timeZone });
      expect(text).toMatch(spelled);
      expect(html).toMatch(spelled);
    }
  });

  it('greets without a name, and leaves the support line out where there is no address', () => {
    const { text, html } = composeMail({ ...content, firstName: '' }, { ...brand, supportEmail: null });
    expect(text.startsWith('Hello,\n')).toBe(true);
    expect(text).not.toContain('Questions');
    expect(html).not.toContain('Questions');
  });

  it('writes on the button in the colour that reads better', () => {
    const buttonOf = (accentColour: string): string =>
      /background:#\w{6};color:(#\w{6})/u.exec(composeMail(content, { ...brand, accentColour }).html)![1]!;
    expect([buttonOf('#000000'), buttonOf('#2f5bd7'), buttonOf('#ffffff'), buttonOf('#ffe066')]).toEqual([
      '#ffffff',
      '#ffffff',
      '#000000',
      '#000000',
    ]);
  });

  it('lets nothing that somebody typed become markup, a header or a placeholder', () => {
    const typed = fc.oneof(
      fc.string(),
      fc.constantFrom('<script>', '"><img src=x>', "' onload='", '{organisation}', '{', "'{'", 'a\r\nBcc: b@c.d', '&amp;'),
    );
    fc.assert(
      fc.property(typed, typed, typed, fc.constantFrom(...TO_CUSTOMERS), (organisation, firstName, customer, kind) => {
        const message = composeMail({ ...content, kind, firstName, customers: [customer] }, { ...brand, organisation });
        expect(message.subject).not.toMatch(/[\r\n]/u);
        expect(message.subject.replace(/\s+/gu, ' ')).toContain(organisation.replace(/\s+/gu, ' ').trim());
        const plain = composeMail({ ...content, kind, firstName: 'x', customers: ['x'] }, { ...brand, organisation: 'x' });
        const tags = (html: string): string[] => html.match(/<[^>]*>/gu) ?? [];
        expect(tags(message.html)).toEqual(tags(plain.html));
      }),
    );
  });
});
