import { createHmac } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { endpoint, resource } from '../../plugin/contract/endpoint';
import { providePorts } from '../../server/src/kernel/access/ports';
import type { Handlers } from '../../server/src/kernel/binder';
import type { LinkParty } from '../../server/src/kernel/party';
import { serve } from '../../server/src/kernel/serve';
import { API, type Browser, signIn } from '../support/client';
import { ADMIN_API, createEditor, saveFields, saveGeneral, type Editor } from '../support/editor';
import { createPair } from '../support/people';
import { sendRaw, type RawRequest, type RawResponse } from '../support/raw';
import { expectUntouched } from '../support/snapshot';
import { startApp, type TestApp } from '../support/strapi';

/** Endpoints of kinds that no feature of the portal has yet, declared, guarded and served as its own are. */
const contract = {
  linked: resource('linked', {
    find: endpoint('GET /linked/order', {
      access: { kind: 'link', grant: 'order' },
      summary: 'The order that a link opens.',
      response: z.strictObject({ order: z.string(), customer: z.string() }),
    }),
    accept: endpoint('POST /linked/order/acceptance', {
      access: { kind: 'link', grant: 'order', verified: true },
      preference: 'customerFieldsEnabled',
      summary: 'Accepts it.',
      response: z.strictObject({ accepted: z.string() }),
    }),
  }),
  feeds: resource('feeds', {
    find: endpoint('GET /feeds/orders', {
      access: { kind: 'token', scope: 'orders-feed.read' },
      preference: 'customerFieldsEnabled',
      summary: 'Orders, for another application.',
      response: z.strictObject({ token: z.string() }),
    }),
    create: endpoint('POST /feeds/orders', {
      access: { kind: 'token', scope: 'orders-feed.write' },
      summary: 'Creates one.',
      body: z.strictObject({ name: z.string() }),
      response: z.strictObject({ name: z.string() }),
      status: 201,
    }),
  }),
  hooks: resource('hooks', {
    receive: endpoint('POST /hooks/payments', {
      access: { kind: 'webhook', verifier: 'payments' },
      preference: 'customerFieldsEnabled',
      summary: 'What a payment provider tells.',
      takes: 'raw',
      maxBody: 2048,
      body: z.looseObject({ event: z.string() }),
      response: z.strictObject({ received: z.string() }),
    }),
  }),
  leaflets: resource('leaflets', {
    find: endpoint('GET /leaflets/spring', {
      access: { kind: 'page' },
      preference: 'customerFieldsEnabled',
      summary: 'A page.',
      answers: { kind: 'page' },
    }),
  }),
  papers: resource('papers', {
    find: endpoint('GET /papers/:name', {
      access: { kind: 'public' },
      summary: 'A file that is made as it is sent.',
      params: z.strictObject({ name: z.enum(['a.pdf', 'a.html']) }),
      answers: { kind: 'file', as: 'inline' },
    }),
  }),
} as const;

const LINKS = new Map<string, LinkParty>();
const SECRET = 'whsec';
const sign = (raw: string | Buffer): string => createHmac('sha256', SECRET).update(raw).digest('hex');

let app: TestApp;
let editor: Editor;
let browser: Browser;
let mine: Awaited<ReturnType<typeof createPair>>;
let theirs: Awaited<ReturnType<typeof createPair>>;
let verified = 0;
let received: string[] = [];
/** Tokens of links that somebody was asked about. */
let asked: string[] = [];

function addEndpoints({ strapi }: { strapi: Core.Strapi }): void {
  providePorts(strapi, {
    grants: { order: async (token) => (asked.push(token), LINKS.get(token) ?? null) },
    verifiers: {
      payments: async ({ raw, headers }) => {
        verified += 1;
        return headers['x-signature'] === sign(raw);
      },
    },
  });
  serve(strapi, 'customers', contract, {
    linked: (): Handlers<typeof contract.linked> => ({
      find: async ({ party }) => ({ order: party.documentId, customer: party.customer.documentId }),
      accept: async ({ party }) => ({ accepted: party.documentId }),
    }),
    feeds: (): Handlers<typeof contract.feeds> => ({
      find: async ({ party }) => ({ token: party.token.name }),
      create: async ({ body }) => body,
    }),
    hooks: (): Handlers<typeof contract.hooks> => ({
      async receive({ delivery, body }) {
        received.push(delivery.raw.toString());
        return { received: body.event };
      },
    }),
    leaflets: (): Handlers<typeof contract.leaflets> => ({
      find: async ({ prefers }) => ({ html: `<p>${prefers('en', 'de')}</p>`, policy: "default-src 'none'" }),
    }),
    papers: (): Handlers<typeof contract.papers> => ({
      find: async ({ params }) => ({
        open: () => Readable.from([Buffer.from('one '), Buffer.from('two')]),
        name: params.name,
        mime: params.name === 'a.pdf' ? 'application/pdf' : 'text/html',
      }),
    }),
  });
}

