import type { Endpoint } from '../../plugin/contract/endpoint';
import { pageContract, pageEndpoints } from '../../plugin/contract';
import { ERRORS } from '../../plugin/contract/errors';
import { settingsOf } from '../../server/src/settings';
import { type Browser, signIn } from '../support/client';
import { call, type Caller, type Sample } from '../support/endpoints';
import { NAUGHTY } from '../support/naughty';
import { createPair } from '../support/people';
import type { RawResponse } from '../support/raw';
import { NOBODY } from '../support/nobody';
import { expectUntouched } from '../support/snapshot';
import { startApp, type TestApp } from '../support/strapi';

let app: TestApp;
let browser: Browser;

const all = pageEndpoints().map((endpoint): [string, Endpoint] => [endpoint.id, endpoint]);
const posted = all.filter(([, endpoint]) => endpoint.takes === 'form');
const key = { params: { key: NOBODY } };
const NOBODYS = 'a'.repeat(24);
const form = 'application/x-www-form-urlencoded';
const answer = { ...key, form: { state: 'x', code: 'y', RelayState: 'x', SAMLResponse: 'PHg+' } };

/** A request that each takes, and its answer, for who is signed in as well unless that is another one: nobody's connection leads back to the sign-in page. */
const samples: Record<string, [sample: Sample, status: number, signedIn?: number]> = {
  'pages.home': [{ params: { name: 'customers' } }, 200],
  'pages.below': [{ params: { name: 'customers', below: 'sign-in' } }, 200],
  'pages.asset': [{ params: { file: 'none.js' } }, 404],
  'providers.callback': [{ ...key, query: { state: 'x', code: 'y' } }, 303],
  'providers.postedCallback': [answer, 303],
  'providers.acs': [answer, 303],
  'providers.test': [{ ...key, query: { ticket: 'A'.repeat(43) } }, 410],
  'providers.metadata': [key, 404],
  'unsubscribe.show': [{ params: { token: 'x' } }, 303],
  'unsubscribe.stop': [{ params: { token: 'x' }, form: { 'List-Unsubscribe': 'One-Click' } }, 404],
  'payment-forms.payment': [{ params: { payment: NOBODYS } }, 303, 404],
  'payment-forms.method': [{ params: { method: NOBODYS } }, 303],
  'payment-forms.linked': [{ params: { payment: NOBODYS }, form: { link: 'x' } }, 303],
  'payment-forms.reopened': [{ params: { payment: NOBODYS } }, 303],
  'payment-forms.back': [{ params: { what: 'payments', id: NOBODYS } }, 303],
  'payment-forms.script': [{ params: { file: `stripe.${'0'.repeat(16)}.js` } }, 404],
  'providers.logout': [{ ...key, query: { SAMLRequest: 'x' } }, 404],
};
const sampleOf = ({ id }: Endpoint): Sample => samples[id]![0];

beforeAll(async () => {
  app = await startApp({ quiet: true });
  const mine = await createPair(app.strapi, { customer: { name: 'Alder Ltd' } });
  browser = await signIn(app, mine.contact);
  await signIn(app, (await createPair(app.strapi, { customer: { name: 'Birch Ltd' } })).contact);
  await app.settle();
});
afterAll(() => app.stop());

