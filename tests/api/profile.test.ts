import fc from 'fast-check';
import type { Response } from 'supertest';
import { FIELD_LEVELS, type FieldLevel } from '../../plugin/vocabulary';
import { Browser, signIn } from '../support/client';
import { atOneInstant } from '../support/clock';
import { createEditor, saveFields, saveGeneral, type Editor } from '../support/editor';
import { createCustomer, createPair, type TestContact, type TestCustomer } from '../support/people';
import { startApp, type TestApp } from '../support/strapi';

const CUSTOMER = 'plugin::customer-portal.customer';
const CONTACT = 'plugin::customer-portal.contact';

interface ShownField {
  name: string;
  label: string;
  builtIn: boolean;
  type: string;
  level: FieldLevel;
  value: unknown;
  options?: string[];
}
type Metadatas = Record<string, Record<'edit' | 'list', Record<string, unknown>>>;
type Shown = Record<'customer' | 'contact', ShownField[]>;

let app: TestApp;
let editor: Editor;
let customer: TestCustomer;
let contact: TestContact;
let browser: Browser;
let other: { customer: TestCustomer; contact: TestContact };
let otherBefore: unknown;

const rowOf = (uid: string, id: number): Promise<Record<string, unknown>> =>
  app.strapi.db.query(uid).findOne({ where: { id } as never }) as Promise<Record<string, unknown>>;
const others = async (): Promise<unknown> => [await rowOf(CUSTOMER, other.customer.id), await rowOf(CONTACT, other.contact.id)];
const shown = async (): Promise<Shown> => (await browser.get('/profile')).body.data as Shown;
const fieldOf = async (owner: 'customer' | 'contact', name: string): Promise<ShownField | undefined> =>
  (await shown())[owner].find((field) => field.name === name);
const change = (body: object | string): Promise<Response> => browser.patch('/profile', body);
const errorsOf = ({ body }: Response): [path: string, code: string][] =>
  (body.error.details.errors as { path: string[]; code: string }[]).map(({ path, code }) => [path.join('.'), code]);
const levels = async (change: { customer?: Record<string, FieldLevel>; contact?: Record<string, FieldLevel> }): Promise<void> => {
  const response = await saveFields(editor, change);
  if (response.status !== 200) throw new Error(JSON.stringify(response.body));
};

beforeAll(async () => {
  app = await startApp();
  editor = await createEditor(app);
  ({ customer, contact } = await createPair(app.strapi, {
    customer: { name: 'Alder Ltd', taxNumber: 'secret-tax', industry: 'food', employees: 7 },
    contact: { firstName: 'Ada', lastName: 'King' },
  }));
  other = await createPair(app.strapi, { customer: { name: 'Birch Ltd' } });
  browser = await signIn(app, contact);
  await signIn(app, other.contact);
  otherBefore = await others();
});
afterAll(() => app.stop());
afterEach(async () => {
  expect(await others()).toEqual(otherBefore);
});

