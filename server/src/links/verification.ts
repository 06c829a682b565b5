import { randomInt } from 'node:crypto';
import type { Http } from '../kernel/http';
import type { LinkParty } from '../kernel/party';
import { platformOf } from '../platform';
import { now, plusSeconds } from '../platform/clock';
import { clientOf } from '../platform/client-address';
import { hashToken, randomToken, sign } from '../platform/crypto';
import { retrying } from '../platform/deadlock';
import { PortalError } from '../platform/errors';
import { countAll, createLimiter } from '../platform/limits';
import type { Strapi } from '../platform/strapi';
import { readersOf, type Recipient } from '../sending';
import { maskedNumber } from '../platform/text';
import { portalBrand } from '../settings';
import { CODE_SECONDS, createVerificationStore } from './store';
import { maskedEmail } from '../../../plugin/rules/masked-email';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** How long a browser need not prove an address again. */
const VISIT_SECONDS = 12 * HOUR;
/** Links that one browser may have open: a cookie is not endless. */
const MOST_LINKS = 8;
/** Contacts that a visitor chooses from. */
const MOST_CONTACTS = 50;

type Held = Pick<LinkParty, 'link' | 'customer'>;

/** Proving, by a code that is mailed or texted, that whoever holds a link reads what a contact of its customer is sent. */
export function createVerification(strapi: Strapi) {
  const store = createVerificationStore(strapi);
  const { mail, texts } = platformOf(strapi);
  const limit = (name: string, points: number, windowSeconds = HOUR) =>
    createLimiter(strapi, { name: `link-code:${name}`, points, windowSeconds });
  const limits = {
    once: limit('contact-of-link', 4),
    link: limit('link', 12),
    contact: limit('contact', 12),
    client: limit('client', 60),
    guesses: limit('guesses', 100),
  };

  /** Names a contact for one link, to who holds it: no id of ours, and another one for another link. */
  const nameOf = (link: number, { documentId }: Recipient): string => sign(strapi, 'link-contact', `${link}:${documentId}`);
  const hashOf = (purpose: string, code: string): string => sign(strapi, 'link-code', `${purpose}:${code}`);
  const purposeOf = (link: number, { id }: Recipient): string => `${link}:${id}`;

  const readers = async ({ customer }: Held): Promise<Recipient[]> => (await readersOf(strapi, customer.id)).slice(0, MOST_CONTACTS);
  const named = async (held: Held, name: string): Promise<Recipient | undefined> =>
    (await readers(held)).find((contact) => nameOf(held.link, contact) === name);

  /** Where a contact is sent something: its address, and its number where messages go there. */
  function destinationsOf({ email, phone }: Recipient): string[] {
    const number = texts.numberOf(phone);
    return number === null ? [email] : [email, number];
  }

  const tokensOf = (http: Http): string[] => (http.cookie('link') ?? '').split('.').filter((token) => /^[\w-]{43}$/u.test(token));

  return {
    /** Who can prove that it is them: masked addresses and numbers, in no order that tells anything. */
    async contacts(held: Held): Promise<{ id: string; email: string; phone: string | null }[]> {
      const all = (await readers(held)).map((contact) => {
        const number = texts.numberOf(contact.phone);
        return { id: nameOf(held.link, contact), email: maskedEmail(contact.email), phone: number && maskedNumber(number) };
      });
      return all.sort((a, b) => a.id.localeCompare(b.id));
    },

    /** Sends a code to a contact of the list. @throws PortalError `not-found`, `too-many-requests` */
    async send(http: Http, held: Held, name: string, by: 'mail' | 'text' = 'mail'): Promise<void> {
      const contact = await named(held, name);
      const number = by === 'text' ? texts.numberOf(contact?.phone) : null;
      if (!contact || (by === 'text' && number === null)) throw new PortalError('not-found');
      await countAll(strapi, [
        [limits.client, clientOf(http.ip)],
        [limits.once, purposeOf(held.link, contact)],
        [limits.link, String(held.link)],
        [limits.contact, String(contact.id)],
        ...(number === null ? [] : texts.counted(number, 'code')),
      ]);
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      const brand = await portalBrand(strapi);
      const language = contact.language ?? brand.defaultLanguage;
      const expiresAt = plusSeconds(now(strapi), CODE_SECONDS);
      await retrying(strapi, async () => {
        const purpose = purposeOf(held.link, contact);
        await store.write(held.link, { purpose, codeHash: hashOf(purpose, code), email: number ?? contact.email });
        if (number !== null) {
          const words = mail.words('link-code', language, { code, organisation: brand.organisation });
          await texts.queue('link-code', number, words, expiresAt);
          return;
        }
        await mail.queue(
          {
            kind: 'link-code',
            language,
            firstName: contact.firstName ?? '',
            url: '',
            email: contact.email,
            customers: [],
            expiresAt,
            more: { code },
          },
          brand,
        );
      });
    },

    /**
     * Takes a code. A try is counted by the statement that lets it be compared, so that of guesses that come at once no
     * more than may be are; and a code is used up by the one that compares it. Whatever is wrong, the answer is one.
     * @throws PortalError `wrong-code`
     */
    async verify(http: Http, held: Held, name: string, code: string): Promise<void> {
      await limits.guesses.count(clientOf(http.ip));
      const contact = await named(held, name);
      if (!contact) throw new PortalError('wrong-code');
      const purpose = purposeOf(held.link, contact);
      if (!(await store.takeTry(purpose))) throw new PortalError('wrong-code');
      // The newest code went to one of these: it proves that one.
      let proved: string | undefined;
      for (const email of destinationsOf(contact)) {
        if (proved === undefined && (await store.use({ purpose, codeHash: hashOf(purpose, code), email }))) proved = email;
      }
      if (proved === undefined) throw new PortalError('wrong-code');
      const token = randomToken();
      const expiresAt = plusSeconds(now(strapi), VISIT_SECONDS);
      await store.addVisitor({ tokenHash: hashToken(token), link: held.link, contact: contact.id, email: proved, expiresAt });
      // A new token each time: one that somebody else put there proves nothing.
      http.setCookie('link', [token, ...tokensOf(http)].slice(0, MOST_LINKS).join('.'), expiresAt);
    },

    /** The contact whose address or number this browser proved for the link, as long as that is on file and may read the document. */
    async visitor(http: Http, held: Held): Promise<Recipient | null> {
      const tokens = tokensOf(http).slice(0, MOST_LINKS);
      if (tokens.length === 0) return null;
      const found = await store.findVisitor(tokens.map(hashToken), held.link);
      if (!found) return null;
      return (await readers(held)).find((one) => one.id === found.contact && destinationsOf(one).includes(found.email)) ?? null;
    },

    cleanUp: () => store.cleanUp(),
  };
}
