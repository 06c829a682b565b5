import { randomUUID } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import type { OwnedDocuments } from '../../server/src/modules';
import { Browser, signIn } from '../support/client';
import { createEditor, saveGeneral, type Editor } from '../support/editor';
import { changeModule, GUIDE, openGuides, openRegistrations, REGISTRATION, registration, REPAIR, repair } from '../support/modules';
import { createContact, createPair, type TestContact, type TestCustomer, ownedDocuments } from '../support/people';
import { documents } from '../support/publicity';
import { setLogin } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

interface Context {
  body: unknown;
  params: Record<string, string>;
  query: Record<string, string>;
  request: { body?: Record<string, unknown> };
  state: { customerPortal?: { customer: { name: string } } };
  notFound(): void;
}
interface Helpers {
  owned(ctx: object, uid: string): Promise<OwnedDocuments>;
  identity(ctx: object): Promise<{ customer: { name: string } } | null>;
}

/** Routes that a team could write for its registrations, and for any other type by name. */
function addRoutes({ strapi }: { strapi: Core.Strapi }): void {
  const uids: Record<string, string> = { products: REGISTRATION, repairs: REPAIR, guides: GUIDE, notices: 'api::notice.notice' };
  const owned = (ctx: Context): Promise<OwnedDocuments> =>
    strapi
      .plugin('customer-portal')
      .service<Helpers>('portal')
      .owned(ctx, uids[ctx.params.type ?? ''] ?? '');
  const one = (ctx: Context, row: unknown): void => {
    if (row) ctx.body = row;
    else ctx.notFound();
  };
  const actions = {
    find: async (ctx: Context) => {
      const records = await owned(ctx);
      ctx.body = {
        rows: await records.find({ limit: Number(ctx.query.limit), start: Number(ctx.query.start) }),
        total: await records.count(),
      };
    },
    findOne: async (ctx: Context) => one(ctx, await (await owned(ctx)).findOne(ctx.params.id ?? '')),
    update: async (ctx: Context) => one(ctx, await (await owned(ctx)).update(ctx.params.id ?? '', ctx.request.body ?? {})),
    claim: async (ctx: Context) => {
      await (await owned(ctx)).claim(ctx.params.id ?? '');
      ctx.body = { claimed: true };
    },
    guarded: (ctx: Context) => {
      ctx.body = { document: ctx.params.id ?? ctx.params.document, customer: ctx.state.customerPortal?.customer.name };
    },
    who: async (ctx: Context) => {
      ctx.body = { name: (await strapi.plugin('customer-portal').service<Helpers>('portal').identity(ctx))?.customer.name ?? null };
    },
  };
  const owns = (config: object) => ({ auth: false, policies: [{ name: 'plugin::customer-portal.owns-document', config }] });
  strapi.get('apis').get('notice').routes.team = {
    type: 'content-api',
    routes: [
      { method: 'GET', path: '/team/who', handler: actions.who, config: { auth: false } },
      { method: 'GET', path: '/team/guarded/:id', handler: actions.guarded, config: owns({ contentType: REGISTRATION }) },
      {
        method: 'PUT',
        path: '/team/named/:document',
        handler: actions.guarded,
        config: owns({ contentType: REGISTRATION, param: 'document' }),
      },
      { method: 'GET', path: '/team/wrong/:id', handler: actions.guarded, config: owns({}) },
      { method: 'GET', path: '/team/:type/mine', handler: actions.find, config: { auth: false } },
      { method: 'GET', path: '/team/:type/mine/:id', handler: actions.findOne, config: { auth: false } },
      { method: 'PUT', path: '/team/:type/mine/:id', handler: actions.update, config: { auth: false } },
      { method: 'POST', path: '/team/:type/claim/:id', handler: actions.claim, config: { auth: false } },
    ],
  };
}

let app: TestApp;
let strapi: Core.Strapi;
let editor: Editor;
let products: string;
/** Two contacts of one customer, and one of another. */
let mine: { customer: TestCustomer; contact: TestContact };
let first: Browser;
let colleague: Browser;
let stranger: Browser;

