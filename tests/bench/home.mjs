import { chromium } from '@playwright/test';
import { chromiumArguments, findChromium } from '../../scripts/lib/chromium.mjs';

/**
 * How many requests besides the page and its assets a signed-in contact's Home needs.
 *
 * @param {string} url of Strapi
 * @param {string} portalName
 * @param {string} cookie of a signed-in contact
 * @returns {Promise<number | undefined>} undefined: there is no Chromium
 */
export async function homeRequests(url, portalName, cookie) {
  const executablePath = findChromium();
  if (!executablePath) return undefined;
  const browser = await chromium.launch({ executablePath, args: chromiumArguments });
  try {
    const context = await browser.newContext();
    await context.addCookies(
      cookie.split('; ').map((pair) => {
        const [name, value] = pair.split('=');
        // A `__Host-` cookie must be secure; browsers count localhost as that.
        return { name, value, url, secure: name.startsWith('__Host-') };
      }),
    );
    const page = await context.newPage();
    /** @type {string[]} */
    const requests = [];
    page.on('request', (request) => {
      if (['fetch', 'xhr'].includes(request.resourceType())) requests.push(`${request.method()} ${request.url()}`);
    });
    await page.goto(`${url}/portal/${portalName}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    if (process.env.BENCH_VERBOSE) console.log(requests.join('\n'));
    return requests.length;
  } finally {
    await browser.close();
  }
}
