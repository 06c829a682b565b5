import { documentsOf } from '../../server/src/documents';
import { signIn } from '../support/client';
import { createContact, createCustomer } from '../support/people';
import { expectUntouched } from '../support/snapshot';
import { SyncClient } from '../support/sync';
import { saveSettings } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

const UID = 'plugin::customer-portal';

let app: TestApp;
let erp: SyncClient;
let serial = 0;
const fresh = (prefix: string): string => `${prefix}-${(serial += 1)}`;

const rows = (type: string) => app.strapi.db.query(`${UID}.${type}`);
const found = (type: string, externalId: string) => rows(type).findOne({ where: { externalId }, populate: { customer: true } });

beforeAll(async () => {
  app = await startApp();
  erp = await SyncClient.with(app, 'sync.customers', 'sync.contacts', 'sync.documents');
  await saveSettings(app, 'preferences', { creditNotes: true });
});
afterAll(() => app.stop());

async function customer(): Promise<string> {
  const externalId = fresh('C');
  await erp.put('customers', [{ externalId, name: `Customer ${externalId}`, city: 'Bergen' }]);
  return externalId;
}

const tax = { name: 'VAT', percent: '19' };
const invoice = (more: Record<string, unknown> = {}) => {
  const externalId = fresh('I');
  return {
    externalId,
    number: `N-${externalId}`,
    state: 'open',
    issueDate: '2026-11-01',
    untilDate: '2026-11-15',
    currency: 'EUR',
    lines: [{ item: 'Work', quantity: 3, rate: '33.335', tax }],
    ...more,
  };
};
const codes = (report: { rows: { errors?: { path: (string | number)[]; code: string }[] }[] }): unknown[] =>
  report.rows.flatMap(({ errors = [] }) => errors.map(({ path, code }) => `${path.join('.')}: ${code}`));

describe('customers of another system', () => {
  it('are made, changed and left alone, each found by its id there', async () => {
    const [a, b] = [fresh('C'), fresh('C')];
    const first = await erp.put('customers', [
      { externalId: a, name: 'Alder', city: 'Oslo' },
      { externalId: b, name: 'Birch', email: 'Billing@Birch.example' },
    ]);
    expect(first).toMatchObject({ created: 2, updated: 0, refused: 0 });
    const again = await erp.put('customers', [
      { externalId: a, city: 'Bergen' },
      { externalId: b, name: 'Birch', email: 'billing@birch.example' },
    ]);
    expect(again).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
    expect(again.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));
    expect(await found('customer', a)).toMatchObject({ name: 'Alder', city: 'Bergen' });
  });

  it('that are in Strapi already are taken for theirs by a number that nobody else has', async () => {
    const customerNumber = fresh('K');
    const there = await createCustomer(app.strapi, { customerNumber });
    const [one] = (await erp.put('customers', [{ externalId: fresh('C'), name: 'Renamed', customerNumber }])).rows;
    expect(one).toMatchObject({ result: 'updated', id: there.documentId });
    // It is somebody's now: another row with the same number is another customer.
    const [other] = (await erp.put('customers', [{ externalId: fresh('C'), name: 'Other', customerNumber }])).rows;
    expect(other).toMatchObject({ result: 'created' });
  });

  it('that are wrong refuse themselves, in words, and no other', async () => {
    const good = fresh('C');
    const report = await erp.put('customers', [
      { externalId: good, name: 'Cedar' },
      { externalId: good, name: 'Cedar again' },
      { externalId: fresh('C') },
      { name: 'No id' },
      { externalId: fresh('C'), name: 'x', email: 'nowhere' },
      { externalId: fresh('C'), name: 'x', portalAccess: true },
      { externalId: fresh('C'), name: 'x', attributes: { portalAccess: true } },
      'text',
    ]);
    expect(report).toMatchObject({ created: 1, refused: 7 });
    expect(codes(report)).toEqual([
      'externalId: twice',
      'name: required',
      'externalId: invalid-type',
      'email: not-an-email',
      'portalAccess: unknown-key',
      'attributes.portalAccess: unknown-key',
      ': invalid-type',
    ]);
  });
});

