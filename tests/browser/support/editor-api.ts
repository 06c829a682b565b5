import fs from 'node:fs';
import path from 'node:path';
import { expect, request, type APIRequestContext, type APIResponse } from '@playwright/test';
import { editor } from '../../../scripts/seed/accounts.mjs';
import { origin, scratch } from './places';

const BASE = '/customer-portal';

interface Settings<V> {
  values: V;
  revision: number;
  linkHolders: number;
}
export type General = Record<string, unknown> & { portalName: string; organisationName: string };
export interface Fields {
  customerFieldsEnabled: boolean;
  levels: Record<'customer' | 'contact', Record<string, string>>;
}
/** How customers sign in, as the settings screen saves it. */
export type Login = Record<string, unknown> & {
  signInMode: string;
  mfaRequired: boolean;
  rememberBrowserDays: number;
  passkeySignIn: boolean;
  emailLinkSignIn: boolean;
  selfSignUp: boolean;
};
export interface Tab {
  id: string;
  name: string;
  url: string;
  audience: string;
  enabled: boolean;
  opensIn: string;
}

/** Strapi's admin API, for what a story needs to find or to put back, beside what it does on the screen. */
export class EditorApi {
  private constructor(
    private readonly context: APIRequestContext,
    readonly token: string,
  ) {}

