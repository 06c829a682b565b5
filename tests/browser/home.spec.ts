import { customerContact } from '../../scripts/seed/accounts.mjs';
import { API, origin, portalUrl } from './support/places';
import { expect, signedIn, test, type Page } from './support/test';
import { portal } from './support/words';

interface Traffic {
  api: string[];
  failed: string[];
}

/** Requests to the portal's API, and whatever was refused or did not arrive. */
function listen(page: Page): Traffic {
  const traffic: Traffic = { api: [], failed: [] };
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith(API)) traffic.api.push(`${request.method()} ${pathname.slice(API.length)}`);
  });
  page.on('requestfailed', (request) => traffic.failed.push(`${request.url()}: ${request.failure()?.errorText}`));
  page.on('response', (response) => {
    if (response.status() >= 400) traffic.failed.push(`${response.url()}: ${response.status()}`);
  });
  return traffic;
}

test('Home is complete after at most three requests to the API, and none fails', async ({ customer }) => {
  await signedIn(customer, customerContact);
  await expect(customer.getByRole('heading', { name: portal.hello(customerContact.firstName) })).toBeVisible();
  // Another window of the same browser: what the first one had under way is not counted.
  const page = await customer.context().newPage();
  const traffic = listen(page);
  await page.goto(customer.url(), { waitUntil: 'networkidle' });
  await expect(page.getByRole('link', { name: 'Catalogue' }).first()).toBeVisible();
  expect(traffic.api.length, traffic.api.join(', ')).toBeLessThanOrEqual(3);
  expect(traffic.failed).toEqual([]);
});

test('a first visit asks only who is signed in, and everything else arrives', async ({ customer }) => {
  const traffic = listen(customer);
  await customer.goto(await portalUrl(), { waitUntil: 'networkidle' });
  await expect(customer.getByRole('heading', { name: portal.signIn })).toBeVisible();
  expect(traffic.api).toEqual(['GET /session']);
  // "Nobody is signed in" is an answer; nothing else may be refused.
  expect(traffic.failed.filter((line) => line !== `${origin}${API}/session: 401`)).toEqual([]);
});

test('pages of the portal answer with a content security policy that allows no inline script', async ({ customer }) => {
  const page = await customer.goto(await portalUrl());
  const policy = page?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe');
  expect(policy).toContain("frame-ancestors 'none'");
});
