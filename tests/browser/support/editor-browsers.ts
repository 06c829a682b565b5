import type { BrowserContext, Page } from '@playwright/test';
import { origin } from './places';

export type Theme = 'light' | 'dark';

/** Who sits there, and before which screen. */
export interface Seat {
  /** What Strapi gave the editor at the sign-in. */
  token: string;
  theme: Theme;
  viewport: { width: number; height: number };
}

/** What a browser holds after an editor has signed in to Strapi's admin panel. */
export const signedInEditor = ({ token, theme }: Omit<Seat, 'viewport'>) => ({
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

/**
 * Browsers of editors, kept for all tests of a worker: the panel is megabytes of script, which a page that has shown it
 * neither fetches nor compiles again. Nothing else is kept: what a test stored, opened or set there goes after it.
 */
export class EditorBrowsers {
  private readonly idle: Page[] = [];

  constructor(private readonly newContext: () => Promise<BrowserContext>) {}

  async take(seat: Seat): Promise<Page> {
    const page = this.idle.pop() ?? (await (await this.newContext()).newPage());
    await page.context().setStorageState(signedInEditor(seat));
    await page.emulateMedia({ colorScheme: seat.theme });
    await page.setViewportSize(seat.viewport);
    return page;
  }

  async giveBack(page: Page): Promise<void> {
    const context = page.context();
    if (page.isClosed()) return context.close();
    for (const other of context.pages()) if (other !== page) await other.close();
    await context.setOffline(false);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    // A form that is not saved asks before it is left.
    page.removeAllListeners('dialog').on('dialog', (question) => void question.accept());
    if (page.url().startsWith(origin)) await page.evaluate(() => sessionStorage.clear());
    await page.goto('about:blank');
    page.removeAllListeners('dialog');
    this.idle.push(page);
  }
}