  /** Signs in once; Strapi allows few sign-ins in a short time, so the token is kept for later runs. */
  static async open(): Promise<EditorApi> {
    const file = scratch('token');
    const known = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
    if (known) {
      const api = await EditorApi.with(known);
      if ((await api.context.get('/admin/users/me')).ok()) return api;
      await api.close();
    }
    const token = await signIn(editor.email, editor.password);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, token);
    return EditorApi.with(token);
  }

  private static async with(token: string): Promise<EditorApi> {
    const extraHTTPHeaders = { authorization: `Bearer ${token}` };
    return new EditorApi(await request.newContext({ baseURL: origin, extraHTTPHeaders }), token);
  }

  close = (): Promise<void> => this.context.dispose();

  /** A request to any path of Strapi's admin API; fails on anything but success. */
  async send<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, data?: object): Promise<T> {
    const response: APIResponse = await this.context.fetch(url, { method, ...(data && { data }) });
    expect(response.ok(), `${method} ${url}: ${response.status()} ${await response.text()}`).toBe(true);
    return (response.status() === 204 ? undefined : await response.json()) as T;
  }

  async general(): Promise<Settings<General>> {
    return (await this.send<{ data: Settings<General> }>('GET', `${BASE}/settings/general`)).data;
  }

  /** Saves general settings over what is stored. */
  async saveGeneral(change: Partial<General>): Promise<void> {
    const { values, revision } = await this.general();
    await this.send('PUT', `${BASE}/settings/general`, { values: { ...values, ...change }, revision });
  }

  async fields(): Promise<Settings<Fields>> {
    return (await this.send<{ data: Settings<Fields> }>('GET', `${BASE}/settings/customer-fields`)).data;
  }

  async saveFields(values: Fields): Promise<void> {
    const { revision } = await this.fields();
    await this.send('PUT', `${BASE}/settings/customer-fields`, { values, revision });
  }

  async login(): Promise<Settings<Login>> {
    return (await this.send<{ data: Settings<Login> }>('GET', `${BASE}/settings/login`)).data;
  }

  /** Saves how customers sign in over what is stored. */
  async saveLogin(change: Partial<Login>): Promise<void> {
    const { values, revision } = await this.login();
    await this.send('PUT', `${BASE}/settings/login`, { values: { ...values, ...change }, revision });
  }

  /** Saves portal preferences over what is stored. */
  async savePreferences(change: Record<string, boolean>): Promise<void> {
    const { values, revision } = (await this.send<{ data: Settings<object> }>('GET', `${BASE}/settings/preferences`)).data;
    await this.send('PUT', `${BASE}/settings/preferences`, { values: { ...values, ...change }, revision });
  }

  /** Saves settings of documents over what is stored, and returns what was. */
  async saveDocuments<V extends object>(change: V): Promise<object> {
    const { values, revision } = (await this.send<{ data: Settings<object> }>('GET', `${BASE}/settings/documents`)).data;
    await this.send('PUT', `${BASE}/settings/documents`, { values: { ...values, ...change }, revision });
    return values;
  }

  /** The contact with an email address, or undefined. */
  async contact(email: string): Promise<{ documentId: string } | undefined> {
    const query = new URLSearchParams({ 'filters[email][$eq]': email });
    const path = `/content-manager/collection-types/plugin::customer-portal.contact?${query.toString()}`;
    return (await this.send<{ results: { documentId: string }[] }>('GET', path)).results[0];
  }

  /** Removes every second step of a contact, as an editor does for somebody who lost theirs. */
  async resetFactors(email: string): Promise<void> {
    const contact = await this.contact(email);
    if (contact) await this.send('POST', `${BASE}/contacts/${contact.documentId}/reset-factors`);
  }

  /** Deletes who signed up in a story, and their customer. */
  async forget(email: string, customerName: string): Promise<void> {
    const base = '/content-manager/collection-types/plugin::customer-portal';
    const contact = await this.contact(email);
    if (contact) await this.send('DELETE', `${base}.contact/${contact.documentId}`);
    for (const { documentId } of await this.customers({ 'filters[name][$eq]': customerName })) {
      await this.send('DELETE', `${base}.customer/${documentId}`);
    }
  }

  async tabs(): Promise<Tab[]> {
    return (await this.send<{ data: Tab[] }>('GET', `${BASE}/custom-tabs`)).data;
  }

  deleteTab = (id: string): Promise<unknown> => this.send('DELETE', `${BASE}/custom-tabs/${id}`);

  orderTabs = (ids: string[]): Promise<unknown> => this.send('PUT', `${BASE}/custom-tabs/order`, { ids });

  /** Customers that match Strapi's filters, through the Content Manager. */
  async customers(filters: Record<string, string>): Promise<Customer[]> {
    const query = new URLSearchParams({ pageSize: '50', sort: 'name:ASC', ...filters });
    const path = `/content-manager/collection-types/plugin::customer-portal.customer?${query.toString()}`;
    return (await this.send<{ results: Customer[] }>('GET', path)).results;
  }

  /** For how many customers a contact acts. */
  async membershipsOf(email: string): Promise<number> {
    const [customer] = await this.customers({ pageSize: '1' });
    const path = `${BASE}/customers/${customer?.documentId ?? ''}/contacts?${new URLSearchParams({ search: email }).toString()}`;
    const { data } = await this.send<{ data: { rows: { email: string; member: boolean; customers: unknown[]; moreCustomers: number }[] } }>(
      'GET',
      path,
    );
    const contact = data.rows.find((row) => row.email === email);
    return contact ? contact.customers.length + contact.moreCustomers + Number(contact.member) : 0;
  }

  /** Emails of the contacts of a customer, and whether they can sign in. */
  async access(customer: string): Promise<{ status: string; contacts: { email: string; status: string }[] }> {
    type Access = Awaited<ReturnType<EditorApi['access']>>;
    return (await this.send<{ data: Access }>('GET', `${BASE}/customers/${customer}/portal`)).data;
  }
}

export interface Customer extends Record<string, unknown> {
  documentId: string;
  name: string;
}

/** Signs an admin user in and returns the access token. */
export async function signIn(email: string, password: string): Promise<string> {
  const context = await request.newContext({ baseURL: origin });
  const response = await context.post('/admin/login', { data: { email, password } });
  const body = (await response.json()) as { data?: { token?: string } };
  await context.dispose();
  if (!body.data?.token) throw new Error(`${email} cannot sign in to the admin panel: ${JSON.stringify(body)}`);
  return body.data.token;
}