describe('contacts of another system', () => {
  it('act for those customers that it names, and lose those that it does not name any more', async () => {
    const [a, b] = [await customer(), await customer()];
    const ours = await createCustomer(app.strapi);
    const externalId = fresh('P');
    const email = `${externalId.toLowerCase()}@example.org`;
    await erp.put('contacts', [{ externalId, email, firstName: 'Ada', customers: [{ externalId: a, role: 'billing' }] }]);
    const contact = await rows('contact').findOne({ where: { externalId } });
    await app.strapi.documents(`${UID}.membership` as never).create({ data: { customer: ours.id, contact: contact.id } as never });
    const of = async () =>
      (await rows('membership').findMany({ where: { contact: contact.id }, populate: { customer: true }, orderBy: { id: 'asc' } })).map(
        (one: { role: string; customer: { externalId: string | null } }) => [one.customer.externalId, one.role],
      );
    expect(await of()).toEqual([
      [a, 'billing'],
      [null, 'member'],
    ]);
    expect(await erp.put('contacts', [{ externalId, customers: [{ externalId: b, role: 'owner' }] }])).toMatchObject({ updated: 1 });
    expect(await of()).toEqual([
      [null, 'member'],
      [b, 'owner'],
    ]);
    expect(await erp.put('contacts', [{ externalId, email, customers: [{ externalId: b }] }])).toMatchObject({ unchanged: 1 });
  });

  it('are found by their address when they have no id yet, and refused when a customer is not there: then nothing of the row is', async () => {
    const known = await createContact(app.strapi, []);
    const externalId = fresh('P');
    await expectUntouched(app, async () => {
      const report = await erp.put('contacts', [{ externalId, email: known.email, customers: [{ externalId: 'nobody' }] }]);
      expect(codes(report)).toEqual(['customers.0.externalId: no-such-record']);
    });
    const [row] = (await erp.put('contacts', [{ externalId, email: known.email.toUpperCase() }])).rows;
    expect(row).toMatchObject({ result: 'updated', id: known.documentId });
    expect(codes(await erp.put('contacts', [{ externalId: fresh('P'), email: known.email }]))).toEqual(['email: not-unique']);
  });
});

