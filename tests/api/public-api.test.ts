import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import request, { type Response } from 'supertest';
import { createEditor, type Editor } from '../support/editor';
import { changeModule, openRegistrations, openRepairs, registration, REGISTRATION, upload } from '../support/modules';
import { addVisits, createCallers, documents, SECRET_PHOTO, tellStory, UNAPPROVED, type Caller, type Story } from '../support/publicity';
import { startApp, type TestApp } from '../support/strapi';

let app: TestApp;
let editor: Editor;
let story: Story;
let callers: Record<string, Caller>;
let products: string;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'customer-portal-public-'));

beforeAll(async () => {
  process.env.PUBLIC_DIR = folder;
  fs.mkdirSync(path.join(folder, 'uploads'));
  app = await startApp({ define: addVisits });
  editor = await createEditor(app);
  const repairs = await openRepairs(editor);
  products = (await openRegistrations(editor)).id;
  story = await tellStory(app, editor, repairs.id, products);
  callers = await createCallers(app.strapi, story.first);
}, 180_000);
afterAll(async () => {
  await app.stop();
  delete process.env.PUBLIC_DIR;
  fs.rmSync(folder, { recursive: true, force: true });
});

const CALLERS = ['nobody', 'a user of users-permissions', 'a token that reads', 'a token with full access', 'the customer'];
const ask = async (who: string, url: string): Promise<Response> =>
  request(app.server)
    .get(`/api/${url}`)
    .set(callers[who] ?? {});

interface Listed {
  data: Record<string, unknown>[];
  meta: { pagination: { total?: number } };
}
const namesOf = ({ body }: Response, field = 'title'): unknown[] => (body as Listed).data.map((row) => row[field]).sort();

const PUBLISHED = [
  'Approved',
  'Approved for another',
  'Approved, edited',
  'Approved, rejected then',
  'Approved, submitted again',
  'Team, published',
];
/** What `?status=draft` shows in stock Strapi: the draft of every document of the team's. */
const DRAFTS = [...PUBLISHED.filter((title) => title !== 'Team, published'), 'Team draft', 'Team, in work'].sort();

/** Asks with a query by itself and for drafts; says what came, and fails for anything that nobody approved. */
async function each(who: string, url: string, query: string): Promise<Response[]> {
  const answers: Response[] = [];
  for (const status of ['', 'status=published', 'status=draft']) {
    const asked = `${url}?${[query, status].filter(Boolean).join('&')}`;
    const answer = await ask(who, asked);
    expect([asked, answer.status, UNAPPROVED.exec(answer.text)]).toEqual([asked, expect.any(Number), null]);
    expect([200, 400, 404]).toContain(answer.status);
    answers.push(answer);
  }
  return answers;
}

