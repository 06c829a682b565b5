import {
  expect,
  test as base,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  type Request,
} from '@playwright/test';
import { customerContact } from '../../../scripts/seed/accounts.mjs';
import { EditorApi } from './editor-api';
import { EditorBrowsers, type Seat } from './editor-browsers';
import { API, origin, portalUrl } from './places';
import { portal as words } from './words';

export { expect };
export type { Page };

/** Somebody who can sign in to the portal. */
export interface Person {
  email: string;
  password: string;
}

interface Fixtures {
  /** A person's browser, with nobody signed in; closed after the test. Any number can be opened. */
  open: (options?: BrowserContextOptions) => Promise<Page>;
  /** A browser in which an editor is signed in to Strapi's admin panel: who can everything, unless told otherwise. */
  openPanel: (seat?: Partial<Seat>) => Promise<Page>;
  /** The first such browser of a test. */
  editor: Page;
  /** The browser of a customer who is not signed in. */
  customer: Page;
}

/** Texts are looked for where people see them: the live region says many of them a second time, to screen readers. */
function lookOutsideLiveRegion(page: Page): void {
  const everywhere = page.getByText.bind(page);
  page.getByText = (...asked) => everywhere(...asked).and(page.locator(':not(#live-region)'));
}

/** What must never happen on a page of the portal, whatever a story does there. */
function watch(page: Page, problems: string[]): void {
  const ours = (): boolean => page.url().startsWith(`${origin}/portal/`);
  page.on('pageerror', (error) => {
    if (ours()) problems.push(`script error on ${page.url()}: ${error.message}`);
  });
  page.on('console', (message) => {
    if (ours() && /Content[ -]Security[ -]Policy|Refused to /iu.test(message.text())) {
      problems.push(`on ${page.url()}: ${message.text()}`);
    }
  });
}

export const test = base.extend<Fixtures, { api: EditorApi; editors: EditorBrowsers }>({
  api: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      const api = await EditorApi.open();
      await use(api);
      await api.close();
    },
    { scope: 'worker' },
  ],
  editors: [
    async ({ browser }, use) => {
      await use(new EditorBrowsers(() => newContext(browser)));
    },
    { scope: 'worker' },
  ],
  open: async ({ browser }, use) => {
    const problems: string[] = [];
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await newContext(browser, options);
      contexts.push(context);
      context.on('page', (page) => {
        watch(page, problems);
        lookOutsideLiveRegion(page);
      });
      return context.newPage();
    });
    for (const context of contexts) await context.close();
    expect(problems, 'script errors and violations of the content security policy').toEqual([]);
  },
  openPanel: async ({ editors, api }, use) => {
    const taken: Page[] = [];
    await use(async (seat) => {
      const page = await editors.take({ token: api.token, theme: 'light', viewport: { width: 1440, height: 900 }, ...seat });
      taken.push(page);
      return page;
    });
    for (const page of taken) await editors.giveBack(page);
  },
  editor: async ({ openPanel }, use) => {
    await use(await openPanel());
  },
  customer: async ({ open }, use) => {
    await use(await open());
  },
});

const newContext = async (browser: Browser, options?: BrowserContextOptions): Promise<BrowserContext> =>
  follow(await browser.newContext({ baseURL: origin, reducedMotion: 'reduce', ...options }));

/** What pages have asked for and not got yet. */
const underWay = new WeakMap<BrowserContext, Set<Request>>();

/** Keeps count of what the pages of a context ask for. */
function follow(context: BrowserContext): BrowserContext {
  const asked = new Set<Request>();
  underWay.set(context, asked);
  context.on('request', (request) => asked.add(request));
  context.on('requestfinished', (request) => asked.delete(request));
  context.on('requestfailed', (request) => asked.delete(request));
  return context;
}

/**
 * Takes the session away from a browser, or all cookies. Only once its pages have what they asked for: an answer that is
 * still to come would bring a cookie back, or say too early that nobody is signed in.
 */
export async function loseCookies(page: Page, which: 'session' | 'all' = 'session'): Promise<void> {
  const asked = underWay.get(page.context());
  await expect.poll(() => [...(asked ?? [])].map((request) => request.url()), 'what the page still asks for').toEqual([]);
  await page.context().clearCookies(which === 'session' ? { name: '__Host-customer-portal-session' } : {});
}

/** Signs in through the form, as people do. */
export async function signInByForm(page: Page, { email, password }: Person): Promise<void> {
  await page.getByLabel(words.email, { exact: true }).fill(email);
  await page.getByLabel(words.password, { exact: true }).fill(password);
  await page.getByRole('button', { name: words.signIn, exact: true }).click();
}

/** Opens the portal and signs in; ends on Home. */
export async function enter(page: Page, person: Person = customerContact): Promise<void> {
  await page.goto(await portalUrl());
  await signInByForm(page, person);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/Hello|Guten Tag/u);
}

/** Signs in without the form, where a story is not about signing in. */
export async function signedIn(page: Page, person: Person = customerContact, path = ''): Promise<void> {
  const response = await page.request.post(`${API}/session`, {
    headers: { 'x-customer-portal': '1' },
    data: { email: person.email, password: person.password },
  });
  expect(response.status(), await response.text()).toBe(201);
  await page.goto(`${await portalUrl()}${path}`);
}