beforeAll(async () => {
  app = await startApp({ quiet: true, prepare: addEndpoints });
  editor = await createEditor(app);
  mine = await createPair(app.strapi, { customer: { name: 'Alder Ltd' } });
  theirs = await createPair(app.strapi, { customer: { name: 'Birch Ltd' } });
  browser = await signIn(app, mine.contact);
  const link = { by: 'link', contact: null, contentType: 'api::order.order', link: 1, holder: { visitor: '' } } as const;
  LINKS.set('alder', { ...link, documentId: 'order-of-alder', customer: mine.customer, verified: false });
  LINKS.set('birch', { ...link, documentId: 'order-of-birch', customer: theirs.customer, verified: true });
});
beforeEach(() => {
  verified = 0;
  received = [];
  asked = [];
});
afterAll(() => app.stop());

const send = (request: Partial<RawRequest>): Promise<RawResponse> =>
  sendRaw(app, { method: 'GET', ...request, path: `${API}${request.path ?? ''}` });
const codeOf = ({ status, body }: RawResponse): unknown => [
  status,
  (body as { error?: { details?: { code?: string } } } | undefined)?.error?.details?.code,
];
async function whilePortalIsOff(work: () => Promise<void>): Promise<void> {
  await saveGeneral(editor, { portalEnabled: false });
  try {
    await work();
  } finally {
    await saveGeneral(editor, { portalEnabled: true });
  }
}

async function whilePreferenceIsOff(work: () => Promise<void>): Promise<void> {
  await saveFields(editor, { customerFieldsEnabled: false });
  try {
    await work();
  } finally {
    await saveFields(editor, { customerFieldsEnabled: true });
  }
}

describe('a link to a document', () => {
  const open = (token: string, headers: Record<string, string> = {}) =>
    send({ path: '/linked/order', headers: { 'x-customer-portal-link': token, ...headers } });
  const accept = (token: string, headers: Record<string, string> = { 'x-customer-portal': '1' }) =>
    send({ method: 'POST', path: '/linked/order/acceptance', headers: { 'x-customer-portal-link': token, ...headers } });

  it('opens that document to whoever holds it, signed in or not, and no other', async () => {
    for (const headers of [{}, { cookie: browser.cookieHeader }] as Record<string, string>[]) {
      expect((await open('alder', headers)).body).toEqual({ data: { order: 'order-of-alder', customer: mine.customer.documentId } });
      expect((await open('birch', headers)).body).toEqual({ data: { order: 'order-of-birch', customer: theirs.customer.documentId } });
    }
  });

  it('opens nothing when it is none, is not sent, or is too long to be one', async () => {
    await expectUntouched(app, async () => {
      for (const token of ['', 'nobody', '__proto__', 'a'.repeat(5000)]) expect(codeOf(await open(token))).toEqual([400, 'invalid-link']);
      expect(codeOf(await send({ path: '/linked/order', headers: { cookie: browser.cookieHeader } }))).toEqual([400, 'invalid-link']);
    });
    expect(asked).toEqual(['nobody', '__proto__']);
  });

  it('does more only for a visitor who proved an address, and never for another site or while the portal is off', async () => {
    expect(codeOf(await accept('alder'))).toEqual([403, 'step-up-required']);
    expect((await accept('birch')).body).toEqual({ data: { accepted: 'order-of-birch' } });
    expect(codeOf(await accept('birch', {}))).toEqual([403, 'cross-site-request']);
    await whilePortalIsOff(async () => expect(codeOf(await open('birch'))).toEqual([403, 'preference-off']));
    await whilePreferenceIsOff(async () => {
      expect(codeOf(await accept('birch'))).toEqual([403, 'preference-off']);
      expect((await open('birch')).status).toBe(200);
    });
  });

  it('is asked for neither for another site nor while the portal is off, and what is switched off is told to its holder alone', async () => {
    expect(codeOf(await accept('nobody', {}))).toEqual([403, 'cross-site-request']);
    await whilePortalIsOff(async () => expect(codeOf(await open('nobody'))).toEqual([403, 'preference-off']));
    expect(asked).toEqual([]);
    await whilePreferenceIsOff(async () => expect(codeOf(await accept('nobody'))).toEqual([400, 'invalid-link']));
  });
});

