import { chromium } from '@playwright/test';
import { chromiumArguments, findChromium } from '../../scripts/lib/chromium.mjs';
import { contact, password } from './contact.mjs';

/**
 * How many requests besides the page and its assets a signed-in contact's Home needs.
 *
 * @param {string} url of Strapi
 * @param {string} portalName
 * @returns {Promise<number | undefined>} undefined: there is no Chromium
 */
export async function homeRequests(url, portalName) {
  const executablePath = findChromium();
  if (!executablePath) return undefined;
  const browser = await chromium.launch({ executablePath, args: chromiumArguments });
  try {
    const page = await browser.newPage();
    const home = `${url}/portal/${portalName}`;
    await page.goto(home);
    const signedIn = await page.evaluate(
      async (body) => {
        const headers = { 'content-type': 'application/json', 'x-customer-portal': '1' };
        return (await fetch('/api/customer-portal/session', { method: 'POST', headers, body })).ok;
      },
      JSON.stringify({ email: contact.email, password }),
    );
    if (!signedIn) throw new Error('The bench could not sign in from the browser.');
    /** @type {string[]} */
    const requests = [];
    page.on('request', (request) => {
      if (['fetch', 'xhr'].includes(request.resourceType())) requests.push(`${request.method()} ${request.url()}`);
    });
    await page.goto(home);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    if (process.env.BENCH_VERBOSE) console.log(requests.join('\n'));
    return requests.length;
  } finally {
    await browser.close();
  }
}
