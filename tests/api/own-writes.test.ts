import { DOCUMENT_TYPES, type DocumentType } from '../../plugin/documents/types';
import { createDraft } from '../support/documents';
import { createEditor, type Editor } from '../support/editor';
import { createPair, type TestCustomer } from '../support/people';
import { startApp, type TestApp } from '../support/strapi';

const UID = 'plugin::customer-portal';

let app: TestApp;
let editor: Editor;

beforeAll(async () => {
  app = await startApp();
  editor = await createEditor(app, 'everything');
});
afterAll(() => app.stop());

describe('what only the plugin writes', () => {
  const party = { name: 'X', address: [], taxNumber: '', email: '' };
  const document = {
    taxRounding: 'line',
    totals: { gross: 1 },
    seller: party,
    buyer: party,
    issuedAt: '2030-01-01T00:00:00.000Z',
    closedAt: '2030-01-01T00:00:00.000Z',
    revision: 7,
  };
  const invoiced = { ...document, invoiceDocument: 'x', stateBefore: 'sent' };
  const KEPT = {
    ...Object.fromEntries(DOCUMENT_TYPES.map((type) => [type, document])),
    invoice: { ...document, originType: 'quote', originDocument: 'x' },
    quote: { ...invoiced, answer: { kind: 'accepted' } },
    'sales-order': invoiced,
    project: {},
    'time-entry': { customer: { connect: [{ id: 1 }] }, revision: 7 },
    customer: { portalAccess: true, linkSentAt: '2030-01-01T00:00:00.000Z', linkSentName: 'x' },
    contact: { lastSignInAt: '2030-01-01T00:00:00.000Z', invitedAt: '2030-01-01T00:00:00.000Z', epoch: 7 },
    membership: {
      madeFor: 'x:y',
      invitedEmail: 'x@example.org',
      invitedName: 'x',
      joinedAt: '2030-01-01T00:00:00.000Z',
      contactMade: true,
    },
  };
  const path = (type: string, more = ''): string => `//content-manager/collection-types/${UID}.${type}${more}`;
  const documents = (type: string) => app.strapi.documents(`${UID}.${type}` as never);

  const create = async (type: string, data: object) =>
    (await documents(type).create({ data: data as never })) as unknown as { id: number; documentId: string };
  const work = {
    project: ({ id }: TestCustomer) => create('project', { name: 'Relaunch', customer: id }),
    'time-entry': async (customer: TestCustomer) =>
      create('time-entry', { project: (await work.project(customer)).id, date: '2026-11-01', minutes: 30 }),
  };

  it('is all that its types declare as invisible', () => {
    const invisible = Object.entries(app.strapi.contentTypes)
      .filter(
        ([uid, { pluginOptions }]) => uid.startsWith(`${UID}.`) && !(pluginOptions as { 'content-manager'?: object })['content-manager'],
      )
      .map(([uid, { attributes }]): [string, string[]] => [
        uid.slice(UID.length + 1),
        Object.keys(attributes).filter(
          (name) =>
            (attributes[name] as { visible?: boolean }).visible === false &&
            name !== 'locale' &&
            name !== 'localizations' &&
            name !== 'publishedAt' &&
            name !== 'createdBy' &&
            name !== 'updatedBy',
        ),
      ]);
    expect(Object.fromEntries(invisible.map(([type, names]) => [type, names.sort()]))).toEqual(
      Object.fromEntries(Object.entries(KEPT).map(([type, values]) => [type, Object.keys(values).sort()])),
    );
  });

  it.each(Object.entries(KEPT))(
    'is refused in a %s through the Content Manager and the Document Service, and changes nothing',
    async (type, kept) => {
      const { customer, contact } = await createPair(app.strapi, { customer: { portalAccess: false } });
      const membership = (await app.strapi.db.query(`${UID}.membership`).findOne({ where: { contact: contact.id } })) as TestCustomer;
      const people = { customer, contact, membership };
      const made = Object.hasOwn(people, type)
        ? people[type as keyof typeof people]
        : Object.hasOwn(work, type)
          ? await work[type as keyof typeof work](customer)
          : await createDraft(app.strapi, type as DocumentType, customer);
      const { documentId } = made;
      const stored = () => app.strapi.db.query(`${UID}.${type}`).findOne({ where: { documentId } });
      const [before, count] = [await stored(), await app.strapi.db.query(`${UID}.${type}`).count()];
      for (const name of Object.keys(kept)) {
        for (const data of [{ [name]: kept[name as keyof typeof kept] as unknown }, { [name]: null }]) {
          const value = data[name];
          const answers = [
            await editor.put(path(type, `/${documentId}`), data),
            await editor.post(path(type, `/clone/${documentId}`), { email: 'n@example.net', ...data }),
            await editor.put(`//content-manager/single-types/${UID}.${type}`, data),
          ];
          if (value !== null) answers.push(await editor.post(path(type), { name: 'N', email: 'n@example.net', ...data }));
          for (const { status, body } of answers) {
            expect([status, body.error?.name, body.error?.message]).toEqual([
              400,
              'ValidationError',
              `"${name}" is changed by the customer portal only.`,
            ]);
          }
          await expect(documents(type).update({ documentId, data: data as never })).rejects.toThrow('by the customer portal only');
          if (value !== null)
            await expect(documents(type).create({ data: { name: 'N', email: 'n@example.net', ...data } as never })).rejects.toThrow(
              'by the customer portal only',
            );
          await expect(documents(type).clone({ documentId, data: data as never })).rejects.toThrow('by the customer portal only');
        }
      }
      expect(await stored()).toEqual(before);
      expect(await app.strapi.db.query(`${UID}.${type}`).count()).toBe(count);
      // The form is not given it, or it would send back what was true when it was opened.
      const shown = (await editor.get(path(type, `/${documentId}`))).body.data as object;
      expect(Object.keys(shown).filter((name) => Object.hasOwn(kept, name))).toEqual([]);
    },
  );

  it('may be named by the form for something new, which sends what the schema says', async () => {
    const sent = { name: 'Made by the form', kind: 'customer', portalAccess: false, memberships: { connect: [], disconnect: [] } };
    expect((await editor.post(path('customer'), sent)).status).toBe(201);
    expect((await editor.post(path('customer'), { ...sent, portalAccess: 'true' })).status).toBe(400);
  });

  it('does not come along with a copy', async () => {
    const { customer } = await createPair(app.strapi);
    expect((await editor.post(`/customers/${customer.documentId}/invite`)).status).toBe(200);
    const copy = await editor.post(path('customer', `/clone/${customer.documentId}`), { name: 'Copy' });
    const { documentId } = copy.body.data as TestCustomer;
    const row = (await app.strapi.db.query(`${UID}.customer`).findOne({ where: { documentId } })) as Record<string, unknown>;
    expect([row.portalAccess, row.linkSentAt, row.linkSentName]).toEqual([false, null, null]);
  });

  it('are whole types, where nobody edits them', async () => {
    const { contact } = await createPair(app.strapi);
    for (const [uid, { pluginOptions }] of Object.entries(app.strapi.contentTypes)) {
      if (!uid.startsWith(`${UID}.`) || !(pluginOptions as { 'content-manager'?: object })['content-manager']) continue;
      const type = uid.slice(UID.length + 1);
      const count = await app.strapi.db.query(uid).count();
      for (const answer of [
        await editor.post(path(type), { contact: contact.id }),
        await editor.put(`//content-manager/single-types/${uid}`, { contact: contact.id }),
      ]) {
        expect([uid, answer.status >= 400 && answer.status < 500]).toEqual([uid, true]);
      }
      await expect(documents(type).create({ data: {} as never })).rejects.toThrow('by the customer portal only');
      const some = (await app.strapi.db.query(uid).findOne({})) as TestCustomer | null;
      if (some) await expect(documents(type).delete({ documentId: some.documentId })).rejects.toThrow('by the customer portal only');
      expect(await app.strapi.db.query(uid as never).count()).toBe(count);
    }
  });
});
