import { gzipSync } from 'node:zlib';
import { customerEndpoints, editorEndpoints } from '../../plugin/contract';
import { DEFAULT_MAX_BODY, type Endpoint } from '../../plugin/contract/endpoint';
import type { PermissionUid } from '../../plugin/permissions';
import { PREFERENCES, type FormSection, type PreferenceKey } from '../../plugin/preferences';
import { PLUGIN_UID } from '../../plugin/plugin-id';
import { settingsOf } from '../../server/src/settings';
import { addAuthenticator } from '../support/authenticator';
import { Browser, signIn } from '../support/client';
import { createLinked } from '../support/documents';
import { allBut, createEditor, type Editor } from '../support/editor';
import { call, expectRefusal, isEditors, isPrograms, isUnsafe, leavesOf, withLeaf, type Caller, type Sample } from '../support/endpoints';
import { createPair, giveRole, TEST_PASSWORD, type TestContact, type TestCustomer } from '../support/people';
import { createGateway } from '../support/gateway';
import { NOBODY } from '../support/nobody';
import { contractSamples } from '../support/samples';
import { saveSettings, setLogin } from '../support/settings';
import { expectUntouched } from '../support/snapshot';
import { createToken, SCOPES } from '../support/sync';
import { startApp, type TestApp } from '../support/strapi';

let app: TestApp;
let mine: { customer: TestCustomer; contact: TestContact };
let theirs: { customer: TestCustomer; contact: TestContact };
let browser: Browser;
/** Has proved the password of a contact with a second factor, and not the factor. */
let halfway: Browser;
let editor: Editor;
/** A program's token with every scope. */
let program: { token: string };
let samples: Record<string, Sample>;
const editors = new Map<string, Editor>();

const all: [string, Endpoint][] = [...customerEndpoints(), ...editorEndpoints()].map((endpoint) => [endpoint.id, endpoint]);
const only = (test: (endpoint: Endpoint) => boolean): [string, Endpoint][] => all.filter(([, endpoint]) => test(endpoint));

/** Called by servers that sign what they send; what else reaches it is refused (tests/api/payments.test.ts). */
const isServers = ({ access }: Endpoint): boolean => access.kind === 'webhook';

/** The body is a file, whatever is in it. */
const takesBytes = ({ takes, body }: Endpoint): boolean => takes === 'file' || (takes === 'raw' && body === undefined);

const scopeOf = ({ access }: Endpoint): string => (access.kind === 'token' ? access.scope : '');

const sampleOf = (endpoint: Endpoint): Sample => {
  const sample = samples[endpoint.id];
  if (!sample) throw new Error(`Say in this test what ${endpoint.id} takes.`);
  return sample;
};

/** Somebody who may call the endpoint. */
function callerOf(endpoint: Endpoint): Caller {
  if (isEditors(endpoint)) return editor;
  if (isPrograms(endpoint)) return program;
  if (endpoint.access.kind === 'challenge') return halfway;
  return endpoint.access.kind === 'public' ? null : browser;
}

async function editorWith(uids: PermissionUid[]): Promise<Editor> {
  const key = uids.join(' ');
  const known = editors.get(key) ?? (await createEditor(app, uids));
  editors.set(key, known);
  return known;
}

const permissionOf = ({ access }: Endpoint): PermissionUid =>
  (access.kind === 'editor' ? access.permission.slice(PLUGIN_UID.length + 1) : '') as PermissionUid;