beforeAll(async () => {
  app = await startApp({ prepare: addRoutes, quiet: true });
  ({ strapi } = app);
  editor = await createEditor(app);
  products = (await openRegistrations(editor)).id;
  mine = await createPair(strapi, { customer: { name: 'Alder Ltd' }, contact: { language: 'de' } });
  first = await signIn(app, mine.contact);
  colleague = await signIn(app, await createContact(strapi, [mine.customer]));
  stranger = await signIn(app, (await createPair(strapi, { customer: { name: 'Birch Ltd' } })).contact);
});
afterAll(() => app.stop());

/** A product that a contact registered; its document. */
async function register(browser: Browser, serial: string): Promise<{ id: string; document: string }> {
  const { status, body } = await browser.post(`/modules/${products}/records`, {
    key: randomUUID(),
    values: registration(serial),
    submit: true,
  });
  if (status !== 201) throw new Error(JSON.stringify(body));
  const { id } = body.data as { id: string };
  return { id, document: (await editor.get(`/approvals/${id}`)).body.data.document as string };
}
const serials = async (browser: Browser, query = ''): Promise<string[]> =>
  (await browser.get(`/api/team/products/mine${query}`)).body.rows.map(({ serialNumber }: { serialNumber: string }) => serialNumber);
const statuses = async (path: string, browsers = [first, colleague, stranger, new Browser(app)]): Promise<number[]> => {
  const found: number[] = [];
  for (const browser of browsers) found.push((await browser.get(path)).status);
  return found;
};
/** What instances keep of settings and languages is half a second old at most. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 600));

describe("a team's own route", () => {
  it("lists, counts and reads the caller's own documents, and no others", async () => {
    const own = [await register(first, 'OD-000001'), await register(colleague, 'OD-000002')];
    const theirs = await register(stranger, 'OD-000003');
    const loose = await documents(strapi, REGISTRATION).create({ data: registration('OD-000004') });
    await documents(strapi, REGISTRATION).publish({ documentId: loose.documentId });
    expect([await serials(first), await serials(colleague), await serials(stranger)]).toEqual([
      ['OD-000002', 'OD-000001'],
      ['OD-000002', 'OD-000001'],
      ['OD-000003'],
    ]);
    expect((await first.get('/api/team/products/mine')).body.total).toBe(2);
    for (const { document } of own) expect(await statuses(`/api/team/products/mine/${document}`)).toEqual([200, 200, 404, 401]);
    expect(await statuses(`/api/team/products/mine/${theirs.document}`)).toEqual([404, 404, 200, 401]);
    // A document that nobody owns, one of another type, the record's own id, and nothing at all.
    for (const id of [loose.documentId, own[0]?.id, 'x', '%00', '[object Object]']) {
      expect(await statuses(`/api/team/products/mine/${encodeURIComponent(id ?? '')}`)).toEqual([404, 404, 404, 401]);
    }
    expect(await statuses(`/api/team/repairs/mine/${own[0]?.document}`)).toEqual([404, 404, 404, 401]);
    expect((await new Browser(app).get('/api/team/products/mine')).status).toBe(401);
  });

  it('is given pages within limits, whatever it is asked for', async () => {
    expect(await serials(first, '?limit=1')).toEqual(['OD-000002']);
    expect(await serials(first, '?limit=1&start=1')).toEqual(['OD-000001']);
    for (const query of ['?limit=-1', '?limit=0', '?limit=0.5']) expect(await serials(first, query)).toEqual([]);
    for (const query of ['?limit=x', '?limit=1e9', '?start=-5', '?start=x']) expect(await serials(first, query)).toHaveLength(2);
  });

  it('shows what is approved, not what the customer works on', async () => {
    const { id, document } = await register(first, 'OD-000005');
    const { revision } = (await first.get(`/modules/${products}/records/${id}`)).body.data;
    await first.put(`/modules/${products}/records/${id}`, { revision, values: registration('OD-999999'), submit: false });
    expect((await first.get(`/api/team/products/mine/${document}`)).body.serialNumber).toBe('OD-000005');
    expect(await serials(first)).not.toContain('OD-999999');
  });

  it("changes a document of the caller's and publishes it; the portal shows it", async () => {
    const { id, document } = await register(first, 'OD-000006');
    const path = `/api/team/products/mine/${document}`;
    for (const [browser, status] of [
      [stranger, 404],
      [new Browser(app), 401],
    ] as const) {
      expect((await browser.put(path, { model: 'Water boiler' })).status).toBe(status);
    }
    expect((await colleague.put(path, { model: 'Water boiler', internalNote: 'Hush' })).body).toMatchObject({
      model: 'Water boiler',
      serialNumber: 'OD-000006',
    });
    expect((await first.get(`/modules/${products}/records/${id}`)).body.data.values.model).toBe('Water boiler');
    const { rows } = (await first.get(`/modules/${products}/records?q=OD-000006`)).body.data;
    expect(rows[0].values).toEqual({ serialNumber: 'OD-000006', model: 'Water boiler' });
    expect((await first.put(path, { serialNumber: 'not one' })).status).toBe(400);
    const both = await strapi.db.query(REGISTRATION).findMany({ where: { documentId: document } });
    expect(both.map(({ serialNumber, model }: Record<string, unknown>) => [serialNumber, model])).toEqual(
      Array.from({ length: 2 }, () => ['OD-000006', 'Water boiler']),
    );
    expect(
      (await new Browser(app, { cookie: first.cookieHeader, origin: 'https://evil.example' }).put(path, { model: 'Coffee grinder' }))
        .status,
    ).toBe(403);
  });

  it("gives each contact its own where the module shows no more, and the customer's where all is shown", async () => {
    const { document } = await register(first, 'OD-000007');
    const foreign = await register(stranger, 'OD-000008');
    const module = await changeModule(editor, products, { seen: 'own' });
    expect(await statuses(`/api/team/products/mine/${document}`)).toEqual([200, 404, 404, 401]);
    expect(await statuses(`/api/team/guarded/${document}`)).toEqual([200, 404, 404, 401]);
    expect([await serials(colleague), (await colleague.get('/api/team/products/mine')).body.total]).toEqual([['OD-000002'], 1]);
    await changeModule(editor, module.id, { seen: 'published' });
    expect(await statuses(`/api/team/products/mine/${document}`)).toEqual([200, 200, 404, 401]);
    expect(await statuses(`/api/team/guarded/${foreign.document}`)).toEqual([404, 404, 200, 401]);
    await changeModule(editor, module.id, { seen: 'customer', enabled: false });
    expect(await statuses(`/api/team/products/mine/${document}`)).toEqual([200, 200, 404, 401]);
    await changeModule(editor, module.id, { enabled: true });
  });
});

describe('the policy owns-document', () => {
  it('lets a request through for the owner of the document that the path names', async () => {
    const { id, document } = await register(first, 'OD-000010');
    expect((await colleague.get(`/api/team/guarded/${document}`)).body).toEqual({ document, customer: 'Alder Ltd' });
    expect((await first.put(`/api/team/named/${document}`, {})).body).toEqual({ document, customer: 'Alder Ltd' });
    expect(await statuses(`/api/team/guarded/${document}`)).toEqual([200, 200, 404, 401]);
    expect((await stranger.put(`/api/team/named/${document}`, {})).status).toBe(404);
    expect(
      (await new Browser(app, { cookie: first.cookieHeader, origin: 'https://evil.example' }).put(`/api/team/named/${document}`, {}))
        .status,
    ).toBe(403);
    for (const other of [id, 'none']) expect(await statuses(`/api/team/guarded/${other}`)).toEqual([404, 404, 404, 401]);
    const missing = await stranger.get('/api/team/guarded/none');
    expect((await stranger.get(`/api/team/guarded/${document}`)).body).toEqual(missing.body);
    // A policy that does not say which content type is a mistake of the team's: it lets nobody through.
    expect(await statuses(`/api/team/wrong/${document}`)).toEqual([500, 500, 500, 500]);
  });

  it('closes when the document is taken back, and when it is deleted', async () => {
    const { document } = await register(first, 'OD-000011');
    await documents(strapi, REGISTRATION).unpublish({ documentId: document });
    expect(await statuses(`/api/team/guarded/${document}`)).toEqual([404, 404, 404, 401]);
    await documents(strapi, REGISTRATION).publish({ documentId: document });
    expect(await statuses(`/api/team/guarded/${document}`)).toEqual([200, 200, 404, 401]);
    await documents(strapi, REGISTRATION).delete({ documentId: document });
    expect(await statuses(`/api/team/guarded/${document}`)).toEqual([404, 404, 404, 401]);
    expect(await serials(first)).not.toContain('OD-000011');
  });

  it('closes for a contact who is blocked, whose customer is gone, who owes a second factor, and while the portal is off', async () => {
    const { document } = await register(first, 'OD-000012');
    const blocked = await createContact(strapi, [mine.customer]);
    const browser = await signIn(app, blocked);
    expect(await statuses(`/api/team/guarded/${document}`, [browser])).toEqual([200]);
    await documents(strapi, 'plugin::customer-portal.contact').update({ documentId: blocked.documentId, data: { blocked: true } });
    expect(await statuses(`/api/team/guarded/${document}`, [browser])).toEqual([401]);

    const leaving = await createPair(strapi);
    const gone = await signIn(app, leaving.contact);
    const theirs = await register(gone, 'OD-000013');
    expect(await statuses(`/api/team/guarded/${theirs.document}`, [gone, first])).toEqual([200, 404]);
    await documents(strapi, 'plugin::customer-portal.customer').delete({ documentId: leaving.customer.documentId });
    expect(await statuses(`/api/team/guarded/${theirs.document}`, [gone, first])).toEqual([401, 404]);
    expect(await ownedDocuments(strapi, leaving, REGISTRATION).find()).toEqual([]);

    await setLogin(app, { mfaRequired: true });
    for (const path of [`/api/team/guarded/${document}`, `/api/team/products/mine/${document}`, '/api/notices']) {
      const { status, body } = await first.get(path);
      expect([path, status, body.error?.details]).toEqual([path, 403, expect.objectContaining({ code: 'step-up-required' })]);
    }
    expect((await first.get('/api/team/who')).body).toEqual({ name: null });
    await setLogin(app, { mfaRequired: false });
    await saveGeneral(editor, { portalEnabled: false });
    expect(await statuses(`/api/team/guarded/${document}`)).toEqual([401, 401, 401, 401]);
    await saveGeneral(editor, { portalEnabled: true });
    expect(await statuses(`/api/team/guarded/${document}`)).toEqual([200, 200, 404, 401]);
  });
});

describe('a document that the team gives a customer', () => {
  const repairs = () => documents(strapi, REPAIR);

  it('is its own from then on, though the content type is open to nobody', async () => {
    const { documentId } = await repairs().create({ data: repair({ title: 'Ordered by phone' }) });
    expect((await stranger.post('/api/team/repairs/claim/none')).status).toBe(404);
    expect((await first.post(`/api/team/repairs/claim/${documentId}`)).status).toBe(200);
    // A draft is nobody's to see.
    expect(await statuses(`/api/team/repairs/mine/${documentId}`)).toEqual([404, 404, 404, 401]);
    await repairs().publish({ documentId });
    expect(await statuses(`/api/team/repairs/mine/${documentId}`)).toEqual([200, 200, 404, 401]);
    expect((await stranger.post(`/api/team/repairs/claim/${documentId}`)).status).toBe(404);
    expect((await colleague.post(`/api/team/repairs/claim/${documentId}`)).status).toBe(200);
    await repairs().unpublish({ documentId });
    expect((await first.get('/api/team/repairs/mine')).body).toEqual({ rows: [], total: 0 });
    await repairs().update({ documentId, data: { title: 'Ordered again' }, status: 'published' });
    expect((await first.get('/api/team/repairs/mine')).body).toMatchObject({ rows: [{ title: 'Ordered again' }], total: 1 });
    await repairs().delete({ documentId });
    expect((await first.get('/api/team/repairs/mine')).body).toEqual({ rows: [], total: 0 });
  });

  it('goes to one of two who claim it at once', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { documentId } = await repairs().create({ data: repair({ title: `Wanted ${round}` }), status: 'published' });
      const answers = await Promise.all(
        [first, stranger, colleague].map((browser) => browser.post(`/api/team/repairs/claim/${documentId}`)),
      );
      expect(answers.filter(({ status }) => status === 200).length).toBe(answers[1]?.status === 200 ? 1 : 2);
      expect(answers.every(({ status }) => status === 200 || status === 404)).toBe(true);
      await repairs().delete({ documentId });
    }
  });

  it('stands in the portal with its title, and as a draft not at all', async () => {
    const draft = await documents(strapi, REGISTRATION).create({ data: registration('OD-000020') });
    const live = await documents(strapi, REGISTRATION).create({ data: registration('OD-000021'), status: 'published' });
    for (const { documentId } of [draft, live]) await first.post(`/api/team/products/claim/${documentId}`);
    const listed = async (): Promise<string[]> =>
      (await first.get(`/modules/${products}/records?q=OD-00002&sort=title`)).body.data.rows.map(
        ({ title, state }: Record<string, string>) => `${title} ${state}`,
      );
    expect(await listed()).toEqual(['OD-000021 approved']);
    expect((await first.get(`/modules/${products}/records/${draft.documentId}`)).status).toBe(404);
    const { total } = (await first.get(`/modules/${products}/records`)).body.data;
    await documents(strapi, REGISTRATION).publish({ documentId: draft.documentId });
    expect(await listed()).toEqual(['OD-000020 approved', 'OD-000021 approved']);
    expect((await first.get(`/modules/${products}/records`)).body.data.total).toBe(total + 1);
  });

  it('can be of a content type without Draft & Publish', async () => {
    const { documentId } = await documents(strapi, 'api::notice.notice').create({ data: { title: 'For you', body: 'Only' } });
    expect((await first.post(`/api/team/notices/claim/${documentId}`)).status).toBe(200);
    expect(await statuses(`/api/team/notices/mine/${documentId}`)).toEqual([200, 200, 404, 401]);
    expect((await first.put(`/api/team/notices/mine/${documentId}`, { title: 'Changed' })).body.title).toBe('Changed');
  });

  it("comes in the contact's language, with the default one where there is none", async () => {
    await openGuides(editor);
    await strapi.plugin('i18n').service<{ create(data: object): Promise<unknown> }>('locales').create({ code: 'de', name: 'German (de)' });
    const both = await documents(strapi, GUIDE).create({ data: { title: 'Clean it' }, locale: 'en', status: 'published' });
    await documents(strapi, GUIDE).update({ documentId: both.documentId, data: { title: 'Reinigen' }, locale: 'de', status: 'published' });
    const english = await documents(strapi, GUIDE).create({ data: { title: 'Brew' }, locale: 'en', status: 'published' });
    for (const { documentId } of [both, english]) await first.post(`/api/team/guides/claim/${documentId}`);
    await settled();
    const titles = async (browser: Browser): Promise<string[]> =>
      (await browser.get('/api/team/guides/mine')).body.rows.map(({ title }: { title: string }) => title).sort();
    expect([await titles(first), await titles(colleague)]).toEqual([
      ['Brew', 'Reinigen'],
      ['Brew', 'Clean it'],
    ]);
    const path = `/api/team/guides/mine/${both.documentId}`;
    expect((await first.put(path, { title: 'Säubern' })).body).toMatchObject({ title: 'Säubern', locale: 'de' });
    expect((await colleague.get(path)).body).toMatchObject({ title: 'Clean it', locale: 'en' });
  });
});