describe.each(CALLERS)('%s', (who) => {
  it.each([
    '',
    'publicationState=preview',
    'publicationState=live',
    'locale=en',
    'fields[0]=title&fields[1]=documentId',
    'sort=title:desc',
    'sort=urgency:asc,preferredDate:desc',
    'sort[0][contactEmail]=asc',
    'pagination[pageSize]=100&pagination[withCount]=true',
    'pagination[start]=0&pagination[limit]=100&pagination[withCount]=1',
    'populate=*',
    'populate[photos]=true&populate[parts]=*&populate[place]=*',
    'populate[product][populate]=*&populate[product][fields][0]=serialNumber',
    'populate[0]=product.receipt&populate[1]=photos',
    'populate=deep',
    'populate[product][status]=draft',
    'filters[title][$notNull]=true',
    'filters[$not][title][$eq]=nothing',
  ])('lists the team\'s repairs, and no other, by "%s"', async (query) => {
    const [plain, published, drafts] = await each(who, 'repair-requests', query);
    for (const answer of [plain, published]) if (answer?.status === 200) expect(namesOf(answer)).toEqual(PUBLISHED);
    if (drafts?.status === 200) expect(namesOf(drafts)).toEqual(DRAFTS);
    // What Strapi does not know of is refused or left aside; the rest was answered.
    if (!/deep|status\]/u.test(query)) expect(plain?.status).toBe(200);
  });

  it.each([
    'filters[title][$containsi]=zz-',
    'filters[urgency][$eq]=Low',
    'filters[preferredDate][$gte]=2030-01-01',
    'filters[contactEmail][$startsWith]=zz',
    'filters[parts][quantity][$gte]=9',
    'filters[parts][name][$containsi]=unapproved',
    'filters[place][street][$containsi]=unapproved',
    'filters[photos][name][$containsi]=unapproved',
    'filters[product][serialNumber][$startsWith]=ZZ',
    'filters[product][serialNumber][$eq]=PU-000002',
    'filters[$or][0][title][$startsWith]=zz&filters[$or][1][parts][name][$startsWith]=zz',
    'filters[$and][0][title][$ne]=x&filters[$and][1][urgency][$eq]=Low',
    '_q=zz-unapproved',
    '_q=unapproved&populate=*',
  ])('finds and counts nothing that waits, by "%s"', async (query) => {
    for (const answer of await each(who, 'repair-requests', `${query}&pagination[withCount]=true`)) {
      expect([answer.status, (answer.body as Listed).data, (answer.body as Listed).meta.pagination.total]).toEqual([200, [], 0]);
    }
  });

  it.each([
    ['never-published', ['Team draft']],
    ['never-published-document', ['Team draft']],
    ['modified', ['Team, in work']],
    ['published-without-draft', []],
  ])("is told of customers' work by no filter of publication: %s", async (filter, expected) => {
    const answer = await ask(who, `repair-requests?status=draft&publicationFilter=${filter}&pagination[withCount]=true`);
    expect([answer.status, namesOf(answer), (answer.body as Listed).meta.pagination.total]).toEqual([200, expected, expected.length]);
    const published = await ask(who, `repair-requests?status=published&publicationFilter=${filter}`);
    expect(UNAPPROVED.test(published.text)).toBe(false);
  });

  it('is told of none by hasPublishedVersion', async () => {
    expect(namesOf(await ask(who, 'repair-requests?status=draft&hasPublishedVersion=false'))).toEqual(['Team draft']);
    expect(namesOf(await ask(who, 'repair-requests?status=draft&hasPublishedVersion=true'))).toEqual(
      DRAFTS.filter((title) => title !== 'Team draft'),
    );
  });

  it('reads one document by its id, in what was approved of it, and no record by its own', async () => {
    for (const [title, id] of Object.entries(story.documents).filter(([name]) => /^(?:Approved|Team)/u.test(name))) {
      const [plain, published, draft] = await each(who, `repair-requests/${id}`, 'populate=*');
      const expected = title === 'Team draft' ? [404, 404, 200] : [200, 200, 200];
      if (title !== 'Team draft') expect([plain?.body.data.title, published?.body.data.title]).toEqual([title, title]);
      expect(draft?.body.data.title).toBe(title === 'Team, published' ? 'Team, in work' : title);
      expect([plain?.status, published?.status, draft?.status]).toEqual(expected);
    }
    for (const id of story.unapproved) {
      for (const type of ['repair-requests', 'product-registrations', 'visits']) {
        for (const status of ['', '?status=draft', '?status=published&populate=*'])
          expect((await ask(who, `${type}/${id}${status}`)).status).toBe(404);
      }
    }
  });

  it('lists products that were published, and no draft of one', async () => {
    const serials = ['PU-000001', 'PU-000002', 'PU-000003', 'PU-000004'];
    for (const query of ['', 'populate=*', 'sort=serialNumber:desc', 'pagination[withCount]=true', '_q=PU-']) {
      for (const answer of await each(who, 'product-registrations', query)) expect(namesOf(answer, 'serialNumber')).toEqual(serials);
    }
    for (const query of ['filters[serialNumber][$startsWith]=ZZ', 'filters[model][$eq]=Water boiler', '_q=ZZ-']) {
      for (const answer of await each(who, 'product-registrations', query)) expect((answer.body as Listed).data).toEqual([]);
    }
  });

  it("reaches nothing that waits through a relation of the team's", async () => {
    for (const query of [
      'populate=*',
      'populate[repairs][populate]=*',
      'populate[repairs][populate][product][populate]=*',
      'populate[repairs][sort]=title&populate[repairs][fields][0]=title',
      'populate[repairs][filters][title][$containsi]=zz',
      'populate[product][populate]=*',
      'populate[0]=repairs.photos&populate[1]=repairs.parts&populate[2]=repairs.place&populate[3]=repairs.product',
      'sort=summary',
    ]) {
      const answers = await each(who, 'visits', query);
      expect(answers.map(({ body }) => (body as Listed).data.map(({ summary }) => summary).sort())).toEqual([
        ['Visit'],
        ['Visit'],
        ['Visit', 'Visit draft'],
      ]);
    }
    for (const query of [
      'filters[repairs][title][$containsi]=zz',
      'filters[repairs][parts][name][$containsi]=zz',
      'filters[product][serialNumber][$startsWith]=ZZ',
    ]) {
      for (const { body } of await each(who, 'visits', query)) expect((body as Listed).data).toEqual([]);
    }
    const [{ repairs }] = (await ask(who, 'visits?populate[repairs][populate]=product')).body.data;
    expect(repairs.map(({ title }: { title: string }) => title).sort()).toEqual(PUBLISHED);
    const products = repairs.flatMap(({ product }: { product: { serialNumber: string } | null }) => product?.serialNumber ?? []);
    expect([...new Set(products)].sort()).toEqual(['PU-000001', 'PU-000003']);
  });

  it("reaches no table of the plugin's, by a path or through a relation", async () => {
    for (const type of [
      'records',
      'record-events',
      'record-files',
      'modules',
      'customers',
      'contacts',
      'memberships',
      'credentials',
      'sessions',
    ]) {
      expect((await ask(who, type)).status).toBe(404);
    }
    const tables = /working|cells|credential|session|hash|password|record/iu;
    for (const query of [
      'populate=*',
      'populate[customer]=true',
      'populate[contacts]=true',
      'populate[customer][populate][memberships][populate][contact]=true',
      'sort=customer.name',
      'filters[customer][name][$notNull]=true',
      'filters[contacts][email][$contains]=@',
    ]) {
      const { status, text } = await ask(who, `visits?${query}`);
      // A token that may read everything follows a relation to customers that the team itself made, and no further than to their contacts.
      if (who.startsWith('a token')) expect([query, status, tables.exec(text)]).toEqual([query, 200, null]);
      else
        expect([query, [200, 400].includes(status), /Customer \d|contact\d/u.exec(text), tables.exec(text)]).toEqual([
          query,
          true,
          null,
          null,
        ]);
    }
    for (const query of [
      'populate[customer][populate]=records',
      'populate[contacts][populate]=sessions',
      'filters[customer][records][working][$notNull]=true',
    ]) {
      const { status, text } = await ask(who, `visits?${query}`);
      expect([query, status, UNAPPROVED.test(text)]).toEqual([query, 400, false]);
    }
  });

  it('finds no file of a version that nobody approved', async () => {
    for (const url of [
      'upload/files',
      'upload/files?filters[name][$containsi]=unapproved',
      'upload/files?_q=unapproved',
      'upload/files?populate=*&sort=name',
    ]) {
      const { status, text } = await ask(who, url);
      // Customers' sessions open the portal's own API only; without a token they are nobody.
      expect([url, status, UNAPPROVED.test(text)]).toEqual([url, 200, false]);
    }
  });
});