beforeAll(async () => {
  app = await startApp({ quiet: true, config: { payments: { providers: { gateway: { provider: createGateway().module } } } } });
  mine = await createPair(app.strapi, { customer: { name: 'Alder Ltd' } });
  theirs = await createPair(app.strapi, { customer: { name: 'Birch Ltd', city: 'Lund' } });
  // Owners reach what any contact does, and people besides.
  for (const { contact } of [mine, theirs]) await giveRole(app.strapi, contact, 'owner');
  await signIn(app, theirs.contact);
  browser = await signIn(app, mine.contact);
  editor = await createEditor(app);
  program = await createToken(app);
  await setLogin(app, { emailLinkSignIn: true, selfSignUp: true });
  const { contact: careful } = await createPair(app.strapi);
  await addAuthenticator(await signIn(app, careful));
  halfway = new Browser(app);
  await halfway.post('/session', { email: careful.email, password: TEST_PASSWORD });
  await saveSettings(app, 'preferences', { forwardDocuments: true, reviews: true, sharedFiles: true, projects: true, managePeople: true });
  const general = (await editor.get('/settings/general')).body.data;
  const fields = (await editor.get('/settings/customer-fields')).body.data;
  const login = (await editor.get('/settings/login')).body.data;
  const preferences = (await editor.get('/settings/preferences')).body.data;
  const documents = (await editor.get('/settings/documents')).body.data;
  const notifications = (await editor.get('/settings/notifications')).body.data;
  await saveSettings(app, 'public-links', { publicLinks: true, linkVerification: true });
  const publicLinks = (await editor.get('/settings/public-links')).body.data;
  await saveSettings(app, 'payments', { onlinePayments: true, bulkPayments: true, savePaymentMethods: true });
  const payments = (await editor.get('/settings/payments')).body.data;
  const { token: link } = await createLinked(app.strapi, 'invoice', mine.customer);
  samples = contractSamples({ mine, theirs, general, fields, login, preferences, documents, notifications, publicLinks, payments, link });
  await app.settle();
});
afterAll(() => app.stop());

describe('the routes', () => {
  it('are those of the contract and no others', () => {
    const listed = (app.strapi.server.listRoutes() as unknown as { path: string; methods: string[] }[])
      .filter(({ path }) => /^(\/api)?\/customer-portal(\/|$)/u.test(path))
      .map(({ path, methods }) => `${methods.filter((method) => method !== 'HEAD').join()} ${path}`);
    const declared = all.map(([, endpoint]) => {
      return `${endpoint.method} ${isEditors(endpoint) ? '' : '/api'}/customer-portal${endpoint.path}`;
    });
    expect([...new Set(listed)].sort()).toEqual(declared.sort());
  });

  it.each(['/session/x', '/customers', '/contacts', '/credentials', '/factors', '/one-time-tokens', '/nothing', ''])(
    'answer 404 with a code below %p',
    async (path) => {
      const response = await browser.get(`/api/customer-portal${path}`);
      expect(response.status).toBe(404);
      expect(response.body.error.details).toEqual({ code: 'not-found' });
    },
  );

  it('answer 404 for methods that are not declared', async () => {
    for (const [method, path] of [
      ['post', '/profile'],
      ['delete', '/profile'],
      ['patch', '/session'],
      ['put', '/portal'],
    ] as const) {
      const response = await browser.send(method, `/api/customer-portal${path}`, {});
      expect({ method, path, status: response.status, code: response.body.error.details.code }).toEqual({
        method,
        path,
        status: 404,
        code: 'not-found',
      });
    }
  });
});

describe('without the right to call', () => {
  it.each(only(({ access }) => access.kind === 'signed-in' || access.kind === 'stepped-up'))(
    '%s is for the signed-in only',
    async (_id, endpoint) => {
      await expectUntouched(app, async () => {
        const ended = 'B'.repeat(43);
        const strangers: Record<string, string>[] = [
          {},
          { cookie: `__Host-customer-portal-session=${ended}` },
          { cookie: `__Host-customer-portal-session=' OR 1=1 --` },
          { cookie: `customer-portal-session=${browser.cookie('session') ?? ''}` },
          { authorization: `Bearer ${browser.cookie('session') ?? ''}` },
          { authorization: `Bearer ${editor.token}` },
        ];
        for (const headers of strangers) {
          expectRefusal(endpoint, await call(app, endpoint, null, sampleOf(endpoint), { headers }), 'signed-out');
        }
      });
    },
  );

  it.each(only(({ access }) => access.kind === 'signed-in' || access.kind === 'stepped-up'))(
    '%s is closed to a sign-in that waits for its second factor',
    async (_id, endpoint) => {
      await expectUntouched(app, async () => {
        expectRefusal(endpoint, await call(app, endpoint, halfway, sampleOf(endpoint)), 'signed-out');
      });
    },
  );

  it.each(only(({ access }) => access.kind === 'challenge'))('%s is for a sign-in that waits only', async (_id, endpoint) => {
    await expectUntouched(app, async () => {
      const cookie = `__Host-customer-portal-challenge=${'B'.repeat(43)}`;
      expectRefusal(endpoint, await call(app, endpoint, null, sampleOf(endpoint)), 'signed-out');
      expectRefusal(endpoint, await call(app, endpoint, browser, sampleOf(endpoint)), 'signed-out');
      expectRefusal(endpoint, await call(app, endpoint, null, sampleOf(endpoint), { headers: { cookie } }), 'signed-out');
    });
  });

  it.each(only(isEditors))('%s is for editors with its permission only', async (_id, endpoint) => {
    const needed = permissionOf(endpoint);
    const [without, justEnough] = [await editorWith(allBut(needed)), await editorWith([needed])];
    await expectUntouched(app, async () => {
      expectRefusal(endpoint, await call(app, endpoint, null, sampleOf(endpoint)), 'signed-out');
      expectRefusal(endpoint, await call(app, endpoint, browser, sampleOf(endpoint)), 'signed-out');
      const headers = { authorization: `Bearer ${browser.cookie('session') ?? ''}` };
      expectRefusal(endpoint, await call(app, endpoint, null, sampleOf(endpoint), { headers }), 'signed-out');
      expectRefusal(endpoint, await call(app, endpoint, without, sampleOf(endpoint)), 'not-allowed');
      // The permission is enough: what is refused then is the request.
      const allowed = await call(app, endpoint, justEnough, sampleOf(endpoint), { search: '?surprise=1' });
      expectRefusal(endpoint, allowed, 'invalid-request');
    });
  });
});