describe('a Strapi API token', () => {
  const SCOPE = 'plugin::customer-portal.orders-feed.read';
  interface Token {
    name?: string;
    type?: 'custom' | 'read-only' | 'full-access';
    permissions?: string[];
  }
  async function tokenWith({ name = 'Shop', type = 'custom', permissions }: Token): Promise<Record<string, string>> {
    serial += 1;
    const token = await app.strapi
      .service('admin::api-token')
      .create({ name: `${name} ${serial}`, type, lifespan: null, ...(type === 'custom' && { permissions: permissions ?? [SCOPE] }) });
    return { authorization: `Bearer ${token.accessKey as string}` };
  }
  let serial = 0;
  const find = (headers: Record<string, string>) => send({ path: '/feeds/orders', headers });

  it('opens what its scopes name, from anywhere, and the handler is told which it is', async () => {
    const headers = await tokenWith({ name: 'Shop' });
    const response = await find({ ...headers, origin: 'https://shop.example.com' });
    expect([response.status, response.body]).toEqual([200, { data: { token: `Shop ${serial}` } }]);
    const body = JSON.stringify({ name: 'New' });
    const create = (more: Record<string, string>) =>
      send({ method: 'POST', path: '/feeds/orders', body, headers: { 'content-type': 'application/json', ...more } });
    expect(codeOf(await create(headers))).toEqual([403, 'not-allowed']);
    const writing = await tokenWith({ permissions: ['plugin::customer-portal.orders-feed.write'] });
    expect((await create(writing)).body).toEqual({ data: { name: 'New' } });
    expect(codeOf(await find(writing))).toEqual([403, 'not-allowed']);
  });

  it('has its scopes among what Strapi offers for tokens', async () => {
    const { body } = await sendRaw(app, {
      method: 'GET',
      path: '/admin/content-api/permissions',
      headers: { authorization: `Bearer ${editor.token}` },
    });
    const offered = (body as { data: Record<string, { controllers: Record<string, string[]> }> }).data['plugin::customer-portal'];
    expect(offered?.controllers['orders-feed']).toEqual(['read', 'write']);
  });

  it('that only reads content opens no scope of ours, one with full access does', async () => {
    expect(codeOf(await find(await tokenWith({ type: 'read-only' })))).toEqual([403, 'not-allowed']);
    expect((await find(await tokenWith({ type: 'full-access' }))).status).toBe(200);
  });

  it('is needed: no session, made-up token, ended token or editor stands in for it', async () => {
    const ended = await tokenWith({});
    await app.strapi.db.query('admin::api-token').updateMany({
      where: { name: `Shop ${serial}` },
      data: { expiresAt: new Date(Date.now() - 1000) },
    });
    const headers: Record<string, string>[] = [
      {},
      { cookie: browser.cookieHeader },
      { authorization: 'Bearer made-up' },
      { authorization: `Bearer ${editor.token}` },
      ended,
    ];
    for (const one of headers) expect([one, codeOf(await find(one))]).toEqual([one, [401, 'signed-out']]);
  });

  it('opens nothing of a customer that needs a session, nor anything of editors', async () => {
    const headers = await tokenWith({ type: 'full-access' });
    for (const path of ['/profile', '/session']) expect(codeOf(await send({ path, headers }))).toEqual([401, 'signed-out']);
    expect((await sendRaw(app, { method: 'GET', path: `${ADMIN_API}/custom-tabs`, headers })).status).toBe(401);
    await whilePortalIsOff(async () => expect(codeOf(await find(headers))).toEqual([403, 'preference-off']));
    await whilePreferenceIsOff(async () => {
      expect(codeOf(await find(headers))).toEqual([403, 'preference-off']);
      expect(codeOf(await find({}))).toEqual([401, 'signed-out']);
    });
  });
});