describe("the fields of a customer's profile", () => {
  it('are the built-in ones at their defaults and those that the team added, read-only', async () => {
    const { customer: fields, contact: own } = await shown();
    const at = (list: ShownField[]): Record<string, string> => Object.fromEntries(list.map(({ name, level }) => [name, level]));
    expect(at(fields)).toEqual({
      name: 'read-only',
      customerNumber: 'read-only',
      email: 'optional',
      phone: 'optional',
      website: 'optional',
      taxNumber: 'optional',
      addressLine1: 'optional',
      addressLine2: 'optional',
      postcode: 'optional',
      city: 'optional',
      region: 'optional',
      country: 'optional',
      industry: 'read-only',
      preferredContactTime: 'read-only',
      newsletter: 'read-only',
      deliveryNotes: 'read-only',
      foundedOn: 'read-only',
      employees: 'read-only',
    });
    expect(at(own)).toEqual({
      firstName: 'mandatory',
      lastName: 'mandatory',
      email: 'read-only',
      phone: 'optional',
      jobTitle: 'optional',
      language: 'optional',
    });
    const industry = fields.find(({ name }) => name === 'industry');
    expect(industry).toMatchObject({ label: 'Industry', builtIn: false, type: 'enumeration', value: 'food' });
    expect(industry?.options).toContain('logistics');
    expect(fields.find(({ name }) => name === 'employees')).toMatchObject({ type: 'integer', min: 1, max: 1_000_000, value: 7 });
    expect(own.find(({ name }) => name === 'email')?.value).toBe(contact.email);
  });

  it('are listed for editors with the levels that make sense, the hidden ones too', async () => {
    const { fields } = (await editor.get('/settings/customer-fields')).body.data as {
      fields: { owner: string; name: string; level: string; levels: string[]; required: boolean }[];
    };
    const names = (owner: string): string[] => fields.filter((field) => field.owner === owner).map(({ name }) => name);
    const field = (owner: string, name: string) => fields.find((one) => one.owner === owner && one.name === name);
    expect(field('customer', 'kind')).toMatchObject({ level: 'hidden', levels: ['read-only', 'hidden'], required: true });
    expect(field('contact', 'email')).toMatchObject({ level: 'read-only', levels: ['read-only', 'hidden'], required: true });
    expect(field('customer', 'employees')).toMatchObject({ level: 'read-only', levels: [...FIELD_LEVELS], required: false });
    for (const internal of ['portalAccess', 'linkSentAt', 'linkSentName', 'memberships', 'id', 'documentId', 'createdAt']) {
      expect(names('customer')).not.toContain(internal);
    }
    for (const internal of ['blocked', 'lastSignInAt', 'memberships']) expect(names('contact')).not.toContain(internal);
  });

  it('refuse settings that make no sense, at the field', async () => {
    for (const [wrong, path, code] of [
      [{ customer: { kind: 'optional' } }, 'values.levels.customer.kind', 'level-not-possible'],
      [{ contact: { email: 'mandatory' } }, 'values.levels.contact.email', 'level-not-possible'],
      [{ contact: { blocked: 'optional' } }, 'values.levels.contact.blocked', 'unknown-key'],
      [{ customer: { portalAccess: 'optional' } }, 'values.levels.customer.portalAccess', 'unknown-key'],
      [{ customer: { nothing: 'optional' } }, 'values.levels.customer.nothing', 'unknown-key'],
      [{ customer: { phone: 'secret' } }, 'values.levels.customer.phone', 'invalid-value'],
    ] as [object, string, string][]) {
      const response = await saveFields(editor, wrong);
      expect([response.status, errorsOf(response)]).toEqual([400, [[path, code]]]);
    }
  });

  it('are labelled as the editor named them in the Content Manager', async () => {
    const path = `//content-manager/content-types/${CUSTOMER}/configuration`;
    const { contentType } = (await editor.get(path)).body.data as {
      contentType: { settings: object; layouts: object; metadatas: Metadatas };
    };
    const { settings, layouts, metadatas } = contentType;
    // As the panel sends it back: without what it is shown of relations.
    for (const { edit, list } of Object.values(metadatas)) for (const part of [edit, list]) delete part.mainField;
    metadatas.foundedOn!.edit.label = 'In business since';
    const saved = await editor.put(path, { settings, layouts, metadatas });
    expect(saved.body.error).toBeUndefined();
    const [field, portal] = await atOneInstant(
      async () => [await fieldOf('customer', 'foundedOn'), await fieldOf('customer', 'phone')],
      new Date(Date.now() + 11_000),
    );
    expect([field?.label, portal?.label]).toEqual(['In business since', 'Phone']);
  });
});