describe('without the scope', () => {
  it.each(only(isPrograms))('%s is for tokens with its scope only', async (_id, endpoint) => {
    const needed = scopeOf(endpoint);
    const [without, justEnough] = [
      await createToken(
        app,
        SCOPES.filter((scope) => scope !== needed),
      ),
      await createToken(app, [needed]),
    ];
    await expectUntouched(app, async () => {
      for (const caller of [null, browser, editor, { token: 'made-up' }])
        expectRefusal(endpoint, await call(app, endpoint, caller, sampleOf(endpoint)), 'signed-out');
      expectRefusal(endpoint, await call(app, endpoint, without, sampleOf(endpoint)), 'not-allowed');
      const allowed = await call(app, endpoint, justEnough, sampleOf(endpoint), { search: '?surprise=1' });
      expectRefusal(endpoint, allowed, 'invalid-request');
    });
  });
});

describe('requests of other sites', () => {
  it.each(only((endpoint) => isUnsafe(endpoint) && !isEditors(endpoint) && !isPrograms(endpoint) && !isServers(endpoint)))(
    'cannot use %s',
    async (_id, endpoint) => {
      await expectUntouched(app, async () => {
        const attempts: Record<string, string>[] = [
          { 'x-customer-portal': '' },
          { origin: 'https://evil.example' },
          { origin: 'null' },
          { origin: 'http://localhost:1338' },
          { 'sec-fetch-site': 'cross-site' },
          { 'sec-fetch-site': 'same-site' },
        ];
        for (const headers of attempts) {
          const response = await call(app, endpoint, callerOf(endpoint), sampleOf(endpoint), { headers });
          expectRefusal(endpoint, response, 'cross-site-request');
          expect(response.headers['set-cookie']).toBeUndefined();
        }
      });
    },
  );

  it.each(only((endpoint) => !isEditors(endpoint)))('cannot read the answer of %s with cookies', async (_id, endpoint) => {
    const headers = { origin: 'https://blog.example.com', 'access-control-request-method': endpoint.method };
    for (const method of [endpoint.method, 'OPTIONS']) {
      const response = await call(app, endpoint, callerOf(endpoint), {}, { method, headers, search: '?surprise=1' });
      expect(response.status).toBeLessThan(500);
      expect(response.headers['access-control-allow-credentials']).toBeUndefined();
    }
  });
});

