import { isOn } from '../../../plugin/preferences';
import { allows } from '../../../plugin/rights';
import { attemptsOf } from '../attempts';
import type { Http } from '../kernel/http';
import { nameOf, type LinkParty, type SessionParty } from '../kernel/party';
import { PortalError } from '../platform/errors';
import { serviceOf, type Strapi } from '../platform/strapi';
import { owesFactor, sessionsOf } from '../sessions';
import { settingsOf } from '../settings';
import { createDelivery } from './delivery';
import { createLinks } from './links';
import { maskedEmail } from '../../../plugin/rules/masked-email';
import { createVerification } from './verification';

const TOKEN = /^[\w-]{43}$/u;

/** Public links, and who may see what they open. */
export function createPublicLinks(strapi: Strapi) {
  const links = createLinks(strapi);
  const verification = createVerification(strapi);

  /** A contact who is signed in in this browser and reads the customer's documents in the portal anyway. */
  async function signedIn(http: Http, customer: number): Promise<SessionParty['contact'] | null> {
    const token = http.cookie('session');
    const party = token && TOKEN.test(token) ? await sessionsOf(strapi).store.read(token) : null;
    if (!party || owesFactor(party.session, await settingsOf(strapi).preferences())) return null;
    return party.customers.some(({ id, rights }) => id === customer && allows(rights, 'documents.read')) ? party.contact : null;
  }

  async function holderOf(http: Http, held: Pick<LinkParty, 'link' | 'customer'>): Promise<Pick<LinkParty, 'holder' | 'verified'>> {
    const contact = await signedIn(http, held.customer.id);
    if (contact) {
      const { id, documentId, email } = contact;
      return { holder: { contact: { id, documentId, email, name: nameOf(contact) } }, verified: true };
    }
    if (!isOn(await settingsOf(strapi).preferences(), 'linkVerification')) return { holder: { visitor: '' }, verified: true };
    const visitor = await verification.visitor(http, held);
    return { holder: { visitor: visitor ? maskedEmail(visitor.email) : '' }, verified: visitor !== null };
  }

  return {
    ...links,
    verification,
    delivery: createDelivery(strapi),

    /** What a token opens, and for whom. One that opens nothing counts as a guess of its client's. */
    async grant(token: string, http: Http): Promise<LinkParty | null> {
      if (!isOn(await settingsOf(strapi).preferences(), 'publicLinks')) throw new PortalError('preference-off');
      const link = await attemptsOf(strapi).useLink(http, async () => {
        const found = TOKEN.test(token) ? await links.find(token) : null;
        if (!found) throw new PortalError('invalid-link');
        return found;
      });
      const { id, documentId } = link.customer;
      const held = { link: link.id, customer: { id, documentId } };
      return {
        by: 'link',
        contact: null,
        ...held,
        contentType: link.contentType,
        documentId: link.document,
        ...(await holderOf(http, held)),
      };
    },

    async cleanUp(): Promise<void> {
      await links.cleanUp();
      await verification.cleanUp();
    },
  };
}

export const publicLinksOf = serviceOf('public-links', createPublicLinks);
