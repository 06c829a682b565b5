import type { Core } from '@strapi/strapi';
import { emailLinksOf, type LinkContact } from '../../server/src/email-links';
import { passwordOf } from '../../server/src/password';
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
  if (password !== null) {
    const { passwords } = passwordOf(strapi);
    const owner = { email: '', firstName: '', lastName: '' };
    await passwords.set(contact, await passwords.prepare(password, owner, 'password'));
  }
  return { ...contact, password: password ?? '' };
}

/** A customer with portal access and one contact who can sign in. */
export async function createPair(strapi: Core.Strapi, data: { customer?: object; contact?: object } = {}) {
  const customer = await createCustomer(strapi, { portalAccess: true, ...data.customer });
  const contact = await createContact(strapi, [customer], { ...data.contact });
  return { customer, contact };
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
