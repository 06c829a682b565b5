import { expect, request, type APIRequestContext } from '@playwright/test';
import { customerContact } from '../../../scripts/seed/accounts.mjs';
import { API, origin } from './places';
import type { Person } from './test';

/** The portal's API as a customer's browser calls it, for what a story needs to find there when it begins. */
export class CustomerApi {
  private constructor(private readonly context: APIRequestContext) {}

  /** A browser of its own, in which nobody is signed in. */
  static async open(): Promise<CustomerApi> {
    return new CustomerApi(await request.newContext({ baseURL: origin, extraHTTPHeaders: { 'x-customer-portal': '1' } }));
  }

  static async signedIn({ email, password }: Person = customerContact): Promise<CustomerApi> {
    const api = await CustomerApi.open();
    await api.send('POST', '/session', { email, password });
    return api;
  }

  /** A request to a path below the API; fails on anything but success. */
  async send<T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, data?: object): Promise<T> {
    const response = await this.context.fetch(`${API}${path}`, { method, ...(data && { data }) });
    expect(response.ok(), `${method} ${path}: ${response.status()} ${await response.text()}`).toBe(true);
    return ((await response.json()) as { data: T }).data;
  }

  /** Uploads a file for a field of a module; returns its id. */
  upload(module: string, field: string, name: string, data: Buffer): Promise<string> {
    return this.sendFile(`/modules/${module}/files?${new URLSearchParams({ field, name }).toString()}`, data);
  }

  /** Sends the bytes of a file; returns its id. */
  async sendFile(path: string, data: Buffer): Promise<string> {
    const headers = { 'content-type': 'application/octet-stream' };
    const response = await this.context.post(`${API}${path}`, { headers, data });
    expect(response.status(), await response.text()).toBe(201);
    return ((await response.json()) as { data: { id: string } }).data.id;
  }

  close = (): Promise<void> => this.context.dispose();
}