describe('a webhook', () => {
  const raw = '{ "event" : "päid",\n "more": 1.0 }';
  const deliver = (body: string | Buffer, change: Partial<RawRequest> = {}) =>
    send({ method: 'POST', path: '/hooks/payments', body, ...change, headers: { 'x-signature': sign(body), ...change.headers } });

  it.each(['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'is checked over the very bytes that came, whatever they are called (%p)',
    async (type) => {
      for (const chunked of [false, true]) {
        const response = await deliver(raw, { chunked, headers: { 'content-type': type } });
        expect([response.status, response.body]).toEqual([200, { data: { received: 'päid' } }]);
      }
      expect(received).toEqual([raw, raw]);
    },
  );

  it('with a wrong signature, or none, is refused before anything is parsed', async () => {
    await expectUntouched(app, async () => {
      for (const [body, signature] of [
        [raw, ''],
        [raw, sign(`${raw} `)],
        ['{"event":', 'x'],
        ['', 'x'],
      ] as const) {
        expect(codeOf(await deliver(body, { headers: { 'x-signature': signature } }))).toEqual([403, 'not-allowed']);
      }
    });
    expect([verified, received]).toEqual([4, []]);
  });

  it('that is signed is still taken only as declared', async () => {
    expect(codeOf(await deliver('{"event":'))).toEqual([400, 'malformed-body']);
    expect(codeOf(await deliver('{"event":1}'))).toEqual([400, 'invalid-request']);
    expect(codeOf(await deliver('{"event":"a\\u0000"}'))).toEqual([400, 'invalid-request']);
    expect(received).toEqual([]);
  });

  it('beyond its size, or compressed, reaches nobody', async () => {
    const large = 'x'.repeat(2049);
    for (const chunked of [false, true]) expect(codeOf(await deliver(large, { chunked }))).toEqual([413, 'body-too-large']);
    expect(codeOf(await deliver(raw, { headers: { 'content-encoding': 'gzip' } }))).toEqual([415, 'unsupported-media-type']);
    expect([verified, received]).toEqual([0, []]);
  });

  it('that announces more than it may is refused before all of it has come', async () => {
    expect(codeOf(await deliver(raw, { headers: { 'content-length': '2049' } }))).toEqual([413, 'body-too-large']);
    expect([verified, received]).toEqual([0, []]);
  });

  it('reaches nobody while the portal is off, and its work is not done while what it is for is', async () => {
    await whilePortalIsOff(async () => expect(codeOf(await deliver(raw))).toEqual([403, 'preference-off']));
    expect(verified).toBe(0);
    await whilePreferenceIsOff(async () => {
      expect(codeOf(await deliver(raw))).toEqual([403, 'preference-off']);
      expect(codeOf(await deliver(raw, { headers: { 'x-signature': 'x' } }))).toEqual([403, 'not-allowed']);
    });
    expect(received).toEqual([]);
  });
});

describe('a page', () => {
  it('is there for everybody, in the language of the browser, unless the portal or what it is for is off', async () => {
    const find = (headers: Record<string, string> = {}) => send({ path: '/leaflets/spring', headers });
    expect([(await find()).text, (await find({ 'accept-language': 'de' })).text]).toEqual(['<p>en</p>', '<p>de</p>']);
    const off = async (): Promise<void> => {
      const { status, text } = await find();
      expect([status, text.startsWith('<p>')]).toEqual([403, false]);
    };
    await whilePortalIsOff(off);
    await whilePreferenceIsOff(off);
  });
});

describe('a file of unknown size', () => {
  it('is sent as it is made, without ranges, and shown in the browser where its type can run nothing', async () => {
    const pdf = await send({ path: '/papers/a.pdf', headers: { range: 'bytes=0-1' } });
    expect([pdf.status, pdf.text]).toEqual([200, 'one two']);
    expect(pdf.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'inline; filename="a.pdf"',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'self'",
    });
    for (const header of ['content-length', 'accept-ranges', 'etag']) expect(pdf.headers[header]).toBeUndefined();
    const html = await send({ path: '/papers/a.html' });
    expect(html.headers).toMatchObject({
      'content-disposition': 'attachment; filename="a.html"',
      'content-security-policy': "default-src 'none'; sandbox",
    });
  });
});
