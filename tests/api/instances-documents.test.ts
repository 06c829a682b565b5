import { createDraft, type TestDocument } from '../support/documents';
import { createEditor, type Editor } from '../support/editor';
import { createContact, createCustomer, type TestContact, type TestCustomer } from '../support/people';
import { startSecondInstance } from '../support/second-instance';
import { API } from '../support/client';
import { createDatabase, type TestDatabase } from '../runtime/databases';
import { startApp, type TestApp } from '../support/strapi';
import { createToken, SyncClient } from '../support/sync';

/** Left out on SQLite (jest.config.mjs), which instances do not share. */
const UID = 'plugin::customer-portal';

let database: TestDatabase;
let one: TestApp;
let editor: Editor;
let token: string;
let customer: TestCustomer;
let contact: TestContact;

beforeAll(async () => {
  database = await createDatabase();
  one = await startApp({ database });
  editor = await createEditor(one, 'everything');
  ({ token } = await createToken(one));
  customer = await createCustomer(one.strapi, { externalId: 'C-1', portalAccess: true });
  contact = await createContact(one.strapi, [customer], { email: 'ada@harbour.example' });
});
afterAll(async () => {
  await one.stop();
  await database.drop();
});

const rows = (type: string) => one.strapi.db.query(`${UID}.${type}`);

interface Invoice {
  documentId: string;
  state: string;
  number: string | null;
}
const invoiceOf = (documentId: string): Promise<Invoice> => rows('invoice').findOne({ where: { documentId } }) as Promise<Invoice>;
const linesOf = (document: string, kind: string): Promise<number> => rows('record-event').count({ where: { document, kind } });

/** Rows of another system, the same each time. */
const synced = (round: string) =>
  Array.from({ length: 150 }, (_, index) => ({
    externalId: `${round}-${index}`,
    number: `ERP-${round}-${index}`,
    state: 'open',
    customer: 'C-1',
    issueDate: '2026-11-01',
    currency: 'EUR',
    lines: [{ item: 'Work', quantity: 2, rate: 50 }],
  }));

describe('an instance that is killed in the middle', () => {
  it.each([2, 9, 17])(
    'of issuing, sending and syncing leaves each whole or not begun, and loses no number (when %i of 24 are issued)',
    async (begun) => {
      const two = await startSecondInstance(database, one.mailbox);
      await two.stopJobs();
      const drafts: TestDocument[] = [];
      for (let count = 0; count < 24; count += 1) drafts.push(await createDraft(one.strapi, 'invoice', customer, { contact: contact.id }));
      const ask = (path: string, method: string, bearer: string, body: object) =>
        fetch(two.server + path, {
          method,
          headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
      const erp = synced(String(begun));
      // The first requests of a process take far longer than those that follow.
      expect((await ask(`${API}/sync/invoice`, 'PUT', token, { rows: erp.slice(0, 1) })).status).toBe(200);
      const asked = Promise.allSettled([
        ask(`${API}/sync/invoice`, 'PUT', token, { rows: erp }),
        ...drafts.map(({ documentId }, index) =>
          index % 2 === 0
            ? ask(`/customer-portal/documents/invoice/${documentId}/issue`, 'POST', editor.token, {})
            : ask(`/customer-portal/documents/invoice/${documentId}/send`, 'POST', editor.token, { issue: true }),
        ),
      ]);
      const issued = () =>
        rows('invoice').count({ where: { documentId: { $in: drafts.map((draft) => draft.documentId) }, state: 'open' } });
      while ((await issued()) < begun) await new Promise(setImmediate);
      await two.kill();
      await asked;
      // Else nothing was in the middle.
      expect(await issued()).toBeLessThan(drafts.length);
      await one.settle();

      for (const { documentId } of drafts) {
        const { state, number } = await invoiceOf(documentId);
        expect({ state, issued: await linesOf(documentId, 'issued'), numbered: number !== null }).toEqual(
          state === 'open' ? { state: 'open', issued: 1, numbered: true } : { state: 'draft', issued: 0, numbered: false },
        );
        const mails = one.mailbox.to(contact.email).filter(({ subject }) => number !== null && (subject ?? '').includes(number));
        expect(mails).toHaveLength(await linesOf(documentId, 'sent'));
      }
      // What was not begun is done by the one that lives; of what was, nothing is done twice.
      for (const { documentId } of drafts)
        expect([200, 409]).toContain((await editor.post(`/documents/invoice/${documentId}/issue`)).status);
      const numbers = ((await rows('invoice').findMany({ where: { number: { $startsWith: 'INV-' } } })) as { number: string }[])
        .map(({ number }) => Number(number.slice(4)))
        .sort((a, b) => a - b);
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));

      const again = await new SyncClient(one, token).put('invoice', erp);
      expect(again.refused).toBe(0);
      expect(again.created + again.unchanged).toBe(erp.length);
      expect(await rows('invoice').count({ where: { externalId: { $startsWith: `${begun}-` } } })).toBe(erp.length);
    },
  );
});