describe('what is switched off', () => {
  async function withSetting<S extends FormSection>(section: S, change: object, work: () => Promise<void>): Promise<void> {
    const settings = settingsOf(app.strapi);
    const before = await settings.get(section);
    await settings.save(section, { ...before.values, ...change }, before.revision);
    try {
      await work();
    } finally {
      await settings.save(section, before.values, before.revision + 1);
    }
  }

  it('is the whole portal, but for what it says of itself', async () => {
    await withSetting('general', { portalEnabled: false }, () =>
      expectUntouched(app, async () => {
        for (const endpoint of customerEndpoints()) {
          const response = await call(app, endpoint, callerOf(endpoint), sampleOf(endpoint));
          if (isServers(endpoint)) expectRefusal(endpoint, response, 'not-allowed');
          else if (endpoint.whilePortalOff && takesBytes(endpoint)) expectRefusal(endpoint, response, 'not-found');
          else if (endpoint.whilePortalOff) expect({ id: endpoint.id, status: response.status }).toEqual({ id: endpoint.id, status: 200 });
          else expectRefusal(endpoint, response, 'preference-off');
        }
      }),
    );
  });

  it.each(only(({ preference }) => preference !== undefined))('is %s by its own preference', async (_id, endpoint) => {
    const key = endpoint.preference as PreferenceKey;
    await withSetting(PREFERENCES[key].section, { [key]: false }, () =>
      expectUntouched(app, async () => {
        const response = await call(app, endpoint, callerOf(endpoint), sampleOf(endpoint));
        expectRefusal(endpoint, response, 'preference-off');
        // Whether somebody is signed in is asked first: a stranger learns nothing of the settings.
        if (endpoint.access.kind === 'public' || endpoint.access.kind === 'link') return;
        expectRefusal(endpoint, await call(app, endpoint, null, sampleOf(endpoint)), 'signed-out');
      }),
    );
  });

  it.each(only(({ signInMode }) => signInMode === 'default'))('is %s by single sign-on', async (_id, endpoint) => {
    await withSetting('login', { signInMode: 'sso' }, () =>
      expectUntouched(app, async () => {
        expectRefusal(endpoint, await call(app, endpoint, callerOf(endpoint), sampleOf(endpoint)), 'sso-only');
      }),
    );
  });

  it.each(only(({ access }) => access.kind === 'signed-in' || access.kind === 'stepped-up'))(
    'is %s for a session that owes a second factor, unless it serves to set one up',
    async (_id, endpoint) => {
      if (endpoint.whileFactorOwed) return;
      await withSetting('login', { mfaRequired: true }, () =>
        expectUntouched(app, async () => {
          expectRefusal(endpoint, await call(app, endpoint, browser, sampleOf(endpoint)), 'step-up-required');
        }),
      );
    },
  );
});

