import { expect, test as base, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test';
import { customerContact } from '../../../scripts/seed/accounts.mjs';
import { EditorApi } from './editor-api';
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
  /** A browser in which an editor is signed in to Strapi's admin panel. */
  editor: Page;
  /** The browser of a customer who is not signed in. */
  customer: Page;
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

/** What a browser holds after an editor has signed in to Strapi's admin panel. */
export const signedInEditor = (token: string, theme: 'light' | 'dark' = 'light'): BrowserContextOptions['storageState'] => ({
  cookies: [],
  origins: [
    {
      origin,
      localStorage: [
        { name: 'jwtToken', value: JSON.stringify(token) },
        { name: 'isLoggedIn', value: 'true' },
        { name: 'STRAPI_THEME', value: theme },
      ],
    },
  ],
});

export const test = base.extend<Fixtures, { api: EditorApi }>({
  api: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      const api = await EditorApi.open();
      await use(api);
      await api.close();
    },
    { scope: 'worker' },
  ],
  open: async ({ browser }, use) => {
    const problems: string[] = [];
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await newContext(browser, options);
      contexts.push(context);
      context.on('page', (page) => watch(page, problems));
      return context.newPage();
    });
    for (const context of contexts) await context.close();
    expect(problems, 'script errors and violations of the content security policy').toEqual([]);
  },
  editor: async ({ open, api }, use) => {
    await use(await open({ storageState: signedInEditor(api.token), viewport: { width: 1440, height: 900 } }));
  },
  customer: async ({ open }, use) => {
    await use(await open());
  },
});

const newContext = (browser: Browser, options?: BrowserContextOptions): Promise<BrowserContext> =>
  browser.newContext({ baseURL: origin, locale: 'en-GB', timezoneId: 'Europe/Berlin', reducedMotion: 'reduce', ...options });

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
