import type { CustomerPortalAccess } from '../../../plugin/contract/editor/people';
import { activityOf } from '../activity';
import { emailLinksOf } from '../email-links';
import { factorsOf } from '../factors';
import { platformOf } from '../platform';
import { tell } from '../platform/events';
import { now } from '../platform/clock';
import { retrying } from '../platform/deadlock';
import { PortalError } from '../platform/errors';
import type { Role } from '../platform/role';
import { serviceOf, table, toDate, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { sessionsOf } from '../sessions';
import { portalBrand, settingsOf, type PortalBrand } from '../settings';
import { activeAmong, contactStatusOf, portalStatusOf } from './portal-status';
import { legibleTo, readAmong } from './reading';
import type { ContactRow, CustomerRow } from './rows';

interface MembershipRow extends Row {
  role: string | null;
  contact: ContactRow | null;
  customer?: CustomerRow | null;
}

/** A contact of a customer: with what it is to it and whether it can sign in. */
interface Person extends ContactRow {
  membership: MembershipRow;
  hasPassword: boolean;
}

const iso = (value: string | Date | null): string | null => (value === null ? null : toDate(value).toISOString());

/** What editors do with a customer's access: invite, resend the link, switch off. */
export function createPeople(strapi: Strapi) {
  const customers = table<CustomerRow>(strapi, UID.customer);
  const memberships = table<MembershipRow>(strapi, UID.membership);
  const credentials = table<Row & { contact: { id: number } | null }>(strapi, UID.credential);
  const contacts = table<ContactRow>(strapi, UID.contact);

  async function load(documentId: string): Promise<CustomerRow> {
    const customer = await customers.findOne({ where: { documentId } });
    if (!customer) throw new PortalError('not-found');
    return customer;
  }

  /** Contacts of a customer by email, each once. */
  async function contactsOf(customer: CustomerRow): Promise<Person[]> {
    const rows = await memberships.findMany({ where: { customer: customer.id }, orderBy: { id: 'desc' }, populate: { contact: true } });
    const found = new Map(rows.flatMap((row) => (row.contact ? [[row.contact.id, { ...row.contact, membership: row }] as const] : [])));
    const withPassword = await credentials.findMany({
      where: { contact: { id: { $in: [...found.keys()] } } },
      populate: { contact: { select: ['id'] } },
    });
    const ids = new Set(withPassword.map(({ contact }) => contact?.id));
    return [...found.values()]
      .sort((a, b) => a.email.localeCompare(b.email))
      .map((contact) => ({ ...contact, hasPassword: ids.has(contact.id) }));
  }

  /** As a role sees it: contacts that it does not read are counted, and fields that it does not read are empty. */
  async function describe(customer: CustomerRow, role: Role): Promise<CustomerPortalAccess> {
    const everybody = await contactsOf(customer);
    const all = everybody.map(({ id }) => id);
    const [active, read] = [await activeAmong(strapi, all), await readAmong(strapi, role, UID.contact, all)];
    const people = everybody.filter(({ id }) => read.has(id)).map(legibleTo(role, UID.contact, ['email', 'firstName', 'lastName']));
    const ids = people.map(({ id }) => id);
    const [factors, mails] = [await factorsOf(strapi).store.countOf(ids), await platformOf(strapi).mail.fates(ids)];
    return {
      status: portalStatusOf(customer, active.size > 0),
      // Who is switched off without ever having been mailed has a time, but no address.
      linkSentAt: customer.linkSentName === null ? null : iso(customer.linkSentAt),
      contacts: people.map((contact) => ({
        id: contact.documentId,
        name: [contact.firstName, contact.lastName].filter(Boolean).join(' '),
        email: contact.email,
        role: contact.membership.role ?? 'member',
        status: contactStatusOf(contact, active.has(contact.id)),
        lastSignInAt: iso(contact.lastSignInAt),
        factors: factors.get(contact.id) ?? 0,
        mail: mails.get(contact.id) ?? null,
      })),
      moreContacts: everybody.length - people.length,
    };
  }

  /** Mails one contact: an invitation where there is no password yet, else the portal's address. */
  async function mailTo(contact: ContactRow & { hasPassword: boolean }, names: string[], brand: PortalBrand) {
    const common = {
      language: contact.language ?? brand.defaultLanguage,
      firstName: contact.firstName ?? '',
      email: contact.email,
      contact: contact.id,
      customers: names,
    };
    const { mail } = platformOf(strapi);
    const { signInMode } = await settingsOf(strapi).preferences();
    // Under single sign-on nobody chooses a password: the portal's address is all there is to say.
    if (contact.hasPassword || signInMode === 'sso') {
      // Where there is no link to note it, as `links.create` does.
      await contacts.updateMany({ where: { id: contact.id }, data: { invitedAt: now(strapi) } });
      await mail.queue({ ...common, kind: 'portal-link', url: brand.portalUrl }, brand);
      return;
    }
    const { token, expiresAt } = await emailLinksOf(strapi).links.create('invitation', contact);
    const url = `${brand.portalUrl}/invitation#token=${token}`;
    await mail.queue({ ...common, kind: 'invitation', url, expiresAt }, brand);
  }

  /**
   * Mails these contacts of a customer, in the caller's transaction, and notes which address the customer was sent and when.
   * @throws PortalError `not-allowed` unless access is on or switched on here: whether it is, is part of the statement
   */
  async function mailAll(customer: CustomerRow, people: Person[], alsoSet: { portalAccess?: true } = {}): Promise<void> {
    const brand = await portalBrand(strapi);
    const open = { id: customer.id, ...(!alsoSet.portalAccess && { portalAccess: true }) };
    const { count } = await customers.updateMany({
      where: open,
      data: { ...alsoSet, linkSentAt: now(strapi), linkSentName: brand.portalName },
    });
    if (count === 0) throw new PortalError('not-allowed', { message: 'The customer has no portal access. Invite it first.' });
    for (const contact of people) await mailTo(contact, [customer.name], brand);
  }

  /** Mails every contact that is not blocked; false when there is none, and then nothing else is done either. */
  async function sendLink(
    customer: CustomerRow,
    { alsoSet, alsoDo }: { alsoSet?: { portalAccess: true }; alsoDo?: () => Promise<void> } = {},
  ): Promise<boolean> {
    const people = (await contactsOf(customer)).filter(({ blocked }) => !blocked);
    if (people.length === 0) return false;
    await retrying(strapi, async () => {
      await mailAll(customer, people, alsoSet);
      await alsoDo?.();
    });
    return true;
  }

  /** A customer and, unless it is blocked, one of its contacts. */
  async function receivers(customerId: number, contactId: number): Promise<[CustomerRow | null, Person[]]> {
    const customer = await customers.findOne({ where: { id: customerId } });
    return [customer, customer ? (await contactsOf(customer)).filter(({ id, blocked }) => id === contactId && !blocked) : []];
  }

  /** Ends unused links of a customer's contacts who have no other customer with access. */
  async function endLinksOf(customer: CustomerRow): Promise<void> {
    const { links } = emailLinksOf(strapi);
    const concerned = (await memberships.findMany({ where: { customer: customer.id }, populate: { contact: true } })).flatMap(
      ({ contact }) => contact?.id ?? [],
    );
    // Read before the access of others: a link that comes with access meanwhile is not among them.
    const unused = await links.unusedOf(concerned);
    const open = await memberships.findMany({
      where: { contact: { id: { $in: concerned } }, customer: { portalAccess: true, id: { $ne: customer.id } } },
      populate: { contact: true },
    });
    const staying = new Set(open.map(({ contact }) => contact?.id));
    await links.remove(unused.filter(({ contact }) => !staying.has(contact)).map(({ id }) => id));
  }

  async function loadContact(documentId: string): Promise<ContactRow> {
    const contact = await contacts.findOne({ where: { documentId } });
    if (!contact) throw new PortalError('not-found');
    return contact;
  }

  return {
    /** Names of these customers, empty where a role does not read them; those that do not exist are left out. */
    async named(documentIds: string[], role?: Role): Promise<{ id: string; name: string }[]> {
      if (documentIds.length === 0) return [];
      const rows = await customers.findMany({ where: { documentId: { $in: documentIds } }, select: ['id', 'documentId', 'name'] });
      const [ids, legible] = [rows.map(({ id }) => id), role && legibleTo(role, UID.customer, ['name'])];
      const read = role && (await readAmong(strapi, role, UID.customer, ids));
      return rows.map(({ id, documentId, name }) =>
        read && !read.has(id) ? { id: documentId, name: '' } : { id: documentId, name: legible ? legible({ name }).name : name },
      );
    },

    /** Removes every second factor of a contact who lost theirs. */
    async resetFactors(documentId: string, editor: string): Promise<number> {
      const { id: contactId, email } = await loadContact(documentId);
      return factorsOf(strapi).reset({ contactId, email }, editor);
    },

    mailSignInLink: (documentId: string, editor: string): Promise<void> => emailLinksOf(strapi).signIn.sendByEditor(documentId, editor),

    find: async (documentId: string, role: Role): Promise<CustomerPortalAccess> => describe(await load(documentId), role),

    async invite(documentId: string): Promise<void> {
      const customer = await load(documentId);
      if (!(await sendLink(customer, { alsoSet: { portalAccess: true } }))) throw new PortalError('email-missing');
      await tell(strapi, 'customer.invite', { customer: documentId });
    },

    /** Opens the portal for a customer and mails nobody: for a team's own code, an import say. Documented in docs/integrators.md. */
    async open(documentId: string): Promise<void> {
      await customers.updateMany({ where: { id: (await load(documentId)).id }, data: { portalAccess: true } });
    },

    /** Invites a contact who starts over, for all of its customers with access; false where there are none or it is blocked. */
    async inviteAnew(contact: ContactRow): Promise<boolean> {
      const rows = await memberships.findMany({ where: { contact: contact.id }, populate: { customer: true } });
      const open = new Map(rows.flatMap(({ customer }) => (customer?.portalAccess ? [[customer.id, customer.name] as const] : [])));
      if (open.size === 0 || contact.blocked) return false;
      await mailTo({ ...contact, hasPassword: false }, [...open.values()].sort(), await portalBrand(strapi));
      return true;
    },

    async resendLink(documentId: string): Promise<void> {
      if (!(await sendLink(await load(documentId)))) throw new PortalError('email-missing');
    },

    /** Mails one contact of a customer again, which is an activity of its own. */
    async mailContact(documentId: string, contactId: string, editor: string): Promise<void> {
      const customer = await load(documentId);
      const person = (await contactsOf(customer)).find((one) => one.documentId === contactId);
      if (!person) throw new PortalError('not-found');
      if (person.blocked) throw new PortalError('email-missing');
      await retrying(strapi, async () => {
        await mailAll(customer, [person]);
        await activityOf(strapi).record({ kind: 'link-resent', email: person.email, contactId: person.id, editor, detail: customer.name });
      });
    },

    /**
     * Switches access on for one more contact and mails only that one, in the caller's transaction.
     * @throws PortalError `email-missing` when the contact is blocked
     */
    async inviteContact(customerId: number, contactId: number): Promise<void> {
      const [customer, people] = await receivers(customerId, contactId);
      if (!customer || people.length === 0) throw new PortalError('email-missing');
      await mailAll(customer, people, { portalAccess: true });
      await tell(strapi, 'customer.invite', { customer: customer.documentId });
    },

    /**
     * Mails one contact the same where the customer has access and the contact is not blocked, in the caller's
     * transaction. Without its name: a colleague typed that, and nobody has proved the address.
     */
    async inviteColleague(customerId: number, contactId: number): Promise<void> {
      const [customer, people] = await receivers(customerId, contactId);
      if (!customer?.portalAccess) return;
      await mailAll(
        customer,
        people.map((person) => ({ ...person, firstName: '' })),
      );
    },

    /**
     * For the bulk job: invites a customer whom nobody has invited, and whose access nobody switched off.
     * That is part of the statement, so that two jobs at once mail once; `alsoDo` happens in the same transaction.
     */
    async inviteIfNew(documentId: string, alsoDo: () => Promise<void>): Promise<boolean> {
      const customer = await customers.findOne({ where: { documentId, portalAccess: false, linkSentAt: { $null: true } } });
      const people = customer ? (await contactsOf(customer)).filter(({ blocked }) => !blocked) : [];
      if (!customer || people.length === 0) return false;
      const invited = await retrying(strapi, async () => {
        const fresh = { id: customer.id, portalAccess: false, linkSentAt: { $null: true } };
        const { count } = await customers.updateMany({ where: fresh, data: { portalAccess: true, linkSentAt: now(strapi) } });
        if (count === 0) return false;
        await mailAll(customer, people);
        await alsoDo();
        return true;
      });
      if (invited) await tell(strapi, 'customer.invite', { customer: documentId });
      return invited;
    },

    /** For the bulk job: whether a link went out; `alsoDo` happens in the transaction that sends it. */
    async resendIfPossible(documentId: string, alsoDo: () => Promise<void>): Promise<boolean> {
      const customer = await customers.findOne({ where: { documentId, portalAccess: true } });
      return customer ? sendLink(customer, { alsoDo }) : false;
    },

    /** Switches access off, and ends what could let anybody in: both or neither. */
    async disable(documentId: string): Promise<void> {
      const customer = await load(documentId);
      await retrying(strapi, async () => {
        await customers.updateMany({ where: { id: customer.id }, data: { portalAccess: false } });
        // linkSentAt tells "switched off" from "never invited".
        await customers.updateMany({ where: { id: customer.id, linkSentAt: { $null: true } }, data: { linkSentAt: now(strapi) } });
        await sessionsOf(strapi).store.endOfCustomer(customer.id);
        await endLinksOf(customer);
      });
      await tell(strapi, 'customer.disable-access', { customer: documentId });
    },

    /** How many customers were last sent the present address: those a change of name would cut off. */
    async countLinkHolders(): Promise<number> {
      const { portalName } = await portalBrand(strapi);
      return customers.count({ where: { portalAccess: true, linkSentName: portalName } });
    },
  };
}

export type People = ReturnType<typeof createPeople>;
export const peopleOf = serviceOf('people', createPeople);
