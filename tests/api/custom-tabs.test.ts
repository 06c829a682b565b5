import http, { type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Response } from 'supertest';
import { Browser, signIn } from '../support/client';
import { allBut, createEditor, saveGeneral, type Editor } from '../support/editor';
import { createPair } from '../support/people';
import { startApp, type TestApp } from '../support/strapi';

interface Tab {
  id: string;
  name: string;
  url: string;
  audience: string;
  enabled: boolean;
  opensIn: string;
  framing: string;
  place: string;
  checkedAt: string | null;
  revision: number;
}

let app: TestApp;
let editor: Editor;
let customer: Browser;
let vendor: Browser;

const servers: http.Server[] = [];
/** A site on its own port; the playground allows localhost. */
async function site(answer: RequestListener): Promise<string> {
  const server = http.createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
const siteWith = (headers: Record<string, string | string[]>): Promise<string> =>
  site((_request, response) => response.writeHead(200, { 'content-type': 'text/html', ...headers }).end('<p>Hello</p>'));

let friendly: string;
let refusing: string;

beforeAll(async () => {
  app = await startApp();
  editor = await createEditor(app);
  customer = await signIn(app, (await createPair(app.strapi)).contact);
  vendor = await signIn(app, (await createPair(app.strapi, { customer: { kind: 'vendor' } })).contact);
  [friendly, refusing] = [await siteWith({}), await siteWith({ 'x-frame-options': 'DENY' })];
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await app.stop();
});

const input = (more: Partial<Tab> = {}): object => ({
  name: 'A tab',
  url: friendly,
  audience: 'everyone',
  enabled: true,
  opensIn: 'auto',
  ...more,
});
const create = async (more: Partial<Tab> = {}): Promise<Tab> => {
  const { status, body } = await editor.post('/custom-tabs', input(more));
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.data as Tab;
};
const update = ({ id, revision, name, url, audience, enabled, opensIn }: Tab, more: object = {}): Promise<Response> =>
  editor.put(`/custom-tabs/${id}`, { name, url, audience, enabled, opensIn, revision, ...more });
const all = async (): Promise<Tab[]> => (await editor.get('/custom-tabs')).body.data as Tab[];
const seenBy = async (browser: Browser): Promise<string[]> =>
  ((await browser.get('/tabs')).body.data as Tab[]).map(({ name, place }) => `${name}: ${place}`);
const errorsOf = ({ body }: Response): [path: string, code: string][] =>
  (body.error.details.errors as { path: string[]; code: string }[]).map(({ path, code }) => [path.join('.'), code]);

afterEach(async () => {
  for (const { id } of await all()) expect((await editor.delete(`/custom-tabs/${id}`)).status).toBe(200);
});

describe('custom tabs', () => {
  it('are created, read, changed and deleted', async () => {
    expect([await all(), await seenBy(customer)]).toEqual([[], []]);
    const tab = await create({ name: '  News  ' });
    expect(tab).toEqual({
      id: expect.stringMatching(/^[a-z0-9]{24}$/u),
      name: 'News',
      url: friendly,
      audience: 'everyone',
      enabled: true,
      opensIn: 'auto',
      framing: 'allowed',
      place: 'frame',
      checkedAt: expect.any(String),
      revision: 1,
    });
    expect(await all()).toEqual([tab]);
    expect((await customer.get('/tabs')).body.data).toEqual([{ id: tab.id, name: 'News', url: friendly, place: 'frame' }]);
    const changed = await update(tab, { name: 'Latest', url: refusing });
    expect(changed.body.data).toMatchObject({
      id: tab.id,
      name: 'Latest',
      url: refusing,
      framing: 'refused',
      place: 'window',
      revision: 2,
    });
    expect(await seenBy(customer)).toEqual(['Latest: window']);
    expect((await editor.delete(`/custom-tabs/${tab.id}`)).body.data).toEqual({ id: tab.id });
    expect([await all(), await seenBy(customer)]).toEqual([[], []]);
    for (const response of [await editor.delete(`/custom-tabs/${tab.id}`), await update(tab)]) {
      expect([response.status, response.body.error.details.code]).toEqual([404, 'not-found']);
    }
    expect((await new Browser(app).get('/tabs')).status).toBe(401);
  });

  it('are shown to the kind of account that they are for, when they are on', async () => {
    await create({ name: 'all', audience: 'everyone' });
    await create({ name: 'customers', audience: 'customers' });
    await create({ name: 'vendors', audience: 'vendors' });
    const off = await create({ name: 'off', enabled: false });
    expect(await seenBy(customer)).toEqual(['all: frame', 'customers: frame']);
    expect(await seenBy(vendor)).toEqual(['all: frame', 'vendors: frame']);
    await update(off, { enabled: true });
    expect(await seenBy(vendor)).toEqual(['all: frame', 'vendors: frame', 'off: frame']);
  });

  it('stand in the order that the editor put them in', async () => {
    const tabs = [await create({ name: 'a' }), await create({ name: 'b' }), await create({ name: 'c' })];
    const [a, b, c] = tabs.map(({ id }) => id);
    const reordered = await editor.put('/custom-tabs/order', { ids: [c, a, b] });
    expect((reordered.body.data as Tab[]).map(({ name }) => name)).toEqual(['c', 'a', 'b']);
    expect(await seenBy(customer)).toEqual(['c: frame', 'a: frame', 'b: frame']);
    await create({ name: 'last' });
    expect((await all()).map(({ name }) => name)).toEqual(['c', 'a', 'b', 'last']);
  });

  it('are not reordered by a list that is not the present one', async () => {
    const [a, b] = [await create({ name: 'a' }), await create({ name: 'b' })];
    const gone = await create({ name: 'gone' });
    await editor.delete(`/custom-tabs/${gone.id}`);
    for (const ids of [[], [b.id], [b.id, a.id, gone.id], [b.id, b.id], [b.id, a.id, a.id], ['z'.repeat(24), a.id]]) {
      const response = await editor.put('/custom-tabs/order', { ids });
      expect([response.status, response.body.error.details.code]).toEqual([409, 'conflict']);
    }
    for (const ids of [undefined, 'all', [1], ['x']]) expect((await editor.put('/custom-tabs/order', { ids })).status).toBe(400);
    expect((await all()).map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('are not overwritten by an editor who saw an older one', async () => {
    const tab = await create();
    expect((await update(tab, { name: 'First' })).status).toBe(200);
    const stale = await update(tab, { name: 'Second' });
    expect([stale.status, stale.body.error.details.code]).toEqual([409, 'conflict']);
    expect(await all()).toMatchObject([{ name: 'First', revision: 2 }]);
    const present = (await all())[0]!;
    const parallel = await Promise.all(Array.from({ length: 8 }, (_, index) => update(present, { name: `Parallel ${index}` })));
    expect(parallel.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(409)]);
    const winner = parallel.findIndex(({ status }) => status === 200);
    expect(await all()).toMatchObject([{ name: `Parallel ${winner}`, revision: 3 }]);
  });

  it('are thirty at most', async () => {
    for (let index = 0; index < 30; index += 1) await create({ name: `Tab ${index}`, opensIn: 'window' });
    const response = await editor.post('/custom-tabs', input());
    expect([response.status, errorsOf(response)]).toEqual([400, [['name', 'too-many-tabs']]]);
    expect(await all()).toHaveLength(30);
  });

  it('refuse what is wrong, with the error at the field', async () => {
    const tab = await create();
    for (const [field, value] of [
      ['name', ''],
      ['name', 'x'.repeat(41)],
      ['name', 'two\nlines'],
      ['name', 7],
      ['audience', 'nobody'],
      ['enabled', 'yes'],
      ['opensIn', 'frame'],
      ['url', ''],
      ['url', 'x'.repeat(2001)],
      ['url', null],
      ['position', 1],
      ['framing', 'allowed'],
    ] as const) {
      for (const response of [await editor.post('/custom-tabs', { ...input(), [field]: value }), await update(tab, { [field]: value })]) {
        expect([field, response.status, errorsOf(response).map(([path]) => path)[0]]).toEqual([field, 400, field]);
      }
    }
    expect(await all()).toEqual([tab]);
  });
});

describe("a tab's URL", () => {
  const refused: [url: string, code: string][] = [
    ['javascript:alert(1)', 'tab-url-not-https'],
    ['data:text/html,<script>alert(1)</script>', 'tab-url-not-https'],
    ['http://www.example.com', 'tab-url-not-https'],
    ['http://192.168.0.1', 'tab-url-not-https'],
    ['ftp://example.com', 'tab-url-not-https'],
    ['example.com', 'tab-url-not-a-url'],
    ['/portal/customers', 'tab-url-not-a-url'],
    ['https://user:word@www.example.com', 'tab-url-has-credentials'],
    ['http://localhost:1337/portal/customers', 'tab-url-own-origin'],
    ['HTTP://LOCALHOST:1337', 'tab-url-own-origin'],
    // What would speak in the portal's Content-Security-Policy.
    ['https://*', 'tab-url-not-a-url'],
    ['https://*.example.com', 'tab-url-not-a-url'],
    ['https://a;sandbox', 'tab-url-not-a-url'],
    ["https://a'b.example", 'tab-url-not-a-url'],
    ['https://a,b.example', 'tab-url-not-a-url'],
  ];

  it('is refused where it could harm, everywhere that one is taken', async () => {
    const tab = await create();
    for (const [url, code] of refused) {
      const responses = [
        await editor.post('/custom-tabs', input({ url })),
        await update(tab, { url }),
        await editor.post('/custom-tabs/check', { url }),
      ];
      for (const response of responses) expect([url, response.status, errorsOf(response)]).toEqual([url, 400, [['url', code]]]);
    }
    expect(await all()).toEqual([tab]);
  });

  it('is kept as browsers write it', async () => {
    const tab = await create({ url: 'HTTPS://Bücher.Example/a b', opensIn: 'window' });
    expect(tab.url).toBe('https://xn--bcher-kva.example/a%20b');
  });

  it('is looked at again when it changes or nothing is known of the site, and not else', async () => {
    let asked = 0;
    const counting = await site((_request, response) => {
      asked += 1;
      response.end();
    });
    const tab = await create({ url: counting });
    expect(asked).toBe(1);
    const renamed = (await update(tab, { name: 'Renamed' })).body.data as Tab;
    expect([asked, renamed.checkedAt]).toEqual([1, tab.checkedAt]);
    await update(renamed, { url: `${counting}other` });
    expect(asked).toBe(2);
  });
});

describe('whether a site may be framed', () => {
  const check = async (url: string): Promise<unknown> => (await editor.post('/custom-tabs/check', { url })).body.data;
  const portal = 'http://localhost:1337';
  const allowed = { framing: 'allowed', place: 'frame' };
  const refusedTo = { framing: 'refused', place: 'window' };
  const unknown = { framing: 'unknown', place: 'frame' };

  it.each<[what: string, headers: Record<string, string | string[]>, answer: object]>([
    ['says nothing', {}, allowed],
    ['X-Frame-Options: DENY', { 'x-frame-options': 'DENY' }, refusedTo],
    ['X-Frame-Options: SAMEORIGIN', { 'x-frame-options': 'SAMEORIGIN' }, refusedTo],
    ["frame-ancestors 'none'", { 'content-security-policy': "frame-ancestors 'none'" }, refusedTo],
    ["frame-ancestors 'self'", { 'content-security-policy': "default-src *; frame-ancestors 'self'" }, refusedTo],
    ['frame-ancestors with the portal', { 'content-security-policy': `frame-ancestors ${portal}` }, allowed],
    ['frame-ancestors with another', { 'content-security-policy': 'frame-ancestors https://other.example' }, refusedTo],
    [
      'frame-ancestors above X-Frame-Options',
      { 'content-security-policy': `frame-ancestors ${portal}`, 'x-frame-options': 'DENY' },
      allowed,
    ],
    ['two policies, one refusing', { 'content-security-policy': ['frame-ancestors *', "frame-ancestors 'none'"] }, refusedTo],
    ['two policies, both allowing', { 'content-security-policy': ['frame-ancestors *', `frame-ancestors ${portal}`] }, allowed],
    ['a policy without frame-ancestors', { 'content-security-policy': "default-src 'self'" }, allowed],
  ])('%s', async (_what, headers, answer) => {
    expect(await check(await siteWith(headers))).toEqual(answer);
  });

  it('is what the last page of redirects on the site says', async () => {
    const circle: RequestListener = (_request, response) => response.writeHead(302, { location: '/again' }).end();
    const inside: RequestListener = (request, response) => {
      if (request.url === '/') response.writeHead(302, { location: '/real' }).end();
      else response.writeHead(200, { 'x-frame-options': 'DENY' }).end();
    };
    expect(await check(await site(inside))).toEqual(refusedTo);
    expect(await check(await site(circle))).toEqual(refusedTo);
  });

  it('is refused by one that redirects to another: the portal may frame only the site itself', async () => {
    expect(await check(await site((_request, response) => response.writeHead(301, { location: friendly }).end()))).toEqual(refusedTo);
  });

  it('is unknown for one that cannot be reached or does not answer in time', async () => {
    const closed = await site(() => undefined);
    await new Promise((resolve) => servers.pop()?.close(resolve));
    expect(await check(closed)).toEqual(unknown);
    const begun = Date.now();
    expect(await check(await site(() => undefined))).toEqual(unknown);
    expect(Date.now() - begun).toBeLessThan(8000);
  }, 20_000);

  it('waits neither for a page that is huge nor for one that never ends', async () => {
    const endless: RequestListener = (_request, response) => {
      response.writeHead(200, { 'x-frame-options': 'DENY' });
      const more = setInterval(() => response.write('x'.repeat(65_536)), 1);
      response.on('close', () => {
        clearInterval(more);
      });
    };
    const silent: RequestListener = (_request, response) => {
      response.writeHead(200, { 'x-frame-options': 'DENY' }).flushHeaders();
    };
    const begun = Date.now();
    expect([await check(await site(endless)), await check(await site(silent))]).toEqual([refusedTo, refusedTo]);
    expect(Date.now() - begun).toBeLessThan(3000);
  });

  it('does not matter where the editor wants a window of its own', async () => {
    expect(await create({ opensIn: 'window' })).toMatchObject({ framing: 'allowed', place: 'window' });
  });
});

describe("the portal's page", () => {
  const framed = async (): Promise<string> => {
    const page = await customer.get('/portal/customers');
    return /frame-src ([^;]*)/u.exec(page.headers['content-security-policy'] ?? '')?.[1] ?? '';
  };

  it('may frame exactly the origins of the enabled tabs that are shown in it', async () => {
    expect(await framed()).toBe("'none'");
    const tab = await create({ url: `${friendly}one` });
    await create({ url: `${friendly}two`, audience: 'vendors' });
    await create({ url: refusing });
    await create({ url: 'https://window.example/', opensIn: 'window' });
    await create({ url: await siteWith({}), enabled: false });
    const second = await siteWith({});
    await create({ url: second });
    expect((await framed()).split(' ').sort()).toEqual([new URL(friendly).origin, new URL(second).origin].sort());
    await update(tab, { enabled: false });
    for (const { id, url } of await all()) if (url === `${friendly}two`) await editor.delete(`/custom-tabs/${id}`);
    expect(await framed()).toBe(new URL(second).origin);
  });
});

describe('permissions', () => {
  it('are needed to read and to change', async () => {
    const tab = await create();
    const calls = {
      read: (who: Editor) => who.get('/custom-tabs'),
      create: (who: Editor) => who.post('/custom-tabs', input()),
      check: (who: Editor) => who.post('/custom-tabs/check', { url: friendly }),
      reorder: async (who: Editor) => who.put('/custom-tabs/order', { ids: (await all()).map(({ id }) => id) }),
      update: (who: Editor) => who.put(`/custom-tabs/${tab.id}`, { ...input(), revision: 1 }),
      delete: (who: Editor) => who.delete(`/custom-tabs/${tab.id}`),
    };
    const opens = async (who: Editor): Promise<string[]> => {
      const open = [];
      for (const [name, call] of Object.entries(calls)) if ((await call(who)).status !== 403) open.push(name);
      return open;
    };
    expect(await opens(await createEditor(app, allBut('settings.tabs.read', 'settings.tabs.update')))).toEqual([]);
    expect(await opens(await createEditor(app, ['settings.tabs.read']))).toEqual(['read']);
    expect(await all()).toEqual([tab]);
    expect(await opens(await createEditor(app, ['settings.tabs.update']))).toEqual(['create', 'check', 'reorder', 'update', 'delete']);
  });
});

describe('where private addresses are not allowed', () => {
  it('takes no http on localhost, and does not look into the network that the server stands in', async () => {
    await app.stop();
    app = await startApp({ config: { customTabs: { allowPrivateAddresses: false } } });
    editor = await createEditor(app);
    let asked = 0;
    const inside = await site((_request, response) => {
      asked += 1;
      response.writeHead(200, { 'x-frame-options': 'DENY' }).end();
    });
    const local = await editor.post('/custom-tabs/check', { url: inside });
    expect([local.status, errorsOf(local)]).toEqual([400, [['url', 'tab-url-not-https']]]);
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '169.254.169.254', '10.0.0.1']) {
      const response = await editor.post('/custom-tabs/check', { url: `https://${host}:${new URL(inside).port}/` });
      expect([host, response.status, response.body.data]).toEqual([host, 200, { framing: 'unknown', place: 'frame' }]);
    }
    expect(asked).toBe(0);
    await saveGeneral(editor, { organisationName: 'Still there' });
  });
});