/** Nothing that a page answers is kept, framed or sniffed, or sets a session. */
function expectGuarded(endpoint: Endpoint, response: RawResponse): void {
  expect([endpoint.id, response.headers]).toEqual([
    endpoint.id,
    expect.objectContaining({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    }),
  ]);
  expect(response.headers['set-cookie']?.join() ?? '').not.toMatch(/-session=[^;]/u);
  expect(response.text).not.toMatch(/node_modules|\bat .+\(|SQLITE|Alder|Birch/iu);
}

/** 503: the portal's files have not been built. */
const expectStatus = (endpoint: Endpoint, { status }: RawResponse, wanted: number): void => {
  expect([endpoint.id, status === 503 && endpoint.id.startsWith('pages.') ? wanted : status]).toEqual([endpoint.id, wanted]);
};

describe('pages', () => {
  it('are those of the contract and no others, and answered for each', () => {
    const listed = (app.strapi.server.listRoutes() as unknown as { path: string; methods: string[] }[])
      .filter(({ path }) => /^\/portal(-|\/|$)/u.test(path))
      .map(({ path, methods }) => `${methods.filter((method) => method !== 'HEAD').join()} ${path}`);
    expect(listed.sort()).toEqual(all.map(([, { method, path }]) => `${method} ${path}`).sort());
    expect(Object.keys(samples).sort()).toEqual(all.map(([id]) => id).sort());
    for (const [name, resource] of Object.entries(pageContract)) {
      for (const [action, { id }] of Object.entries(resource) as [string, Endpoint][]) expect(id).toBe(`${name}.${action}`);
    }
  });

  it.each(all)('%s is open to everybody, whatever stands in its address besides, and writes nothing', async (id, endpoint) => {
    await expectUntouched(app, async () => {
      for (const caller of [null, browser] satisfies Caller[]) {
        for (const search of ['', '?surprise=1', '?a[b]=c&__proto__=x&%00']) {
          const response = await call(app, endpoint, caller, sampleOf(endpoint), { search });
          const [, status, signedIn = status] = samples[id]!;
          expectStatus(endpoint, response, caller === null ? status : signedIn);
          expectGuarded(endpoint, response);
        }
      }
    });
  });

  it.each(all)('%s is there while the portal is off, and is for each way in to refuse', async (id, endpoint) => {
    const settings = settingsOf(app.strapi);
    const before = await settings.get('general');
    await settings.save('general', { ...before.values, portalEnabled: false }, before.revision);
    try {
      await expectUntouched(app, async () => {
        expectStatus(endpoint, await call(app, endpoint, browser, sampleOf(endpoint)), samples[id]![1]);
      });
    } finally {
      await settings.save('general', before.values, before.revision + 1);
    }
  });

  it.each(all)('%s answers or refuses hostile values, wherever they stand', async (_id, endpoint) => {
    const sample = sampleOf(endpoint);
    await expectUntouched(app, async () => {
      for (const value of [...NAUGHTY, '%00', '../../etc/passwd', 'x'.repeat(2000)].map((one) => one.toWellFormed() || 'x')) {
        for (const name of Object.keys(sample.params ?? {})) {
          const response = await call(app, endpoint, null, { ...sample, params: { ...sample.params, [name]: value } });
          expect([endpoint.id, name, value, response.status < 500 || response.status === 503]).toEqual([endpoint.id, name, value, true]);
        }
        for (const name of Object.keys(sample.query ?? {})) {
          const response = await call(app, endpoint, null, { ...sample, query: { ...sample.query, [name]: value } });
          expect([endpoint.id, name, value, response.status < 500]).toEqual([endpoint.id, name, value, true]);
          expectGuarded(endpoint, response);
        }
        for (const name of Object.keys(sample.form ?? {})) {
          const response = await call(app, endpoint, null, { ...sample, form: { ...sample.form, [name]: value } });
          expect([endpoint.id, name, value, response.status < 500]).toEqual([endpoint.id, name, value, true]);
          expectGuarded(endpoint, response);
        }
      }
    });
  });

  it.each(posted)('%s takes forms alone, within their size', async (_id, endpoint) => {
    const send = (body: string, headers: Record<string, string> = {}, chunked = false) =>
      call(app, endpoint, null, sampleOf(endpoint), { body, chunked, headers: { 'content-type': form, ...headers } });
    const large = `state=${'x'.repeat(endpoint.maxBody!)}`;
    await expectUntouched(app, async () => {
      for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x', '']) {
        expectRefused(endpoint, await send('state=x', { 'content-type': type }), 'unsupported-media-type');
      }
      expectRefused(endpoint, await send('state=x', { 'content-encoding': 'gzip' }), 'unsupported-media-type');
      for (const chunked of [false, true]) expectRefused(endpoint, await send(large, {}, chunked), 'body-too-large');
    });
  });
});

/** A person looks at it: a line of text and no more. */
function expectRefused(endpoint: Endpoint, response: RawResponse, code: keyof typeof ERRORS): void {
  const [status, , text] = ERRORS[code];
  expect([endpoint.id, response.status, response.text, response.headers['content-type']]).toEqual([
    endpoint.id,
    status,
    text.replace(/\.$/u, ''),
    'text/plain; charset=utf-8',
  ]);
  expectGuarded(endpoint, response);
}
