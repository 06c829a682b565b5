import request, { type Response } from 'supertest';
import { createEditor } from '../support/editor';
import { openRegistrations, openRepairs } from '../support/modules';
import { addVisits, createCallers, tellStory, UNAPPROVED, type Caller, type Story } from '../support/publicity';
import { startApp, type TestApp } from '../support/strapi';

let app: TestApp;
let story: Story;
let callers: Record<string, Caller>;

beforeAll(async () => {
  app = await startApp({ graphql: true, define: addVisits });
  const editor = await createEditor(app);
  const repairs = await openRepairs(editor);
  const products = await openRegistrations(editor);
  story = await tellStory(app, editor, repairs.id, products.id);
  callers = await createCallers(app.strapi, story.first);
}, 180_000);
afterAll(() => app.stop());

const CALLERS = ['nobody', 'a user of users-permissions', 'a token that reads', 'a token with full access', 'the customer'];
const ask = async (who: string, query: string, variables: object = {}): Promise<Response> =>
  request(app.server)
    .post('/graphql')
    .set(callers[who] ?? {})
    .send({ query, variables });

type Node = Record<string, unknown>;
const titlesOf = (nodes: Node[]): unknown[] => nodes.map(({ title }) => title).sort();

const PUBLISHED = [
  'Approved',
  'Approved for another',
  'Approved, edited',
  'Approved, rejected then',
  'Approved, submitted again',
  'Team, published',
];
const DRAFTS = [...PUBLISHED.filter((title) => title !== 'Team, published'), 'Team draft', 'Team, in work'].sort();

const REPAIR = `
  documentId title description urgency preferredDate contactEmail estimate internalNote createdAt updatedAt publishedAt
  product { documentId serialNumber model } photos { name url } photos_connection { nodes { name } }
  parts { name quantity } place { street city }`;
const everything = (args: string): string => `{
  repairRequests${args} { ${REPAIR} }
  repairRequests_connection${args} { nodes { ${REPAIR} } pageInfo { total } }
}`;

async function read<T extends Node = { repairRequests: Node[]; repairRequests_connection: { nodes: Node[]; pageInfo: { total: number } } }>(
  who: string,
  query: string,
): Promise<T> {
  const { status, body, text } = await ask(who, query);
  expect([query, status, (body as { errors?: unknown }).errors, UNAPPROVED.exec(text)]).toEqual([query, 200, undefined, null]);
  return (body as { data: T }).data;
}

describe.each(CALLERS)('%s, by GraphQL,', (who) => {
  it.each([
    ['', PUBLISHED],
    ['(status: PUBLISHED)', PUBLISHED],
    ['(status: DRAFT)', DRAFTS],
    ['(status: DRAFT, pagination: { limit: 100 }, sort: ["title:desc", "preferredDate"])', DRAFTS],
    ['(status: DRAFT, hasPublishedVersion: false)', ['Team draft']],
    ['(status: DRAFT, publicationFilter: NEVER_PUBLISHED)', ['Team draft']],
    ['(status: DRAFT, publicationFilter: MODIFIED)', ['Team, in work']],
    ['(status: DRAFT, publicationFilter: PUBLISHED_WITHOUT_DRAFT)', []],
    ['(status: DRAFT, filters: { title: { containsi: "zz-" } })', []],
    ['(status: DRAFT, filters: { parts: { name: { containsi: "zz-" } } })', []],
    ['(status: DRAFT, filters: { place: { street: { containsi: "zz-" } } })', []],
    [
      '(status: DRAFT, filters: { or: [{ urgency: { eq: "Low" } }, { preferredDate: { gt: "2030-01-01" } }, { contactEmail: { startsWith: "zz" } }] })',
      [],
    ],
    ['(status: DRAFT, filters: { product: { serialNumber: { eq: "PU-000002" } } })', []],
  ])("lists and counts the team's repairs only: %s", async (args, expected) => {
    const data = await read(who, everything(args));
    expect([titlesOf(data.repairRequests), titlesOf(data.repairRequests_connection.nodes)]).toEqual([expected, expected]);
    expect(data.repairRequests_connection.pageInfo.total).toBe(expected.length);
  });

  it('reads one by its id, in what was approved of it, and no record by its own', async () => {
    for (const [title, id] of Object.entries(story.documents).filter(([name]) => name.startsWith('Approved'))) {
      for (const status of ['', ', status: DRAFT', ', status: PUBLISHED']) {
        expect(await read(who, `{ repairRequest(documentId: "${id}"${status}) { ${REPAIR} } }`)).toMatchObject({
          repairRequest: { title },
        });
      }
    }
    for (const id of story.unapproved) {
      expect(
        await read(
          who,
          `{ repairRequest(documentId: "${id}", status: DRAFT) { title } productRegistration(documentId: "${id}", status: DRAFT) { model } }`,
        ),
      ).toEqual({
        repairRequest: null,
        productRegistration: null,
      });
    }
  });

  it("reaches nothing that waits through a relation of the team's", async () => {
    for (const status of ['', '(status: PUBLISHED)', '(status: DRAFT)']) {
      const { visits } = await read<{ visits: { repairs: Node[]; repairs_connection: { nodes: Node[] } }[] }>(
        who,
        `{ visits${status} {
        summary product { serialNumber } repairs(pagination: { limit: 100 }) { ${REPAIR} }
        repairs_connection(filters: { title: { containsi: "zz-" } }) { nodes { title } }
      } }`,
      );
      expect(visits).toHaveLength(status.includes('DRAFT') ? 2 : 1);
      for (const { repairs, repairs_connection: waiting } of visits) {
        expect([titlesOf(repairs), waiting.nodes]).toEqual([status.includes('DRAFT') ? DRAFTS : PUBLISHED, []]);
      }
    }
  });

  it('is not shown that the plugin has tables', async () => {
    const schema = await ask(who, '{ __schema { types { name fields { name } inputFields { name } } } }');
    const text = schema.text.toLowerCase();
    for (const name of ['customerportal', 'recordevent', 'recordfile', 'onetimetoken', 'membership'])
      expect([name, text.includes(name)]).toEqual([name, false]);
    for (const query of [
      '{ customerPortalRecords { documentId } }',
      '{ customerPortalCustomers { name } }',
      '{ visits { customer { name } } }',
      '{ visits { contacts { email } } }',
    ]) {
      expect((await ask(who, query)).status).toBe(400);
    }
    const made = await ask(who, 'mutation { createCustomerPortalCustomer(data: { name: "Made up" }) { documentId } }');
    expect([made.status, await app.strapi.db.query('plugin::customer-portal.customer').count({ where: { name: 'Made up' } })]).toEqual([
      400, 0,
    ]);
  });

  it('finds no file of a version that nobody approved', async () => {
    const { text, status } = await ask(
      who,
      '{ uploadFiles(pagination: { limit: 100 }) { name url } uploadFiles_connection { pageInfo { total } } }',
    );
    expect([status, UNAPPROVED.test(text)]).toEqual([200, false]);
  });
});

it('shows what was submitted when it is approved', async () => {
  const editor = await createEditor(app);
  const { id, revision } = story.waiting;
  expect((await editor.post(`/approvals/${id}/approve`, { revision })).status).toBe(200);
  const { body } = await ask('nobody', '{ repairRequests(filters: { title: { startsWith: "zz-" } }) { title photos { name } } }');
  expect(body).toEqual({ data: { repairRequests: [{ title: 'zz-unapproved title', photos: [{ name: 'zz-unapproved.png' }] }] } });
});
