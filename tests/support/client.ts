import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import request, { type Response, type Test } from 'supertest';
import type { ProofChallenge } from '../../plugin/contract/proof';
import { PROOF_HEADER } from '../../plugin/plugin-id';
import type { TestApp } from './strapi';

export const API = '/api/customer-portal';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Something that answers requests: an app in this process, or the address of another. */
export interface Served {
  server: TestApp['server'] | string;
}

/** A browser, as far as the API can tell: it keeps cookies and sends the portal's header. */
export class Browser {
  private readonly cookies = new Map<string, string>();

  constructor(
    private readonly app: Served,
    private readonly headers: Record<string, string> = {},
  ) {}

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  cookie(name: string): string | undefined {
    return [...this.cookies].find(([key]) => key.endsWith(name))?.[1];
  }

  forget(name: string): void {
    for (const key of this.cookies.keys()) if (key.endsWith(name)) this.cookies.delete(key);
  }

  /** The same browser, cookies and all, that sends further headers. */
  with(headers: Record<string, string>): Browser {
    const browser = new Browser(this.app, { ...this.headers, ...headers });
    for (const [name, value] of this.cookies) browser.cookies.set(name, value);
    return browser;
  }

  prepare(method: Method, path: string): Test {
    // `/portal` itself is an endpoint; below it and in `/portal-assets` are the pages and their files.
    let test = request(this.app.server)[method](
      /^\/(?:api|portal\/|portal-assets|portal-sign-in|portal-mail|portal-payment)/u.test(path) ? path : `${API}${path}`,
    );
    if (method !== 'get') test = test.set('x-customer-portal', '1');
    if (this.cookies.size > 0) test = test.set('cookie', this.cookieHeader);
    for (const [name, value] of Object.entries(this.headers)) test = test.set(name, value);
    return test;
  }

  async send(method: Method, path: string, body?: object | string): Promise<Response> {
    const test = this.prepare(method, path);
    return this.keep(await (body === undefined ? test : test.send(body)));
  }

  /** A form that another site's page posts to us: of our cookies only those of SameSite=None come along. */
  async postAcross(path: string, form: string): Promise<Response> {
    const carried = [...this.cookies].filter(([name]) => name.endsWith('posted-flow')).map(([name, value]) => `${name}=${value}`);
    const test = request(this.app.server)
      .post(path)
      .set({ ...this.headers, origin: 'https://provider.example', 'sec-fetch-site': 'cross-site' });
    return this.keep(await (carried.length > 0 ? test.set('cookie', carried.join('; ')) : test).type('form').send(form));
  }

  private keep(response: Response): Response {
    for (const line of [response.headers['set-cookie'] ?? []].flat()) {
      const [, name, value] = /^([^=]+)=([^;]*)/u.exec(line) ?? [];
      if (name && value) this.cookies.set(name, value);
      else if (name) this.cookies.delete(name);
    }
    return response;
  }

  get = (path: string): Promise<Response> => this.send('get', path);
  post = (path: string, body?: object | string): Promise<Response> => this.send('post', path, body);
  put = (path: string, body?: object | string): Promise<Response> => this.send('put', path, body);
  patch = (path: string, body?: object | string): Promise<Response> => this.send('patch', path, body);
  delete = (path: string, body?: object | string): Promise<Response> => this.send('delete', path, body);
}

/** The header that answers the challenge of a refusal, as the portal would. */
export async function solve(refusal: Response): Promise<Record<string, string>> {
  const { challenge } = (refusal.body as { error: { details: { challenge?: ProofChallenge } } }).error.details;
  if (!challenge) throw new Error(`Nothing to solve: ${JSON.stringify(refusal.body)}`);
  const solution = await solveChallenge({ challenge, deriveKey });
  return { [PROOF_HEADER]: Buffer.from(JSON.stringify({ challenge, solution })).toString('base64') };
}

/** A browser in which a contact has signed in. */
export async function signIn(app: Served, contact: { email: string; password: string }): Promise<Browser> {
  const browser = new Browser(app);
  const response = await browser.post('/session', { email: contact.email, password: contact.password });
  if (response.status !== 201) throw new Error(`Sign-in failed: ${JSON.stringify(response.body)}`);
  return browser;
}
