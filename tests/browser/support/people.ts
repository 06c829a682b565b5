import { expect, request } from '@playwright/test';
import type { EditorApi } from './editor-api';
import { linkIn, mailsTo, nextMail } from './inbox';
import { API, origin } from './places';
import type { Person } from './test';

/** Whom a story adds to those whom the demo knows. */
export interface Colleague extends Person {
  firstName: string;
  lastName: string;
}

const CONTENT = '/content-manager/collection-types/plugin::customer-portal';

/** Lets one more contact act for a customer: added and invited by an editor, accepted as people do. */
export async function inviteColleague(
  api: EditorApi,
  customerName: string,
  { email, password, firstName, lastName }: Colleague,
): Promise<void> {
  await removeContact(api, email);
  const [customer] = await api.customers({ 'filters[name][$eq]': customerName });
  expect(customer, customerName).toBeDefined();
  const documentId = customer?.documentId ?? '';
  const person = { email, firstName, lastName, role: 'member', invite: false };
  await api.send('POST', `/customer-portal/customers/${documentId}/contacts`, person);
  const before = (await mailsTo(email)).length;
  await api.send('POST', `/customer-portal/customers/${documentId}/invite`);
  const token = new URLSearchParams(new URL(linkIn(await nextMail(email, before))).hash.slice(1)).get('token');
  const context = await request.newContext({ baseURL: origin, extraHTTPHeaders: { 'x-customer-portal': '1' } });
  const accepted = await context.post(`${API}/invitation/accept`, { data: { token, password, language: 'en' } });
  expect(accepted.status(), await accepted.text()).toBe(201);
  await context.dispose();
}

export async function removeContact(api: EditorApi, email: string): Promise<void> {
  const contact = await api.contact(email);
  if (contact) await api.send('DELETE', `${CONTENT}.contact/${contact.documentId}`);
}