describe('requests that are not as declared', () => {
  it.each(only((endpoint) => !isServers(endpoint)))('%s refuses unknown keys', async (_id, endpoint) => {
    const sample = sampleOf(endpoint);
    const caller = callerOf(endpoint);
    await expectUntouched(app, async () => {
      const query = expectRefusal(endpoint, await call(app, endpoint, caller, sample, { search: '?surprise=1' }), 'invalid-request');
      expect(query).toEqual([expect.objectContaining({ path: ['query', 'surprise'], code: 'unknown-key' })]);
      // Bytes have no keys.
      if (takesBytes(endpoint)) return;
      const body = JSON.stringify({ ...(sample.body as object | undefined), surprise: 1 });
      const response = await call(app, endpoint, caller, sample, { body });
      const errors = expectRefusal(endpoint, response, 'invalid-request');
      if (endpoint.body) expect(errors).toEqual([expect.objectContaining({ path: ['surprise'], code: 'unknown-key' })]);
    });
  });

  // Bytes may be called what they like: tests/api/access-kinds.test.ts.
  it.each(only(({ body, takes }) => body !== undefined && takes !== 'raw'))('%s refuses what is no JSON object', async (_id, endpoint) => {
    const send = (body: string | Buffer, headers = {}, chunked = false) =>
      call(app, endpoint, callerOf(endpoint), sampleOf(endpoint), { body, headers, chunked });
    const valid = JSON.stringify(sampleOf(endpoint).body);
    await expectUntouched(app, async () => {
      for (const body of ['{"a":', '{', '{"a":1,}', 'x', '"x"', '1', 'null', '\0', '{"__proto__":{"x":1}}', '\ufeff{']) {
        expectRefusal(endpoint, await send(body), 'malformed-body');
      }
      for (const body of ['[]', '[{}]', '[1,2]', '{"":0}']) expectRefusal(endpoint, await send(body), 'invalid-request');
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml', '']) {
        expectRefusal(endpoint, await send(valid, { 'content-type': type }), 'unsupported-media-type');
      }
      for (const encoding of ['gzip', 'br', 'none-such']) {
        expectRefusal(endpoint, await send(valid, { 'content-encoding': encoding }), 'unsupported-media-type');
      }
    });
  });

  it.each(only(isUnsafe))('%s refuses bodies beyond its size', async (_id, endpoint) => {
    const { maxBody = DEFAULT_MAX_BODY } = endpoint;
    const body = JSON.stringify({ ...(sampleOf(endpoint).body as object | undefined), pad: 'x'.repeat(maxBody) });
    const send = (change: object) => call(app, endpoint, callerOf(endpoint), sampleOf(endpoint), { body, ...change });
    await expectUntouched(app, async () => {
      // Where no body is read at all it is refused as such.
      const codes = endpoint.method === 'DELETE' ? (['invalid-request', 'body-too-large'] as const) : (['body-too-large'] as const);
      expectRefusal(endpoint, await send({}), ...codes);
      // Of a file nothing is read before it is known whom it is for: tests/api/record-files.test.ts.
      if (endpoint.takes !== 'file') expectRefusal(endpoint, await send({ chunked: true }), ...codes);
      const headers = { 'content-encoding': 'gzip' };
      expectRefusal(endpoint, await send({ body: gzipSync(body), headers }), 'unsupported-media-type');
    });
  });

  it.each(only(({ body }) => body !== undefined))('%s refuses hostile values wherever they stand', async (_id, endpoint) => {
    const { body } = sampleOf(endpoint);
    const MARK = '"@@"';
    const hostile: [code: string, json: string, chunked: boolean][] = [
      ['not-text', '"x\\u0000y"', false],
      ['not-text', '"\\ud83e"', false],
      ['number-too-large', '1e400', false],
      ['too-deep', `${'['.repeat(5000)}1${']'.repeat(5000)}`, true],
    ];
    await expectUntouched(app, async () => {
      for (const path of leavesOf(body)) {
        const around = JSON.stringify(withLeaf(body, path, '@@'));
        for (const [code, json, chunked] of hostile) {
          const response = await call(app, endpoint, callerOf(endpoint), sampleOf(endpoint), {
            body: around.replace(MARK, json),
            chunked,
          });
          const [error] = expectRefusal(endpoint, response, 'invalid-request');
          expect(error).toMatchObject({ code, path: expect.arrayContaining(path) });
        }
      }
    });
  });
});

describe('ids', () => {
  // Those that take a content type's uid are no ids of rows.
  it.each(only((endpoint) => endpoint.params !== undefined && !endpoint.path.includes(':uid') && !isServers(endpoint)))(
    '%s answers 404 for what does not exist',
    async (_id, endpoint) => {
      await expectUntouched(app, async () => {
        const [name = ''] = Object.keys(sampleOf(endpoint).params ?? {});
        const ask = (id: string) =>
          call(app, endpoint, callerOf(endpoint), { ...sampleOf(endpoint), params: { ...sampleOf(endpoint).params, [name]: id } });
        expectRefusal(endpoint, await ask(NOBODY), 'not-found');
        // Ids of other content types are no ids of this one.
        const other = endpoint.path.startsWith('/contacts/') ? mine.customer : mine.contact;
        expectRefusal(endpoint, await ask(other.documentId), 'not-found');
        for (const id of ['1', 'A'.repeat(24), `${NOBODY}a`, "' or 1=1--", '%00', '../settings/general', '{}', '🦊']) {
          // A customer's link that a mail program cut off leads nowhere, as any wrong one does.
          const answers = endpoint.access.kind === 'editor' ? (['invalid-request', 'not-found'] as const) : (['not-found'] as const);
          expectRefusal(endpoint, await ask(id), ...answers);
        }
      });
    },
  );

  it("answers 404 for another customer's, as for one that does not exist", async () => {
    const endpoint = customerEndpoints().find(({ id }) => id === 'session.switchCustomer')!;
    await expectUntouched(app, async () => {
      const answers = [];
      for (const customer of [theirs.customer.documentId, NOBODY]) {
        const response = await call(app, endpoint, browser, { body: { customer } });
        expectRefusal(endpoint, response, 'not-found');
        answers.push(response.text);
      }
      expect(answers[0]).toBe(answers[1]);
    });
  });
});
