import fs from 'node:fs';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import { chromium } from '@playwright/test';
import { API } from './client';
import type { TestContact } from './people';
import type { TestApp } from './strapi';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The Chromium of this machine, as scripts/lib/chromium.mjs finds it; undefined: there is none. */
export function chromiumHere(): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const all = [process.env.CHROMIUM_PATH ?? '', ...folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name)))];
  return all.find((file) => file !== '' && fs.existsSync(file));
}

interface Painted {
  /** Pictures on the page by their addresses, and how wide what was painted is: 0 where nothing was. */
  pictures: [address: string, width: number][];
  /** What the page's own policy refused. */
  refused: string[];
}

/** Opens a page of the portal in a real browser, signed in as somebody, and looks at its pictures. */
export async function paintedOn(app: TestApp, { email, password }: TestContact, page: string, count: number): Promise<Painted> {
  const origin = `http://localhost:${(app.server.address() as AddressInfo).port}`;
  const chrome = await chromium.launch({
    executablePath: chromiumHere(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const context = await chrome.newContext();
    const signedIn = await context.request.post(`${origin}${API}/session`, {
      headers: { 'x-customer-portal': '1' },
      data: { email, password },
    });
    if (signedIn.status() !== 201) throw new Error(await signedIn.text());
    const tab = await context.newPage();
    const refused: string[] = [];
    tab.on('console', (message) => {
      if (/Content[ -]Security[ -]Policy/iu.test(message.text())) refused.push(message.text());
    });
    await tab.goto(`${origin}${page}`);
    const pictures = tab.locator('main img');
    await pictures.nth(count - 1).waitFor();
    const seen: Painted['pictures'] = [];
    for (const picture of await pictures.all()) {
      await picture.scrollIntoViewIfNeeded();
      seen.push(
        await picture.evaluate(async (image: HTMLImageElement) => {
          image.loading = 'eager';
          await image.decode().catch(() => undefined);
          return [image.src, image.naturalWidth];
        }),
      );
    }
    return { pictures: seen, refused };
  } finally {
    await chrome.close();
  }
}
