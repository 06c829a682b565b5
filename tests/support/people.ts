import { hash, type Options } from '@node-rs/argon2';
import type { Core } from '@strapi/strapi';
import { emailLinksOf, type LinkContact } from '../../server/src/email-links';
import { passwordOf } from '../../server/src/password';
import { ARGON2 } from '../../server/src/password/hash';
import type { LinkPurpose } from '../../plugin/contract/customer/invitation';
import { rightsOf } from '../../plugin/rights';
import type { Language } from '../../plugin/vocabulary';
import { peopleOf } from '../../server/src/customers';
import type { SessionParty } from '../../server/src/kernel/party';
import { modulesOf, type OwnedDocuments } from '../../server/src/modules';
import { table } from '../../server/src/platform/strapi';

const UID = 'plugin::customer-portal';

export interface TestCustomer {
  id: number;
  documentId: string;
  name: string;
}
export interface TestContact {
  id: number;
  documentId: string;
  email: string;
  password: string;
}

let serial = 0;

/** A password that passes every rule; not a secret of anybody. */
export const TEST_PASSWORD = 'tuba-Lagoon-41-violet';

/** What checking a password costs is the point of few tests: the others would spend most of a sign-in on it. */
const CHEAP: Options = { ...ARGON2, memoryCost: 64, timeCost: 1 };
/** Hashes of the passwords that contacts are given, each made once. */
const hashes = new Map<string, Promise<string>>();

/** Gives a contact a password; `deployed`: at the cost that it has where the plugin is deployed. */
export async function setPassword(strapi: Core.Strapi, contact: TestContact, password: string, deployed = false): Promise<void> {
  const made = deployed ? hash(password, ARGON2) : (hashes.get(password) ?? hash(password, CHEAP));
  if (!deployed) hashes.set(password, made);
  await passwordOf(strapi).passwords.set(contact, await made);
}

/** Creates a customer as an editor would, through the Document Service; with `portalAccess` as a team's code opens the portal for one. */
export async function createCustomer(
  strapi: Core.Strapi,
  { portalAccess = false, ...data }: Record<string, unknown> = {},
): Promise<TestCustomer> {
  serial += 1;
  const customer = (await strapi.documents(`${UID}.customer` as never).create({
    data: { name: `Customer ${serial}`, kind: 'customer', ...data } as never,
  })) as unknown as TestCustomer;
  if (portalAccess) await peopleOf(strapi).open(customer.documentId);
  return customer;
}

/** Creates a contact who acts for the given customers; with `password` it can sign in at once. */
export async function createContact(
  strapi: Core.Strapi,
  customers: TestCustomer[],
  data: Record<string, unknown> = {},
  password: string | null = TEST_PASSWORD,
): Promise<TestContact> {
  serial += 1;
  const contact = (await strapi.documents(`${UID}.contact` as never).create({
    data: { firstName: 'Test', lastName: `Contact ${serial}`, email: `contact${serial}@example.org`, ...data } as never,
  })) as unknown as TestContact;
  for (const customer of customers) {
    await strapi.documents(`${UID}.membership` as never).create({
      data: { customer: customer.id, contact: contact.id, role: 'member' } as never,
    });
  }
  if (password !== null) await setPassword(strapi, contact, password);
  return { ...contact, password: password ?? '' };
}

/** A customer with portal access and one contact who can sign in. */
export async function createPair(strapi: Core.Strapi, data: { customer?: object; contact?: object } = {}) {
  const customer = await createCustomer(strapi, { portalAccess: true, ...data.customer });
  const contact = await createContact(strapi, [customer], { ...data.contact });
  return { customer, contact };
}

/** Gives a contact a role wherever it acts. */
export async function giveRole(strapi: Core.Strapi, contact: { id: number }, role: string): Promise<void> {
  const memberships = table(strapi, `${UID}.membership`);
  const ids = (await memberships.findMany({ where: { contact: contact.id } })).map(({ id }) => id);
  await memberships.updateMany({ where: { id: { $in: ids } }, data: { role } });
}

interface Owner {
  customer: { id: number };
  contact: { id: number; language?: Language | null };
}

/** What a session of the contact's would prove, acting for the customer as one of its members. */
export function partyOf({ customer, contact }: Owner): SessionParty {
  const acting = { documentId: '', name: '', kind: 'customer' as const, rights: rightsOf('member'), ...customer };
  const at = new Date();
  return {
    by: 'session',
    session: {
      id: 0,
      epoch: 0,
      method: 'password',
      lastSeenAt: at,
      expiresAt: at,
      steppedUpAt: null,
      factorAt: null,
      provedElsewhere: false,
    },
    contact: { documentId: '', email: '', firstName: '', lastName: '', language: null, ...contact },
    customer: acting,
    customers: [acting],
  };
}

/** The documents of a content type that are a customer's, as a team's own code is given them. */
export const ownedDocuments = (strapi: Core.Strapi, owner: Owner, uid: string): OwnedDocuments =>
  modulesOf(strapi).owned(partyOf(owner), uid);

/** The token of a link as it would be mailed to the contact now. */
export async function linkFor(strapi: Core.Strapi, purpose: LinkPurpose, { id }: { id: number }): Promise<string> {
  const contact = await table<LinkContact>(strapi, `${UID}.contact`).findOne({ where: { id } });
  if (!contact) throw new Error('There is no such contact.');
  return (await emailLinksOf(strapi).links.create(purpose, contact)).token;
}
