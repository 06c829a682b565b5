import { signIn } from './client';
import { createEditor, type Editor } from './editor';
import { createContact, createCustomer, createPair, type TestContact, type TestCustomer } from './people';
import type { TestApp } from './strapi';

const UID = 'plugin::customer-portal';
const READ = 'plugin::content-manager.explorer.read';
const FIELDS = { customer: ['name', 'city'], contact: ['firstName', 'lastName', 'email'] };
const reads = (type: 'customer' | 'contact', conditions: string[] = []) => ({
  action: READ,
  subject: `${UID}.${type}`,
  conditions,
  properties: { fields: FIELDS[type] },
});
const INVITATION = 'Our organisation: your access to the customer portal';

interface Access {
  status: string;
  contacts: { email: string; status: string }[];
}
interface Job {
  state: string;
  done: number;
  sent: number;
}

/** What the file brings whose boot these tests share. */
export interface World {
  app: TestApp;
  editor: Editor;
  /** Whom nothing is about, and who signs in for a customer of their own. */
  bystander: Awaited<ReturnType<typeof createPair>>;
  accessOf: (customer: TestCustomer) => Promise<Access>;
  /** Addressee and subject of every mail so far. */
  mails: () => Promise<string[]>;
}

/** Who is added to a customer, by whom, and how often; and the list of customers with what is done with many of them. */
export function describeContactsOfCustomers(world: () => World): void {
  let app: TestApp;
  let editor: Editor;
  let bystander: World['bystander'];
  let accessOf: World['accessOf'];
  let mails: World['mails'];
  beforeAll(() => {
    ({ app, editor, bystander, accessOf, mails } = world());
  });

  describe('adding contacts to a customer', () => {
    interface Found {
      id: string;
      email: string;
      name: string;
      member: boolean;
      customers: { name: string }[];
      moreCustomers: number;
    }
    const contactsOf = ({ documentId }: TestCustomer): string => `/customers/${documentId}/contacts`;
    const search = async (customer: TestCustomer, words: string, who = editor): Promise<Found[]> =>
      (await who.get(`${contactsOf(customer)}?${new URLSearchParams({ search: words }).toString()}`)).body.data.rows as Found[];
    const make = (customer: TestCustomer, person: object, who = editor) =>
      who.post(contactsOf(customer), { firstName: '', lastName: '', role: 'member', invite: false, ...person });
    const add = (customer: TestCustomer, contact: TestContact, more: object = {}, who = editor) =>
      who.post(`${contactsOf(customer)}/${contact.documentId}`, { email: contact.email, role: 'member', invite: false, ...more });
    const answerOf = (response: { status: number; body: { error?: { details: { code: string } } } }) => [
      response.status,
      response.body.error?.details.code,
    ];
    const countOf = (email: string) => app.strapi.db.query(`${UID}.contact` as never).count({ where: { email } as never });

    it('finds them by any part of name and address, and says for whom each acts', async () => {
      const [acme, other] = [await createCustomer(app.strapi, { name: 'Acme' }), await createCustomer(app.strapi, { name: 'Alder Ltd' })];
      const ours = await createContact(
        app.strapi,
        [acme],
        { firstName: 'Maria', lastName: 'Meier-Özdemir', email: 'maria@acme.example' },
        null,
      );
      const theirs = await createContact(
        app.strapi,
        [other],
        { firstName: 'Maria', lastName: 'Meier-Öz', email: 'm.meier@alder.example' },
        null,
      );
      const shape = ({ id, name, member, customers, moreCustomers }: Found) => ({
        id,
        name,
        member,
        customers: customers.map((one) => one.name),
        moreCustomers,
      });
      const two = [
        { id: theirs.documentId, name: 'Maria Meier-Öz', member: false, customers: ['Alder Ltd'], moreCustomers: 0 },
        { id: ours.documentId, name: 'Maria Meier-Özdemir', member: true, customers: [], moreCustomers: 0 },
      ];
      for (const words of ['maria meier', 'meier MARIA', 'ria meier-Ö', 'maria example']) {
        expect((await search(acme, words)).map(shape).sort((a, b) => a.name.length - b.name.length)).toEqual(two);
      }
      expect((await search(acme, 'alder.exam')).map(shape)).toEqual([two[0]]);
      expect(await search(acme, 'maria nobody')).toEqual([]);
      expect((await editor.get(`${contactsOf(acme)}?search=m`)).status).toBe(400);
    });

    it('names only customers that the role reads, and finds only contacts that it reads', async () => {
      const acme = await createCustomer(app.strapi, { name: 'Acme' });
      const shared = await createContact(
        app.strapi,
        [bystander.customer, await createCustomer(app.strapi)],
        { lastName: 'Sharedname' },
        null,
      );
      const some = await createEditor(app, ['people.manage'], [reads('contact'), reads('customer', ['admin::is-creator'])]);
      const mine = await some.get(`/customers/${acme.documentId}/contacts?search=sharedname`);
      expect(answerOf(mine)).toEqual([404, 'not-found']);
      await app.strapi.db
        .query(`${UID}.customer` as never)
        .update({ where: { id: acme.id } as never, data: { createdBy: some.user.id } as never });
      expect(await search(acme, 'sharedname', some)).toMatchObject([{ id: shared.documentId, customers: [], moreCustomers: 2 }]);
      const blind = await createEditor(app, ['people.manage'], [reads('customer')]);
      expect(answerOf(await blind.get(`/customers/${acme.documentId}/contacts?search=sharedname`))).toEqual([403, 'not-allowed']);
      expect(answerOf(await add(acme, shared, {}, blind))).toEqual([403, 'not-allowed']);
      expect((await accessOf(acme)).contacts).toEqual([]);
    });

    it('shows of a customer’s people those that the role reads, in the fields that it reads, whatever is done', async () => {
      const customer = await createCustomer(app.strapi, { name: 'Acme', portalAccess: true });
      const [hers, other] = [
        await createContact(app.strapi, [customer], { lastName: 'Mine' }, null),
        await createContact(app.strapi, [customer], { lastName: 'Hidden' }),
      ];
      const uids = ['people.read', 'people.invite', 'people.disable', 'people.manage'] as const;
      const own = await createEditor(app, uids, [reads('customer'), reads('contact', ['admin::is-creator'])]);
      const first = await createEditor(app, uids, [reads('customer'), { ...reads('contact'), properties: { fields: ['firstName'] } }]);
      const none = await createEditor(app, uids, [reads('customer')]);
      await app.strapi.db
        .query(`${UID}.contact` as never)
        .update({ where: { id: hers.id } as never, data: { createdBy: own.user.id } as never });
      const path = `/customers/${customer.documentId}`;
      const shown = async (who: Editor, method: 'get' | 'post', to: string) => {
        const { status, body } = await who.send(method, `${path}/${to}`);
        expect(status).toBe(200);
        const { contacts, moreContacts } = body.data as { contacts: { name: string; email: string }[]; moreContacts: number };
        return [...contacts.map(({ name, email }) => `${name}/${email}`), moreContacts];
      };
      const actions = [
        ['get', 'portal'],
        ['post', 'invite'],
        ['post', 'resend-link'],
        ['post', `contacts/${hers.documentId}/mail`],
        ['post', 'disable-access'],
      ] as const;
      for (const [method, to] of actions) expect(await shown(own, method, to)).toEqual([`Test Mine/${hers.email}`, 1]);
      expect(await shown(none, 'get', 'portal')).toEqual([2]);
      expect(await shown(first, 'get', 'portal')).toEqual(['Test/', 'Test/', 0]);
      expect(await search(customer, 'hidden', first)).toEqual([]);
      // What it does not read it does not change either.
      for (const [method, to, body] of [
        ['put', '', { role: 'owner' }],
        ['delete', '', undefined],
        ['post', '/mail', undefined],
      ] as const) {
        expect(answerOf(await own.send(method, `${path}/contacts/${other.documentId}${to}`, body))).toEqual([404, 'not-found']);
      }
    });

    it('makes a new one, with a role, and invites only that one', async () => {
      const customer = await createCustomer(app.strapi);
      const before = await createContact(app.strapi, [customer], {}, null);
      const made = await make(customer, {
        email: ' New.Person@Example.org',
        firstName: 'New',
        lastName: 'Person',
        role: 'owner',
        invite: true,
      });
      expect(made.status).toBe(201);
      expect(made.body.data).toMatchObject({ status: 'invited' });
      const { contacts } = made.body.data as Access;
      expect(contacts.find(({ email }) => email === 'new.person@example.org')).toMatchObject({
        name: 'New Person',
        role: 'owner',
        status: 'invited',
      });
      expect(contacts.find(({ email }) => email === before.email)).toMatchObject({ status: 'not-invited' });
      expect(await mails()).toEqual([`new.person@example.org: ${INVITATION}`]);
      const row = await app.strapi.db.query(`${UID}.contact` as never).findOne({ where: { email: 'new.person@example.org' } as never });
      expect(row).toMatchObject({ label: 'New Person · new.person@example.org' });
    });

    it('never takes over an address that somebody has, and never adds anybody twice', async () => {
      const customer = await createCustomer(app.strapi);
      expect(answerOf(await make(customer, { email: bystander.contact.email.toUpperCase(), invite: true }))).toEqual([
        409,
        'contact-exists',
      ]);
      expect((await accessOf(customer)).contacts).toEqual([]);
      expect((await add(customer, bystander.contact)).status).toBe(201);
      expect(answerOf(await add(customer, bystander.contact))).toEqual([409, 'already-member']);
      expect((await accessOf(customer)).contacts).toHaveLength(1);
      await editor.delete(`${contactsOf(customer)}/${bystander.contact.documentId}`);
    });

    it('is once, though editors do it at once: one contact, one membership, one mail', async () => {
      const customer = await createCustomer(app.strapi);
      const email = `at-once-${Date.now()}@example.org`;
      const made = await Promise.all(Array.from({ length: 5 }, () => make(customer, { email, invite: true })));
      expect(made.map(answerOf).sort()).toEqual([[201, undefined], ...Array<unknown>(4).fill([409, 'contact-exists'])]);
      expect(await countOf(email)).toBe(1);
      const contact = await createContact(app.strapi, [], {}, null);
      const added = await Promise.all(Array.from({ length: 5 }, () => add(customer, contact, { invite: true })));
      expect(added.map(answerOf).sort()).toEqual([[201, undefined], ...Array<unknown>(4).fill([409, 'already-member'])]);
      expect(await app.strapi.db.query(`${UID}.membership` as never).count({ where: { customer: customer.id } as never })).toBe(2);
      expect(await mails()).toEqual([`${email}: ${INVITATION}`, `${contact.email}: ${INVITATION}`].sort());
    });

    it('is refused when the person who was picked has become somebody else', async () => {
      const customer = await createCustomer(app.strapi);
      const contact = await createContact(app.strapi, [], {}, null);
      await editor.put(`//content-manager/collection-types/${UID}.contact/${contact.documentId}`, { email: 'successor@example.org' });
      expect(answerOf(await add(customer, contact))).toEqual([409, 'conflict']);
      expect((await accessOf(customer)).contacts).toEqual([]);
    });

    it('invites nobody without the permission to, and adds nobody then', async () => {
      const customer = await createCustomer(app.strapi);
      const some = await createEditor(app, ['people.manage'], [reads('contact'), reads('customer')]);
      expect(answerOf(await make(customer, { email: 'not-invited@example.org', invite: true }, some))).toEqual([403, 'not-allowed']);
      expect(await countOf('not-invited@example.org')).toBe(0);
      expect((await make(customer, { email: 'not-invited@example.org' }, some)).status).toBe(201);
      expect(await accessOf(customer)).toMatchObject({ status: 'not-invited', contacts: [{ status: 'not-invited' }] });
      expect(await mails()).toEqual([]);
    });

    it('leaves nothing behind when the contact cannot be invited', async () => {
      const customer = await createCustomer(app.strapi);
      const blocked = await createContact(app.strapi, [], { blocked: true }, null);
      expect(answerOf(await add(customer, blocked, { invite: true }))).toEqual([409, 'email-missing']);
      expect(await accessOf(customer)).toMatchObject({ status: 'not-invited', contacts: [] });
    });

    it('changes the role, and removes from one customer only: sessions for it end at once', async () => {
      const [one, two] = [
        await createCustomer(app.strapi, { name: 'A', portalAccess: true }),
        await createCustomer(app.strapi, { name: 'B', portalAccess: true }),
      ];
      const contact = await createContact(app.strapi, [one, two]);
      const [first, second] = [await signIn(app, contact), await signIn(app, contact)];
      await second.put('/session/customer', { customer: two.documentId });
      const path = `${contactsOf(one)}/${contact.documentId}`;
      expect((await editor.put(path, { role: 'owner' })).body.data.contacts).toMatchObject([{ role: 'owner' }]);
      expect((await accessOf(two)).contacts).toMatchObject([{ role: 'member' }]);
      expect((await editor.delete(path)).body.data.contacts).toEqual([]);
      expect([(await first.get('/session')).status, (await second.get('/session')).status]).toEqual([401, 200]);
      expect((await accessOf(two)).contacts).toHaveLength(1);
      for (const again of [await editor.delete(path), await editor.put(path, { role: 'member' })])
        expect(answerOf(again)).toEqual([404, 'not-found']);
      const rows = (await editor.get(`/activity?contact=${contact.documentId}`)).body.data.rows as {
        kind: string;
        detail: string;
        editor: string;
      }[];
      expect(rows.filter(({ kind }) => kind.startsWith('membership-'))).toMatchObject([
        { kind: 'membership-removed', detail: 'A', editor: editor.user.email },
        { kind: 'membership-changed', detail: 'A: owner' },
      ]);
    });
  });

  describe('the list of customers', () => {
    interface Listed {
      id: string;
      name: string;
      status: string;
      contacts: number;
      lastSignInAt: string | null;
    }
    const list = async (query: Record<string, string>, who = editor): Promise<{ rows: Listed[]; total: number }> =>
      (await who.get(`/customers?${new URLSearchParams(query).toString()}`)).body.data as { rows: Listed[]; total: number };

    it('tells status, contacts and last sign-in, by status, words and order, a page at a time', async () => {
      const fresh = await createCustomer(app.strapi, { name: 'Listed fresh', customerNumber: 'L-1' });
      const invited = await createCustomer(app.strapi, { name: 'Listed invited', portalAccess: true });
      await createContact(app.strapi, [invited], {}, null);
      const off = await createCustomer(app.strapi, { name: 'Listed off' });
      await editor.post(`/customers/${off.documentId}/disable-access`);
      const { customer: active, contact } = await createPair(app.strapi, { customer: { name: 'Listed Über' } });
      const second = await createContact(app.strapi, [active], {}, null);
      await signIn(app, contact);
      const { rows, total } = await list({ search: 'listed' });
      expect(total).toBe(4);
      const of = ({ documentId: id }: TestCustomer, more: object) => expect.objectContaining({ id, ...more });
      expect(rows).toEqual([
        of(fresh, { status: 'not-invited', contacts: 0, lastSignInAt: null }),
        of(invited, { status: 'invited', contacts: 1, lastSignInAt: null }),
        of(off, { status: 'disabled', contacts: 0 }),
        of(active, { status: 'active', contacts: 2, lastSignInAt: expect.any(String) }),
      ]);
      for (const status of ['not-invited', 'invited', 'disabled', 'active']) {
        expect((await list({ search: 'listed', status })).rows.map((row) => row.status)).toEqual([status]);
      }
      expect((await list({ search: 'listed', sort: 'last-sign-in' })).rows[0]).toMatchObject({ id: active.documentId });
      for (const search of ['l-1', 'fresh listed']) expect((await list({ search })).rows).toMatchObject([{ id: fresh.documentId }]);
      expect((await list({ search: 'über' })).rows).toMatchObject([{ id: active.documentId }]);
      expect(await list({ search: 'listed', page: '2' })).toEqual({ rows: [], total: 4 });
      expect((await list({ search: '%' })).total).toBe(0);
      await editor.delete(`/customers/${active.documentId}/contacts/${second.documentId}`);
    });

    it('holds what the role reads, and is refused to a role that reads no customer', async () => {
      const mine = await createCustomer(app.strapi, { name: 'Seen by one' });
      const some = await createEditor(
        app,
        ['people.read'],
        [{ action: READ, subject: `${UID}.customer`, conditions: ['admin::is-creator'], properties: { fields: ['name'] } }],
      );
      expect(await list({}, some)).toEqual({ rows: [], total: 0 });
      await app.strapi.db
        .query(`${UID}.customer` as never)
        .update({ where: { id: mine.id } as never, data: { createdBy: some.user.id } as never });
      expect(await list({}, some)).toMatchObject({ rows: [{ id: mine.documentId }], total: 1 });
      expect((await (await createEditor(app, ['people.read'])).get('/customers')).status).toBe(403);
    });

    it('invites those of many whom nobody has invited, each once, though two do it at once', async () => {
      const fresh = [await createCustomer(app.strapi), await createCustomer(app.strapi)];
      const contacts = [await createContact(app.strapi, [fresh[0]!], {}, null), await createContact(app.strapi, [fresh[1]!], {}, null)];
      const off = await createCustomer(app.strapi);
      await editor.post(`/customers/${off.documentId}/disable-access`);
      const alone = await createCustomer(app.strapi);
      await createContact(app.strapi, [off], {}, null);
      const customers = [...fresh, off, alone, bystander.customer].map(({ documentId }) => documentId);
      const started = await Promise.all([1, 2].map(() => editor.post('/customers/invite', { customers })));
      expect(started.map(({ status, body }) => [status, body.data.total])).toEqual([
        [202, 5],
        [202, 5],
      ]);
      expect(await mails()).toEqual(contacts.map(({ email }) => `${email}: ${INVITATION}`).sort());
      const jobs = await Promise.all(
        started.map(async ({ body }) => (await editor.get(`/jobs/${body.data.id as string}`)).body.data as Job),
      );
      expect(jobs.map(({ state, done }) => [state, done])).toEqual([
        ['done', 5],
        ['done', 5],
      ]);
      expect(jobs[0]!.sent + jobs[1]!.sent).toBe(2);
      expect((await accessOf(off)).status).toBe('disabled');
    });
  });

  it('are acted on by their ids only by who reads them, and contacts by who reads all that they act for', async () => {
    const { customer, contact } = await createPair(app.strapi);
    await createContact(app.strapi, [customer], {}, null);
    const own = ['admin::is-creator'];
    const some = await createEditor(
      app,
      ['people.read', 'people.invite', 'people.disable', 'people.reset-factors', 'people.sign-in-link'],
      [reads('customer', own), reads('contact', own)],
    );
    const becomesOwn = (type: 'customer' | 'contact', { id }: { id: number }) =>
      app.strapi.db.query(`${UID}.${type}` as never).update({ where: { id } as never, data: { createdBy: some.user.id } as never });
    const onContact = async () =>
      [
        await some.post(`/contacts/${contact.documentId}/sign-in-link`),
        await some.post(`/contacts/${contact.documentId}/reset-factors`),
      ].map(({ status }) => status);
    const onCustomer = async () => {
      const path = `/customers/${customer.documentId}`;
      const answers = [
        await some.get(`${path}/portal`),
        await some.post(`${path}/invite`),
        await some.post(`${path}/resend-link`),
        await some.post(`${path}/disable-access`),
      ];
      return answers.map(({ status }) => status);
    };
    const before = await accessOf(customer);
    expect([...(await onCustomer()), ...(await onContact())]).toEqual([404, 404, 404, 404, 404, 404]);
    for (const customers of ['all', [customer.documentId]]) {
      expect((await some.post('/customers/resend-link', { customers })).body.data).toMatchObject({ total: 0 });
    }
    await becomesOwn('contact', contact);
    expect(await onContact()).toEqual([403, 403]);
    expect(await mails()).toEqual([]);
    expect(await accessOf(customer)).toEqual(before);
    await becomesOwn('customer', customer);
    expect(await onContact()).toEqual([200, 200]);
    expect((await some.post('/customers/resend-link', { customers: 'all' })).body.data).toMatchObject({ total: 1 });
    expect(await onCustomer()).toEqual([200, 200, 200, 200]);
    const blind = await createEditor(app, ['people.read']);
    expect((await blind.get(`/customers/${customer.documentId}/portal`)).status).toBe(403);
  });

  describe('switching access off', () => {
    it('leaves the links of those who act for another customer that is open', async () => {
      const [one, two] = [await createCustomer(app.strapi), await createCustomer(app.strapi, { portalAccess: true })];
      const [both, alone] = [await createContact(app.strapi, [one, two], {}, null), await createContact(app.strapi, [one], {}, null)];
      await editor.post(`/customers/${one.documentId}/invite`);
      await editor.post(`/customers/${one.documentId}/disable-access`);
      const left = (of: { id: number }) =>
        app.strapi.db.query(`${UID}.one-time-token` as never).count({ where: { contact: of.id } as never });
      expect([await left(both), await left(alone)]).toEqual([1, 0]);
    });

    it('is one step: access stays on where the sessions could not be ended', async () => {
      const { customer, contact } = await createPair(app.strapi);
      const browser = await signIn(app, contact);
      const stop = app.strapi.db.lifecycles.subscribe({
        models: [`${UID}.session`],
        beforeDeleteMany: () => {
          throw new Error('The database is gone.');
        },
      });
      expect((await editor.post(`/customers/${customer.documentId}/disable-access`)).status).toBe(500);
      stop();
      expect(await accessOf(customer)).toMatchObject({ status: 'active' });
      expect((await browser.get('/session')).status).toBe(200);
    });
  });
}
