import type { Response } from 'supertest';
import type { Browser } from '../client';

const OURS = 'http://localhost:1337';

/** What a browser is sent back to us with. */
export interface Return {
  /** Path with query, at our side. */
  path: string;
  /** The form that the provider's page posts; undefined where the browser was sent by a link. */
  form?: string;
}

const escapes: Record<string, string> = { amp: '&', quot: '"', lt: '<', gt: '>', '#39': "'", '#x27': "'", '#x2F': '/' };
const unescape = (text: string): string => text.replace(/&(#?\w+);/gu, (whole, name: string) => escapes[name] ?? whole);

/** A page that posts itself (OAuth 2.0 Form Post Response Mode). */
function formIn(html: string): Return | null {
  const action = /<form[^>]*action="([^"]+)"/u.exec(html)?.[1];
  if (!action) return null;
  const fields = [...html.matchAll(/<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"/gu)];
  const form = new URLSearchParams(fields.map(([, name = '', value = '']): [string, string] => [name, unescape(value)]));
  return { path: unescape(action).slice(OURS.length), form: form.toString() };
}

/** Cookies that a browser has at a provider. */
export type Jar = Map<string, string>;

/** Follows a browser through the provider's pages, with cookies of its own there, until it is sent back to us. */
export async function away(url: string, jar: Jar = new Map<string, string>()): Promise<Return> {
  let next = url;
  for (let hop = 0; hop < 12; hop += 1) {
    if (next.startsWith(`${OURS}/`)) return { path: next.slice(OURS.length) };
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(next, { redirect: 'manual', headers: cookie ? { cookie } : {} });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/u.exec(line) ?? [];
      if (name) jar.set(name, value ?? '');
    }
    const location = response.headers.get('location');
    if (!location) {
      const html = await response.text();
      const posted = formIn(html);
      if (posted) return posted;
      throw new Error(`The provider answered ${response.status} at ${next}: ${html.slice(0, 300)}`);
    }
    next = new URL(location, next).href;
  }
  throw new Error('The provider sends the browser around in circles.');
}

/** Comes back with what the provider gave. */
export const back = (browser: Browser, { path, form }: Return): Promise<Response> =>
  form === undefined ? browser.get(path) : browser.postAcross(path, form);

/** Begins a sign-in and gives where the browser is sent. */
export async function begin(browser: Browser, key: string, wanted?: string): Promise<string> {
  const response = await browser.post(`/connections/${key}/start`, wanted === undefined ? {} : { wanted });
  if (response.status !== 200) throw new Error(`The sign-in does not begin: ${JSON.stringify(response.body)}`);
  return (response.body as { data: { url: string } }).data.url;
}

/** The whole trip. */
export const travel = async (browser: Browser, key: string, wanted?: string, jar?: Jar): Promise<Response> =>
  back(browser, await away(await begin(browser, key, wanted), jar));

export const PORTAL = `${OURS}/portal/customers`;