describe('files of a version that waits', () => {
  it('are not below the public folder, and are in the Media Library once it is approved', async () => {
    const uploads = (): string[] => fs.readdirSync(path.join(folder, 'uploads')).filter((name) => name !== '.gitkeep');
    const stored = (await app.strapi.db.query('plugin::customer-portal.record-file').findMany({})) as { key: string; name: string }[];
    expect(stored.some(({ name }) => name === SECRET_PHOTO)).toBe(true);
    expect(uploads()).toEqual([]);
    for (const { key, name } of stored) {
      for (const url of [`/uploads/${key}`, `/uploads/${name}`, `/${key}`, `/files/${key}`])
        expect((await request(app.server).get(url)).status).toBe(404);
    }
    expect((await editor.post(`/approvals/${story.waiting.id}/approve`, { revision: story.waiting.revision })).status).toBe(200);
    const [file] = (await ask('nobody', 'upload/files')).body;
    expect(file.name).toBe(SECRET_PHOTO);
    expect((await request(app.server).get(file.url as string)).status).toBe(200);
    expect(uploads()).toHaveLength(1);
    const { document } = (await editor.get(`/approvals/${story.waiting.id}`)).body.data;
    const [shown] = (await ask('nobody', `repair-requests?filters[documentId]=${document}&populate=photos`)).body.data;
    expect(shown).toMatchObject({ title: 'zz-unapproved title', photos: [{ name: SECRET_PHOTO }] });
  });

  it('go back where they were, with the whole document, when the content type refuses what was approved', async () => {
    await changeModule(editor, products, { approval: true });
    const receipt = (await upload(app, story.stranger, products, 'receipt', { name: 'receipt.png' })).body.data.id as string;
    const values = registration('PU-000009', { receipt: [receipt] });
    const { id, revision } = (await story.stranger.post(`/modules/${products}/records`, { key: randomUUID(), values, submit: true })).body
      .data;
    const { documentId } = await documents(app.strapi, REGISTRATION).create({ data: registration('PU-000009') });
    await documents(app.strapi, REGISTRATION).publish({ documentId });
    const refused = await editor.post(`/approvals/${id}/approve`, { revision });
    expect([refused.status, refused.body.error.details.errors[0].path]).toEqual([400, ['values', 'serialNumber']]);
    for (const status of ['published', 'draft']) {
      const { body } = await ask('nobody', `product-registrations?status=${status}&filters[serialNumber]=PU-000009`);
      expect((body as Listed).data.map((row) => row.documentId)).toEqual([documentId]);
    }
    expect((await ask('nobody', 'upload/files')).text).not.toContain('receipt');
    expect((await editor.get(`/approvals/${id}`)).body.data).toMatchObject({ state: 'submitted', live: false, document: null });
    expect((await story.stranger.get(`/modules/${products}/files/${receipt}`)).status).toBe(200);
  });
});