describe('the four levels', () => {
  it('optional: shown, changed and emptied', async () => {
    await levels({ customer: { deliveryNotes: 'optional' }, contact: { jobTitle: 'optional' } });
    const response = await change({ customer: { deliveryNotes: ' Ring twice.\nThen wait. ' }, contact: { jobTitle: 'Chief' } });
    expect(response.status).toBe(200);
    expect(response.body.data).toEqual(await shown());
    expect((await fieldOf('customer', 'deliveryNotes'))?.value).toBe('Ring twice.\nThen wait.');
    expect(await rowOf(CONTACT, contact.id)).toMatchObject({ jobTitle: 'Chief', firstName: 'Ada' });
    expect((await change({ customer: { deliveryNotes: '' }, contact: { jobTitle: null } })).status).toBe(200);
    expect((await rowOf(CUSTOMER, customer.id)).deliveryNotes).toBeNull();
    expect((await fieldOf('contact', 'jobTitle'))?.value).toBeNull();
  });

  it('mandatory: shown and changed, never emptied nor left empty', async () => {
    await change({ customer: { city: null } });
    await levels({ customer: { city: 'mandatory' } });
    expect((await fieldOf('customer', 'city'))?.level).toBe('mandatory');
    const [left, emptied] = [await change({ customer: { phone: '1' } }), await change({ customer: { city: '  ' } })];
    expect([left.status, errorsOf(left)]).toEqual([400, [['customer.city', 'required']]]);
    expect([emptied.status, errorsOf(emptied)]).toEqual([400, [['customer.city', 'required']]]);
    expect((await change({ customer: { city: 'Ulm' } })).status).toBe(200);
    expect((await change({ customer: { city: null } })).status).toBe(400);
    expect((await rowOf(CUSTOMER, customer.id)).city).toBe('Ulm');
    await levels({ customer: { city: 'optional' } });
    expect((await change({ customer: { city: null } })).status).toBe(200);
  });

  it('read-only: shown, never changed', async () => {
    await levels({ customer: { employees: 'read-only' }, contact: { jobTitle: 'read-only' } });
    expect(await fieldOf('customer', 'employees')).toMatchObject({ level: 'read-only', value: 7 });
    const response = await change({ customer: { employees: 8, name: 'Mine' }, contact: { jobTitle: 'Boss', email: 'x@example.org' } });
    expect([response.status, errorsOf(response)]).toEqual([
      400,
      [
        ['customer.employees', 'read-only'],
        ['customer.name', 'read-only'],
        ['contact.jobTitle', 'read-only'],
        ['contact.email', 'read-only'],
      ],
    ]);
    expect(await rowOf(CUSTOMER, customer.id)).toMatchObject({ employees: 7, name: 'Alder Ltd' });
    expect((await rowOf(CONTACT, contact.id)).email).toBe(contact.email);
  });

  it('hidden: not shown, not changed, and told of as what does not exist', async () => {
    await levels({ customer: { taxNumber: 'hidden' } });
    const page = await browser.get('/profile');
    expect(page.text).not.toMatch(/secret-tax|taxNumber/u);
    const [hidden, unknown] = [await change({ customer: { taxNumber: 'x' } }), await change({ customer: { taxNumbex: 'x' } })];
    const told = ({ status, body }: Response): string => `${status} ${JSON.stringify(body).replaceAll(/taxNumbe[rx]/gu, 'KEY')}`;
    expect(told(hidden)).toBe(told(unknown));
    for (const name of [
      'portalAccess',
      'linkSentName',
      'memberships',
      'id',
      'documentId',
      'createdAt',
      'kind',
      'constructor',
      'toString',
    ]) {
      const response = await change({ customer: { [name]: true } });
      expect([response.status, errorsOf(response)]).toEqual([400, [[`customer.${name}`, 'unknown-key']]]);
    }
    for (const name of ['blocked', 'lastSignInAt', 'memberships']) expect((await change({ contact: { [name]: false } })).status).toBe(400);
    expect(await rowOf(CUSTOMER, customer.id)).toMatchObject({ taxNumber: 'secret-tax', portalAccess: true });
    await levels({ customer: { taxNumber: 'optional' } });
    expect((await fieldOf('customer', 'taxNumber'))?.value).toBe('secret-tax');
  });

  it('do not let anybody empty what the content type requires', async () => {
    await levels({ customer: { name: 'optional' } });
    expect((await fieldOf('customer', 'name'))?.level).toBe('mandatory');
    const response = await change({ customer: { name: null } });
    expect([response.status, errorsOf(response)]).toEqual([400, [['customer.name', 'required']]]);
    expect((await change({ customer: { name: 'Alder & Co' } })).status).toBe(200);
    expect((await browser.get('/session')).body.data.customer.name).toBe('Alder & Co');
    await change({ customer: { name: 'Alder Ltd' } });
    await levels({ customer: { name: 'read-only' } });
  });
});