describe('documents of another system', () => {
  it('are seen by their customer, with the figures that follow from the lines, and by no other', async () => {
    const [of, other] = [await customer(), await customer()];
    const row = invoice({ customer: of, balance: 4000 });
    expect(await erp.put('invoice', [row])).toMatchObject({ created: 1 });
    const stored = await found('invoice', row.externalId);
    expect(stored).toMatchObject({ net: '10001', tax: '1900', gross: '11901', balance: '4000', number: row.number });
    expect(stored.buyer).toMatchObject({ name: `Customer ${of}`, address: ['Bergen'] });
    const people = await Promise.all(
      [of, other].map(async (externalId) => {
        const { id, documentId } = await rows('customer').findOne({ where: { externalId } });
        await rows('customer').updateMany({ where: { id }, data: { portalAccess: true } });
        return signIn(app, await createContact(app.strapi, [{ id, documentId, name: '' }]));
      }),
    );
    const [mine, theirs] = await Promise.all(people.map((browser) => browser.get('/documents/invoice')));
    expect((mine?.body as { data: { rows: object[] } }).data.rows).toMatchObject([{ number: row.number, gross: 11901, balance: 4000 }]);
    expect((theirs?.body as { data: { total: number } }).data.total).toBe(0);
    expect((await people[1]?.get(`/documents/invoice/${stored.documentId as string}`))?.status).toBe(404);
  });

  it('sent again change nothing; what was issued keeps what was sent, and its state and balance follow', async () => {
    const row = invoice({ customer: await customer() });
    await erp.put('invoice', [row]);
    expect(await erp.put('invoice', [row])).toMatchObject({ unchanged: 1 });
    expect(await erp.put('invoice', [{ externalId: row.externalId, balance: 0 }])).toMatchObject({ updated: 1 });
    await expectUntouched(app, async () => {
      const changed = [{ ...row, lines: [{ item: 'More', rate: 100 }] }];
      expect(codes(await erp.put('invoice', changed))).toEqual(['lines: fixed']);
      expect(codes(await erp.put('invoice', [{ externalId: row.externalId, state: 'draft' }]))).toEqual(['state: not-an-option']);
      expect(codes(await erp.put('invoice', [{ externalId: row.externalId, number: 'OTHER' }]))).toEqual(['number: fixed']);
    });
    await erp.put('invoice', [{ externalId: row.externalId, state: 'void' }]);
    expect(await found('invoice', row.externalId)).toMatchObject({ state: 'void', balance: '0' });
  });

  it('that are drafts may change, and are issued when they are complete', async () => {
    const externalId = fresh('I');
    await erp.put('invoice', [{ externalId, customer: await customer(), lines: [{ item: 'A', rate: 10 }] }]);
    await erp.put('invoice', [{ externalId, lines: [{ item: 'B', rate: 20 }] }]);
    expect(codes(await erp.put('invoice', [{ externalId, state: 'open' }]))).toEqual(['number: required']);
    await erp.put('invoice', [{ externalId, state: 'open', number: fresh('N'), issueDate: '2026-11-02' }]);
    const stored = await found('invoice', externalId);
    expect(stored).toMatchObject({ state: 'open', gross: '2000', balance: '2000', buyer: { address: ['Bergen'] } });
  });

  it('a quote that waits may be written anew, and is another one to whoever accepts it', async () => {
    const row = { ...invoice({ customer: await customer() }), state: 'sent' };
    await erp.put('quote', [row]);
    expect(await found('quote', row.externalId)).toMatchObject({ revision: 1 });
    await erp.put('quote', [{ ...row, lines: [{ item: 'Less', rate: 1 }] }]);
    expect(await found('quote', row.externalId)).toMatchObject({ revision: 2, gross: '100' });
    await erp.put('quote', [{ externalId: row.externalId, state: 'invoiced' }]);
    expect(codes(await erp.put('quote', [{ ...row, notes: 'x' }]))).toEqual(['state: not-an-option']);
    expect(codes(await erp.put('quote', [{ externalId: row.externalId, notes: 'x' }]))).toEqual(['notes: fixed']);
  });

  it('a quote that is written anew while its customer accepts it is accepted as it stands, or not at all', async () => {
    const of = await customer();
    const { id, documentId } = await rows('customer').findOne({ where: { externalId: of } });
    await rows('customer').updateMany({ where: { id }, data: { portalAccess: true } });
    const browser = await signIn(app, await createContact(app.strapi, [{ id, documentId, name: '' }]));
    for (let time = 0; time < 12; time += 1) {
      const row = { ...invoice({ customer: of, untilDate: '2099-01-01' }), state: 'sent' };
      await erp.put('quote', [row]);
      const quote = (await found('quote', row.externalId)).documentId as string;
      const accept = () => browser.post(`/documents/quote/${quote}/accept`, { revision: 1, name: 'Ada King' });
      await Promise.all([accept(), erp.put('quote', [{ ...row, lines: [{ item: 'Less', rate: 1 }] }])]);
      const { state, revision, answer } = (await found('quote', row.externalId)) as { state: string; revision: number; answer: unknown };
      expect(state === 'accepted' ? { revision, answer } : { state, revision, answer }).toMatchObject(
        state === 'accepted' ? { revision: 1, answer: { revision: 1 } } : { state: 'sent', revision: 2, answer: null },
      );
    }
  });

  it('keep totals that differ by a cent a rate, in the breakdown too, and are refused with both figures beyond', async () => {
    const of = await customer();
    const near = invoice({ customer: of, totals: { net: 10001, tax: 1901, gross: 11902 } });
    const far = invoice({ customer: of, totals: { net: 10001, tax: 1902, gross: 11903 } });
    const report = await erp.put('invoice', [near, far]);
    expect(report.rows).toMatchObject([
      { result: 'created' },
      {
        result: 'refused',
        figures: { given: { net: 10001, tax: 1902, gross: 11903 }, calculated: { net: 10001, tax: 1900, gross: 11901 } },
      },
    ]);
    const stored = await found('invoice', near.externalId);
    expect(stored).toMatchObject({ gross: '11902', totals: { taxes: [{ tax: 1901, taxable: 10001 }] } });
    expect(await erp.put('invoice', [near, { ...near, externalId: near.externalId }])).toMatchObject({ unchanged: 1, refused: 1 });
    expect(await erp.put('invoice', [far], { trustTotals: true })).toMatchObject({ created: 1 });
    expect(await found('invoice', far.externalId)).toMatchObject({ gross: '11903', totals: { taxes: [{ tax: 1902 }] } });
  });

  it('that are wrong refuse themselves and no other', async () => {
    const of = await customer();
    const taken = invoice({ customer: of });
    const wrong = [
      invoice({ customer: 'nobody' }),
      invoice({ customer: of, number: taken.number }),
      invoice({ customer: of, lines: [{ item: 'x', rate: 'abc' }] }),
      invoice({ customer: of, lines: [] }),
      invoice({ customer: of, state: 'paid' }),
      invoice({ customer: of, currency: 'XXQ' }),
      invoice({ customer: of, balance: 1_000_000 }),
      invoice({ customer: of, contact: 'nobody' }),
      { ...invoice({ customer: of }), gross: 1 },
    ];
    const report = await erp.put('invoice', [taken, ...wrong]);
    expect(report).toMatchObject({ created: 1, refused: wrong.length });
    expect(codes(report)).toEqual([
      'customer: no-such-record',
      'number: twice',
      'lines.0.rate: wrong-format',
      'lines: required',
      'state: not-an-option',
      'currency: invalid',
      'balance: too-large',
      'contact: no-such-record',
      'gross: unknown-key',
    ]);
    expect(codes(await erp.put('invoice', [invoice({ customer: of, number: taken.number })]))).toEqual(['number: not-unique']);
  });

  it('sent by two calls at once are there once, and a number is one document’s', async () => {
    const of = await customer();
    const same = Array.from({ length: 30 }, () => invoice({ customer: of }));
    const reports = await Promise.all([erp.put('invoice', same), erp.put('invoice', same)]);
    expect(reports.map(({ refused }) => refused)).toEqual([0, 0]);
    expect(reports[0].created + reports[1].created).toBe(30);
    expect(await rows('invoice').count({ where: { externalId: { $in: same.map(({ externalId }) => externalId) } } })).toBe(30);
    const number = fresh('N');
    const rivals = await Promise.all([
      erp.put('invoice', [invoice({ customer: of, number })]),
      erp.put('invoice', [invoice({ customer: of, number })]),
    ]);
    expect(rivals.map(({ created }) => created).sort()).toEqual([0, 1]);
  });

  it('leave the numbers of the portal’s own series to whoever issues next', async () => {
    const { id } = await rows('customer').findOne({ where: { externalId: await customer() } });
    const make = async () => {
      const draft = (await app.strapi.documents(`${UID}.credit-note` as never).create({
        data: {
          customer: id,
          lines: {
            version: 1,
            lines: [{ id: '1', item: 'x', description: '', quantity: '1', unit: '', rate: '1', discount: null, tax: null }],
            discounts: [],
            charges: [],
          },
        } as never,
      })) as unknown as { documentId: string };
      return (await documentsOf(app.strapi).issue('credit-note', draft.documentId)).number;
    };
    expect(await make()).toBe('CN-00001');
    await erp.put('credit-note', [invoice({ customer: await customer(), number: 'CN-00002', untilDate: undefined })]);
    expect(await make()).toBe('CN-00003');
  });
});

describe('a token', () => {
  it('writes only what its scopes name, at most a thousand rows a call', async () => {
    const narrow = await SyncClient.with(app, 'sync.customers');
    await expectUntouched(app, async () => {
      expect((await narrow.send('contacts', [])).status).toBe(403);
      expect((await narrow.send('invoice', [])).status).toBe(403);
      expect((await new SyncClient(app, 'made-up').send('customers', [])).status).toBe(401);
      expect((await erp.send('tickets', [])).status).toBe(404);
      expect((await erp.send('customers', 'rows' as never)).status).toBe(400);
      expect(
        (
          await erp.send(
            'customers',
            Array.from({ length: 1001 }, () => ({})),
          )
        ).status,
      ).toBe(400);
    });
    expect((await narrow.send('customers', [])).status).toBe(200);
  });
});
