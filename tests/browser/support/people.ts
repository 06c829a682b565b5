import { expect } from '@playwright/test';
import { CustomerApi } from './customer-api';
import type { EditorApi } from './editor-api';
import { linkIn, mailsTo, nextMail } from './inbox';
import type { Person } from './test';

/** Whom a story adds to those whom the demo knows. */
export interface Colleague extends Person {
  firstName: string;
  lastName: string;
}

const CONTENT = '/content-manager/collection-types/plugin::customer-portal';

/** A customer of the story, with one contact whom nobody invited yet. */
export async function makeCustomer(api: EditorApi, name: string, contact: Omit<Colleague, 'password'>): Promise<string> {
  const { documentId } = (await api.send<{ data: { documentId: string } }>('POST', `${CONTENT}.customer`, { name, kind: 'customer' })).data;
  await addContact(api, documentId, contact);
  return documentId;
}

const addContact = (api: EditorApi, customer: string, { email, firstName, lastName }: Omit<Colleague, 'password'>): Promise<unknown> =>
  api.send('POST', `/customer-portal/customers/${customer}/contacts`, { email, firstName, lastName, role: 'member', invite: false });

/** Invites whoever of a customer was not yet; returns the link that the contact was mailed. */
export async function invite(api: EditorApi, customer: string, email: string): Promise<string> {
  const before = (await mailsTo(email)).length;
  await api.send('POST', `/customer-portal/customers/${customer}/invite`);
  return linkIn(await nextMail(email, before, /invitation#token=/u));
}

/** Chooses the password behind an invitation's link, without its page. */
export async function accept(link: string, password: string): Promise<void> {
  const token = new URLSearchParams(new URL(link).hash.slice(1)).get('token');
  const api = await CustomerApi.open();
  await api.send('POST', '/invitation/accept', { token, password, language: 'en' });
  await api.close();
}

/** Lets one more contact act for a customer: added and invited by an editor, accepted as people do. */
export async function inviteColleague(api: EditorApi, customerName: string, colleague: Colleague): Promise<void> {
  await removeContact(api, colleague.email);
  const [customer] = await api.customers({ 'filters[name][$eq]': customerName });
  expect(customer, customerName).toBeDefined();
  const documentId = customer?.documentId ?? '';
  await addContact(api, documentId, colleague);
  await accept(await invite(api, documentId, colleague.email), colleague.password);
}

export async function removeContact(api: EditorApi, email: string): Promise<void> {
  const contact = await api.contact(email);
  if (contact) await api.send('DELETE', `${CONTENT}.contact/${contact.documentId}`);
}

export const removeCustomer = (api: EditorApi, documentId: string): Promise<unknown> =>
  api.send('DELETE', `${CONTENT}.customer/${documentId}`);

/** The website of the demo's customer as it was seeded: stories about typing change it. */
export async function putWebsiteBack(api: EditorApi): Promise<void> {
  const [customer] = await api.customers({ 'filters[name][$eq]': 'Fjordlight Studio AB' });
  const website = 'https://www.fjordlight.example';
  if (customer && customer.website !== website) await api.send('PUT', `${CONTENT}.customer/${customer.documentId}`, { website });
}