describe('values', () => {
  const team = ['industry', 'preferredContactTime', 'newsletter', 'deliveryNotes', 'foundedOn', 'employees'];
  beforeAll(() => levels({ customer: Object.fromEntries(team.map((name) => [name, 'optional'])) }));

  it.each<[name: string, value: unknown, shownAs?: unknown]>([
    ['industry', 'services'],
    ['preferredContactTime', '00:00'],
    ['preferredContactTime', '23:59'],
    ['newsletter', true],
    ['newsletter', false],
    ['deliveryNotes', 'ß€😀 — "quoted" <b>not bold</b> %s \\ \' ; --'],
    ['deliveryNotes', 'x'.repeat(500)],
    ['foundedOn', '1000-01-01'],
    ['foundedOn', '9999-12-31'],
    ['foundedOn', '2024-02-29'],
    ['employees', 1],
    ['employees', 1_000_000],
    ['phone', 'x'.repeat(50)],
    ['email', 'Office@Example.ORG', 'office@example.org'],
    ['email', `${'a'.repeat(60)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example`],
  ])('%s keeps what is right (%#), and is emptied again', async (name, value, shownAs = value) => {
    expect((await change({ customer: { [name]: value } })).status).toBe(200);
    expect((await fieldOf('customer', name))?.value).toBe(shownAs);
    expect((await change({ customer: { [name]: null } })).status).toBe(200);
    expect((await fieldOf('customer', name))?.value).toBeNull();
  });

  it.each<[name: string, value: unknown, code: string]>([
    ['industry', 'mining', 'not-an-option'],
    ['preferredContactTime', '24:00', 'not-a-time'],
    ['newsletter', 'yes', 'wrong-type'],
    ['deliveryNotes', 'x'.repeat(501), 'too-long'],
    ['deliveryNotes', 'bell\u0007', 'not-text'],
    ['foundedOn', '2023-02-29', 'not-a-date'],
    ['foundedOn', '0999-12-31', 'not-a-date'],
    ['employees', 0, 'too-small'],
    ['employees', 1_000_001, 'too-large'],
    ['employees', 1.5, 'not-whole'],
    ['phone', 'x'.repeat(51), 'too-long'],
    ['phone', 7, 'wrong-type'],
    ['email', 'nobody', 'not-an-email'],
  ])('%s refuses what is wrong (%#)', async (name, value, code) => {
    const before = await rowOf(CUSTOMER, customer.id);
    const response = await change({ customer: { [name]: value } });
    expect([response.status, errorsOf(response)]).toEqual([400, [[`customer.${name}`, code]]]);
    expect(await rowOf(CUSTOMER, customer.id)).toEqual(before);
  });

  it('are saved all or none, over customer and contact together', async () => {
    const before = [await rowOf(CUSTOMER, customer.id), await rowOf(CONTACT, contact.id)];
    const responses = [
      await change({ customer: { phone: 'new', employees: -1 }, contact: { phone: 'new' } }),
      await change({ customer: { phone: 'new' }, contact: { phone: 'new', firstName: '' } }),
      await change({ customer: { phone: 'new' }, contact: { phone: 'x'.repeat(51) } }),
    ];
    expect(responses.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect([await rowOf(CUSTOMER, customer.id), await rowOf(CONTACT, contact.id)]).toEqual(before);
    expect((await change({ customer: { phone: '11' }, contact: { phone: '22' } })).status).toBe(200);
    expect([(await rowOf(CUSTOMER, customer.id)).phone, (await rowOf(CONTACT, contact.id)).phone]).toEqual(['11', '22']);
  });

  it('that Strapi itself refuses are refused at their field, and take the rest with them', async () => {
    const { attributes } = app.strapi.contentType(CONTACT as never) as { attributes: Record<string, object> };
    const phone = attributes.phone as object;
    attributes.phone = { ...phone, unique: true };
    try {
      await app.strapi.documents(CONTACT as never).create({ data: { email: 'third@example.org', phone: 'taken' } as never });
      // The customer is written first: it must not stay when the contact is refused.
      const response = await change({ customer: { phone: '33' }, contact: { phone: 'taken' } });
      expect([response.status, errorsOf(response)]).toEqual([400, [['contact.phone', 'not-unique']]]);
      expect([(await rowOf(CUSTOMER, customer.id)).phone, (await rowOf(CONTACT, contact.id)).phone]).toEqual(['11', '22']);
    } finally {
      attributes.phone = phone;
    }
  });

  it('change nothing when there are none', async () => {
    const before = await rowOf(CUSTOMER, customer.id);
    for (const body of [{}, { customer: {} }, { customer: {}, contact: {} }]) {
      const response = await change(body);
      expect([response.status, response.body.data]).toEqual([200, await shown()]);
    }
    expect(await rowOf(CUSTOMER, customer.id)).toEqual(before);
  });

  it('go where they belong when a contact acts for several customers', async () => {
    const { id, documentId } = await createCustomer(app.strapi, { name: 'Zebra Ltd', portalAccess: true });
    await app.strapi.documents('plugin::customer-portal.membership' as never).create({
      data: { customer: id, contact: contact.id, role: 'member' } as never,
    });
    expect((await browser.put('/session/customer', { customer: documentId })).status).toBe(200);
    expect((await change({ customer: { phone: 'of Zebra' } })).status).toBe(200);
    expect((await browser.put('/session/customer', { customer: customer.documentId })).status).toBe(200);
    expect((await fieldOf('customer', 'phone'))?.value).toBe('11');
    expect((await rowOf(CUSTOMER, id)).phone).toBe('of Zebra');
  });
});

describe('the switch of the whole section', () => {
  it('off: refused and not offered; on: as before', async () => {
    const before = await shown();
    expect((await saveFields(editor, { customerFieldsEnabled: false })).status).toBe(200);
    const [read, write] = [await browser.get('/profile'), await change({ customer: { phone: 'sneaked in' } })];
    for (const { status, body } of [read, write]) {
      expect([status, body.error.details.code, body.data]).toEqual([403, 'preference-off', null]);
    }
    expect((await browser.get('/session')).body.data.abilities).toMatchObject({ customerFields: false });
    expect((await new Browser(app).get('/profile')).status).toBe(401);
    expect((await saveFields(editor, { customerFieldsEnabled: true })).status).toBe(200);
    expect((await browser.get('/session')).body.data.abilities).toMatchObject({ customerFields: true });
    expect(await shown()).toEqual(before);
  });

  it('refuses while the portal itself is off', async () => {
    await saveGeneral(editor, { portalEnabled: false });
    const response = await browser.get('/profile');
    expect([response.status, response.body.error.details.code]).toEqual([403, 'preference-off']);
    await saveGeneral(editor, { portalEnabled: true });
  });
});

describe('a field that is gone from the content type', () => {
  it('breaks neither the settings nor the profile, and its level goes with the next save', async () => {
    await levels({ customer: { deliveryNotes: 'mandatory' } });
    const { attributes } = app.strapi.contentType(CUSTOMER as never) as { attributes: Record<string, unknown> };
    const { deliveryNotes } = attributes;
    delete attributes.deliveryNotes;
    try {
      const view = await editor.get('/settings/customer-fields');
      expect(view.status).toBe(200);
      expect(JSON.stringify(view.body)).not.toContain('deliveryNotes');
      expect((await browser.get('/profile')).text).not.toContain('deliveryNotes');
      expect((await change({ customer: { phone: '12' } })).status).toBe(200);
      expect(errorsOf(await change({ customer: { deliveryNotes: 'x' } }))).toEqual([['customer.deliveryNotes', 'unknown-key']]);
      expect((await saveFields(editor, {})).status).toBe(200);
    } finally {
      attributes.deliveryNotes = deliveryNotes;
    }
    expect((await fieldOf('customer', 'deliveryNotes'))?.level).toBe('read-only');
  });
});

describe('whatever the levels and the changes are', () => {
  const names = { customer: ['phone', 'city', 'taxNumber', 'employees'], contact: ['phone', 'jobTitle'] } as const;
  const level = fc.constantFrom<FieldLevel>(...FIELD_LEVELS);
  const value = fc.oneof(fc.constantFrom('a', '', 'tax-7', 'x'.repeat(60)), fc.constant(null), fc.integer({ min: -2, max: 9 }));
  const record = <T>(keys: readonly string[], of: fc.Arbitrary<T>, some = false): fc.Arbitrary<Record<string, T>> =>
    fc.record(Object.fromEntries(keys.map((key) => [key, of])), some ? { requiredKeys: [] } : {}) as fc.Arbitrary<Record<string, T>>;

  it('no hidden value leaves, and nothing hidden or read-only changes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ customer: record(names.customer, level), contact: record(names.contact, level) }),
        fc.record({ customer: record(names.customer, value, true), contact: record(names.contact, value, true) }),
        async (chosen, wanted) => {
          await levels(chosen);
          const marks = { phone: 'mark-phone', city: 'mark-city', taxNumber: 'mark-tax', employees: 424_242 };
          const rows = { customer: [CUSTOMER, customer.id], contact: [CONTACT, contact.id] } as const;
          for (const [uid, id] of Object.values(rows)) {
            const data = uid === CUSTOMER ? marks : { phone: 'mark-own', jobTitle: 'mark-job' };
            await app.strapi.db.query(uid).updateMany({ where: { id } as never, data: data as never });
          }
          const before = { customer: await rowOf(CUSTOMER, customer.id), contact: await rowOf(CONTACT, contact.id) };
          const answers = [await browser.get('/profile'), await change(wanted), await browser.get('/profile')];
          const after = { customer: await rowOf(CUSTOMER, customer.id), contact: await rowOf(CONTACT, contact.id) };
          for (const owner of ['customer', 'contact'] as const) {
            for (const name of names[owner]) {
              const fixed = chosen[owner][name] === 'hidden' || chosen[owner][name] === 'read-only';
              if (fixed || answers[1]!.status !== 200) expect(after[owner][name]).toEqual(before[owner][name]);
              if (chosen[owner][name] === 'hidden') {
                for (const { text } of answers) expect(text).not.toContain(String(before[owner][name]));
              }
            }
          }
          const refusable = (['customer', 'contact'] as const).some((owner) =>
            Object.keys(wanted[owner]).some((name) => ['hidden', 'read-only'].includes(chosen[owner][name]!)),
          );
          if (refusable) expect(answers[1]!.status).toBe(400);
          expect([200, 400]).toContain(answers[1]!.status);
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);
});
