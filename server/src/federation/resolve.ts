import { activityOf } from '../activity';
import { attemptsOf } from '../attempts';
import { contactWith, emailLinksOf, wasInvited, type LinkContact } from '../email-links';
import type { Http } from '../kernel/http';
import { PortalError } from '../platform/errors';
import { createDocument, table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import type { ExternalAccount } from '../saml';
import { FIRST_EPOCH, sessionsOf, wayIsOpen, type Proof } from '../sessions';
import { settingsOf } from '../settings';
import { signUpOf } from '../sign-up';
import type { Identities } from './identities';
import type { Pending } from './pending';
import { LoginFailed } from './problem';

/** What the way in is, as far as it decides whose account an answer opens. */
export interface WayIn {
  name: string;
  kind: 'oidc' | 'saml' | 'strategy';
  /** Of the connection as it vouched; 0 for a strategy. */
  revision: number;
  /** SAML: make contacts for people who are not known yet, in these customers; null: make none. */
  createsIn: string[] | null;
}

/** Whom a login is for, under the epoch that was read with what says so. */
interface Known {
  contactId: number;
  epoch: number;
  email: string;
  /** The session that asks for it, where one does. */
  session?: number;
}

const knownAs = ({ id, epoch, email }: { id: number; epoch: number; email: string }): Known => ({ contactId: id, epoch, email });

/**
 * From a verified answer of a provider to a contact. The identity decides, and nothing else does when
 * it is known. For an unknown one the provider's word for an address is not enough to open an account
 * that has the address: its owner confirms by a mailed link. Single sign-on differs: the editor said
 * which domains the provider speaks for.
 */
export function createResolve(strapi: Strapi, identities: Identities, pending: Pending) {
  const { epochs, notices, signIn } = sessionsOf(strapi);
  const { links } = emailLinksOf(strapi);
  const { accounts } = signUpOf(strapi);
  const attempts = attemptsOf(strapi);
  const contacts = table<LinkContact>(strapi, UID.contact);
  const customers = table<Row & { name: string }>(strapi, UID.customer);

  /** @throws LoginFailed `login-expired` where connection or contact have changed since the proof of it was read */
  async function connect(account: ExternalAccount, { contactId, epoch, email, session }: Known, way: WayIn, http: Http): Promise<void> {
    try {
      await strapi.db.transaction(async () => {
        if (
          !(await wayIsOpen(strapi, { method: account.connection, revision: way.revision })) ||
          !(await epochs.holds(contactId, epoch, session))
        ) {
          throw new LoginFailed('login-expired', 'changed', 'The account or the connection was changed on the way.');
        }
        if (!(await identities.link(account, contactId))) return;
        await notices.tell(contactId, 'identity-linked', { path: '/security' });
        await activityOf(strapi).record({ kind: 'identity-linked', email, contactId, client: http, detail: way.name });
      });
    } catch (error) {
      // Two answers at once: the one that came second finds it done.
      const first = error instanceof PortalError || error instanceof LoginFailed ? null : await identities.find(account).catch(() => null);
      if (first?.contact?.id !== contactId) throw error;
    }
  }

  /** Mails the account's owner; the answer is the same when too many mails were asked for. */
  async function askOwner(account: ExternalAccount, contact: LinkContact, { revision }: WayIn): Promise<never> {
    // Whoever may not enter, or was never invited, gets no mail; that it was not sent is not told.
    const awaited = (await signIn.mayEnter(contact.id)) && (await wasInvited(strapi, contact.id));
    if (awaited && (await attempts.requestMailElsewhere(contact.email))) {
      await strapi.db.transaction(async () => {
        const { token, expiresAt } = await links.create('connection-link', contact);
        await pending.keep(token, contact.id, { ...account, revision }, expiresAt);
        await notices.tell(contact.id, 'connection-link', { path: `/connect#token=${token}`, expiresAt });
      });
    }
    throw new LoginFailed('link-mailed', 'link-mailed', 'There is an account with this address: its owner was mailed a link.');
  }

  async function signUp(account: ExternalAccount, email: string, way: WayIn, http: Http): Promise<Known> {
    if (!(await settingsOf(strapi).preferences()).selfSignUp) {
      throw new LoginFailed('account-unknown', 'account-unknown', 'No contact has this address, and self sign-up is off.');
    }
    await attempts.signUpElsewhere(http);
    const { firstName, lastName } = account;
    const { id: contactId } = await accounts.create({ email, firstName, lastName, organisation: '', language: null });
    await activityOf(strapi).record({ kind: 'sign-up', email, contactId, client: http, detail: way.name });
    return { contactId, epoch: FIRST_EPOCH, email };
  }

  /** Just-in-time: the provider names the customer by its number, and the customer has access. */
  async function provision(account: ExternalAccount, email: string, way: WayIn, http: Http): Promise<Known> {
    const refuse = (detail: string): never => {
      throw new LoginFailed('account-unknown', 'account-unknown', detail);
    };
    if (way.createsIn === null) return refuse('No contact has this address, and the connection makes none.');
    const number = account.customerReference;
    if (!number) return refuse('No contact has this address, and the provider names no customer.');
    if (!way.createsIn.includes(number)) return refuse('The connection may not make contacts for the customer that the provider names.');
    const found = await customers.findMany({ where: { customerNumber: number, portalAccess: true }, limit: 2 });
    const [customer] = found;
    // Exactly one, to the letter: a number that two have would put the person into either.
    if (!customer || found.length !== 1 || customer.customerNumber !== number)
      return refuse('No customer with portal access has this number.');
    const [firstName, lastName] = [account.firstName.slice(0, 100), account.lastName.slice(0, 100)];
    const contact = await strapi.db.transaction(async () => {
      const made = await createDocument(strapi, UID.contact, { email, firstName, lastName });
      await createDocument(strapi, UID.membership, { customer: customer.documentId, contact: made.documentId, role: 'member' });
      return made;
    });
    await activityOf(strapi).record({ kind: 'sign-up', email, contactId: contact.id, client: http, detail: way.name });
    return { contactId: contact.id, epoch: FIRST_EPOCH, email };
  }

  /** The contact of an identity that is not known yet. */
  async function contactFor(account: ExternalAccount, way: WayIn, http: Http): Promise<Known> {
    const { email } = account;
    if (email === null || !account.emailVerified) {
      throw new LoginFailed(
        'account-unknown',
        'email-not-verified',
        'The login is not connected, and the provider vouches for no address.',
      );
    }
    const existing = await contactWith(strapi, email);
    if (existing && way.kind !== 'saml') return askOwner(account, existing, way);
    if (existing) return knownAs(existing);
    try {
      return way.kind === 'saml' ? await provision(account, email, way, http) : await signUp(account, email, way, http);
    } catch (error) {
      // Somebody made it in the meantime, in another tab say.
      const made = error instanceof LoginFailed ? null : await contactWith(strapi, email);
      if (!made) throw error;
      if (way.kind !== 'saml') return askOwner(account, made, way);
      return knownAs(made);
    }
  }

  const proofOf = (known: Known, account: ExternalAccount, way: WayIn): Proof => ({
    ...known,
    method: account.connection,
    revision: way.revision,
    provedElsewhere: way.kind === 'saml',
    refusal: 'signed-out',
  });

  return {
    /** The contact whom an answer opens the portal for. @throws LoginFailed */
    async prove(account: ExternalAccount, way: WayIn, http: Http): Promise<Proof> {
      const known = await identities.find(account);
      if (known?.contact) {
        await identities.touch(known, account.email);
        return proofOf(knownAs(known.contact), account, way);
      }
      const contact = await contactFor(account, way, http);
      // Nothing is connected to an account that is closed.
      if (!(await signIn.mayEnter(contact.contactId))) throw new LoginFailed('access-off', 'no-access');
      await connect(account, contact, way, http);
      return proofOf(contact, account, way);
    },

    /** Adds a login to the account of a contact who has stepped up. @throws LoginFailed `already-connected` */
    async addTo({ contactId, ...asked }: Omit<Known, 'email'>, account: ExternalAccount, way: WayIn, http: Http): Promise<void> {
      const contact = await contacts.findOne({ where: { id: contactId, blocked: false } });
      if (!contact) throw new LoginFailed('login-expired', 'signed-out');
      try {
        await connect(account, { ...asked, contactId, email: contact.email }, way, http);
      } catch (error) {
        if (!(error instanceof PortalError) || error.code !== 'conflict') throw error;
        throw new LoginFailed('already-connected', 'already-connected', error.message);
      }
    },

    /** Connects what a mailed link was sent for. @throws PortalError `invalid-link`, `no-access`, `conflict` */
    async confirm(token: string, wayOf: (key: string) => Promise<WayIn | null>, http: Http): Promise<Proof> {
      const contact = await links.preview('connection-link', token);
      const account = await pending.of(token);
      const way = account && (await wayOf(account.connection));
      if (!account || way?.revision !== account.revision) throw new PortalError('invalid-link');
      if (!(await signIn.mayEnter(contact.id))) throw new PortalError('no-access');
      const known = knownAs(contact);
      await strapi.db
        .transaction(async () => {
          // First, as everywhere: it locks the contact.
          await connect(account, known, way, http);
          await links.consume('connection-link', token);
          await pending.remove(token);
        })
        .catch((error: unknown) => {
          throw error instanceof LoginFailed ? new PortalError('invalid-link') : error;
        });
      return { ...proofOf(known, account, way), refusal: 'invalid-link' };
    },
  };
}

export type Resolve = ReturnType<typeof createResolve>;
