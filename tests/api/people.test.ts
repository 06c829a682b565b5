import type { PermissionUid } from '../../plugin/permissions';
import { Browser, signIn } from '../support/client';
import { createEditor, saveGeneral, type Editor } from '../support/editor';
import { createContact, createCustomer, createPair, TEST_PASSWORD, type TestCustomer } from '../support/people';
import { describeContactsOfCustomers } from '../support/adding-contacts';
import { describeMailFates } from '../support/mail-fates';
import { describeRightsOverPeople } from '../support/rights';
import { startApp, type TestApp } from '../support/strapi';

const UID = 'plugin::customer-portal';

interface Access {
  status: string;
  linkSentAt: string | null;
  contacts: { id: string; email: string; name: string; status: string; lastSignInAt: string | null }[];
}
interface Job {
  id: string;
  state: string;
  total: number;
  done: number;
  sent: number;
  skipped: number;
}

let app: TestApp;
let editor: Editor;
/** A customer whom nothing below is about. */
let bystander: Awaited<ReturnType<typeof createPair>>;

beforeAll(async () => {
  app = await startApp();
  editor = await createEditor(app);
  bystander = await createPair(app.strapi);
});
afterAll(() => app.stop());
beforeEach(() => {
  app.mailbox.clear();
});
afterEach(async () => {
  await app.settle();
  expect(app.mailbox.to(bystander.contact.email)).toEqual([]);
  expect(await accessOf(bystander.customer)).toMatchObject({ status: 'active', linkSentAt: null });
});

const accessOf = async ({ documentId }: TestCustomer): Promise<Access> =>
  (await editor.get(`/customers/${documentId}/portal`)).body.data as Access;
const act = (customer: TestCustomer, action: 'invite' | 'resend-link' | 'disable-access') =>
  editor.post(`/customers/${customer.documentId}/${action}`);
const tokenIn = (text: string | undefined): string => /#token=([\w-]{43})/u.exec(text ?? '')?.[1] ?? '';
const mails = async (): Promise<string[]> => {
  await app.settle();
  return app.mailbox.messages
    .map(
      ({ to, subject }) =>
        `${[to ?? []]
          .flat()
          .map(({ text }) => text)
          .join()}: ${subject ?? ''}`,
    )
    .sort();
};
const INVITATION = 'Our organisation: your access to the customer portal';
const LINK = 'Our organisation: the address of your customer portal';

describe('the portal status of a customer', () => {
  it('goes from not invited to invited, active and disabled, and back', async () => {
    const customer = await createCustomer(app.strapi);
    const contact = await createContact(app.strapi, [customer], { firstName: 'Ada', lastName: 'King' }, null);
    expect(await accessOf(customer)).toEqual({
      status: 'not-invited',
      linkSentAt: null,
      moreContacts: 0,
      contacts: [
        {
          id: contact.documentId,
          name: 'Ada King',
          email: contact.email,
          role: 'member',
          status: 'not-invited',
          lastSignInAt: null,
          factors: 0,
          mail: null,
        },
      ],
    });

    const invited = await act(customer, 'invite');
    expect(invited.status).toBe(200);
    expect(invited.body.data).toMatchObject({ status: 'invited', linkSentAt: expect.any(String), contacts: [{ status: 'invited' }] });
    expect(Math.abs(Date.parse(invited.body.data.linkSentAt) - Date.now())).toBeLessThan(10_000);

    await app.settle();
    const token = tokenIn(app.mailbox.to(contact.email)[0]?.text);
    const accepted = await new Browser(app).post('/invitation/accept', { token, password: TEST_PASSWORD });
    expect(accepted.status).toBe(201);
    const active = await accessOf(customer);
    expect(active).toMatchObject({ status: 'active', contacts: [{ status: 'active', lastSignInAt: expect.any(String) }] });

    const browser = await signIn(app, { ...contact, password: TEST_PASSWORD });
    const disabled = await act(customer, 'disable-access');
    expect(disabled.body.data).toMatchObject({ status: 'disabled', linkSentAt: active.linkSentAt });
    expect((await browser.get('/session')).status).toBe(401);
    const refused = await new Browser(app).post('/session', { email: contact.email, password: TEST_PASSWORD });
    expect([refused.status, refused.body.error.details.code]).toEqual([403, 'no-access']);

    app.mailbox.clear();
    expect((await act(customer, 'invite')).body.data.status).toBe('active');
    expect(await mails()).toEqual([`${contact.email}: ${LINK}`]);
    expect((await browser.get('/session')).status).toBe(401);
    await signIn(app, { ...contact, password: TEST_PASSWORD });
  });

  it('answers 404 for a customer that does not exist and 400 for what is no id', async () => {
    for (const [method, path] of [
      ['get', 'portal'],
      ['post', 'invite'],
      ['post', 'resend-link'],
      ['post', 'disable-access'],
    ] as const) {
      const missing = await editor.send(method, `/customers/${'a'.repeat(24)}/${path}`);
      expect([missing.status, missing.body.error.details.code]).toEqual([404, 'not-found']);
      const { documentId } = bystander.contact;
      expect((await editor.send(method, `/customers/${documentId}/${path}`)).status).toBe(404);
      expect((await editor.send(method, `/customers/1/${path}`)).status).toBe(400);
    }
  });
});

describe('inviting', () => {
  it('mails every contact who is not blocked: an invitation, or the address to who has a password', async () => {
    const customer = await createCustomer(app.strapi, { name: 'Alder & Söhne <GmbH>' });
    const fresh = await createContact(app.strapi, [customer], { firstName: 'Bo', language: 'de' }, null);
    const known = await createContact(app.strapi, [customer]);
    const blocked = await createContact(app.strapi, [customer], { blocked: true }, null);
    const response = await act(customer, 'invite');
    const byEmail = new Map((response.body.data as Access).contacts.map(({ email, status }) => [email, status]));
    expect([byEmail.get(fresh.email), byEmail.get(known.email), byEmail.get(blocked.email)]).toEqual(['invited', 'active', 'disabled']);
    expect(await mails()).toEqual([`${known.email}: ${LINK}`, `${fresh.email}: Our organisation: Ihr Zugang zum Kundenportal`].sort());
    const [mail] = app.mailbox.to(fresh.email);
    expect(mail?.text).toContain('Alder & Söhne <GmbH>');
    expect(mail?.html).toContain('Alder &#38; Söhne &#60;GmbH&#62;');
    expect(mail?.text).toContain(`http://localhost:1337/portal/customers/invitation#token=${tokenIn(mail?.text)}`);
    expect(tokenIn(mail?.text)).not.toBe('');
    expect(app.mailbox.to(known.email)[0]?.text).not.toContain('#token');
  });

  it('voids the invitation sent before', async () => {
    const customer = await createCustomer(app.strapi);
    const contact = await createContact(app.strapi, [customer], {}, null);
    await act(customer, 'invite');
    await app.settle();
    await act(customer, 'invite');
    await app.settle();
    const [first, second] = app.mailbox.to(contact.email).map(({ text }) => tokenIn(text));
    const accept = (token: string | undefined) => new Browser(app).post('/invitation/accept', { token, password: TEST_PASSWORD });
    expect([(await accept(first)).status, (await accept(second)).status]).toEqual([400, 201]);
  });

  it('refuses a customer whom nobody can be written for, and leaves its access off', async () => {
    const alone = await createCustomer(app.strapi);
    const withBlocked = await createCustomer(app.strapi);
    await createContact(app.strapi, [withBlocked], { blocked: true }, null);
    for (const customer of [alone, withBlocked]) {
      const response = await act(customer, 'invite');
      expect([response.status, response.body.error.details.code]).toEqual([409, 'email-missing']);
      expect(await accessOf(customer)).toMatchObject({ status: 'not-invited', linkSentAt: null });
    }
    expect(await mails()).toEqual([]);
  });
});

describe('resending the link', () => {
  it('mails the present address, and a new invitation to who has no password', async () => {
    const { customer, contact } = await createPair(app.strapi);
    const fresh = await createContact(app.strapi, [customer], {}, null);
    await saveGeneral(editor, { portalName: 'new-address' });
    expect((await act(customer, 'resend-link')).status).toBe(200);
    expect(await mails()).toEqual([`${contact.email}: ${LINK}`, `${fresh.email}: ${INVITATION}`].sort());
    expect(app.mailbox.to(contact.email)[0]?.text).toContain('http://localhost:1337/portal/new-address');
    await saveGeneral(editor, { portalName: 'customers' });
  });

  it('is refused without portal access, and for nobody', async () => {
    const off = await createCustomer(app.strapi);
    await createContact(app.strapi, [off]);
    const alone = await createCustomer(app.strapi, { portalAccess: true });
    const [one, two] = [await act(off, 'resend-link'), await act(alone, 'resend-link')];
    expect([one.status, one.body.error.details.code]).toEqual([403, 'not-allowed']);
    expect([two.status, two.body.error.details.code]).toEqual([409, 'email-missing']);
    expect(await mails()).toEqual([]);
  });
});

describe('disabling', () => {
  it('ends only the sessions that act for the customer', async () => {
    const [one, two] = [
      await createCustomer(app.strapi, { name: 'A', portalAccess: true }),
      await createCustomer(app.strapi, { name: 'B', portalAccess: true }),
    ];
    const both = await createContact(app.strapi, [one, two]);
    const [first, second, other] = [await signIn(app, both), await signIn(app, both), await signIn(app, bystander.contact)];
    await second.put('/session/customer', { customer: two.documentId });
    await act(one, 'disable-access');
    expect((await first.get('/session')).status).toBe(401);
    const left = await second.get('/session');
    expect([left.status, left.body.data.customers.map(({ id }: { id: string }) => id)]).toEqual([200, [two.documentId]]);
    expect((await second.put('/session/customer', { customer: one.documentId })).status).toBe(404);
    expect((await other.get('/session')).status).toBe(200);
  });

  it('leaves nothing behind that still opens the portal: invitations included', async () => {
    const customer = await createCustomer(app.strapi);
    const contact = await createContact(app.strapi, [customer], {}, null);
    await act(customer, 'invite');
    await app.settle();
    await act(customer, 'disable-access');
    const token = tokenIn(app.mailbox.to(contact.email)[0]?.text);
    const response = await new Browser(app).post('/invitation/accept', { token, password: TEST_PASSWORD });
    expect([response.status, response.body.error.details.code]).toEqual([400, 'invalid-link']);
  });
});

describe('a contact', () => {
  it('has its email address in lower case, whatever way it is written', async () => {
    const emails = async (id: number): Promise<unknown> =>
      ((await app.strapi.db.query(`${UID}.contact` as never).findOne({ where: { id } })) as { email: string }).email;
    const byDocuments = await createContact(app.strapi, [], { email: '  Mixed.Case@Example.ORG' }, null);
    expect(await emails(byDocuments.id)).toBe('mixed.case@example.org');
    await app.strapi.documents(`${UID}.contact` as never).update({
      documentId: byDocuments.documentId,
      data: { email: 'Changed@Example.org' } as never,
    });
    expect(await emails(byDocuments.id)).toBe('changed@example.org');
    const rows = app.strapi.db.query(`${UID}.contact` as never);
    const { id } = (await rows.create({ data: { email: 'By.Query@Example.org' } as never })) as { id: number };
    expect(await emails(id)).toBe('by.query@example.org');
    await rows.updateMany({ where: { id } as never, data: { email: 'By.Many@Example.org' } as never });
    expect(await emails(id)).toBe('by.many@example.org');
    const { ids } = await rows.createMany({ data: [{ email: 'Many.One@Example.org' }, { email: 'Many.Two@Example.org' }] as never });
    expect(await Promise.all((ids as number[]).map(emails))).toEqual(
      (ids as number[]).length === 2 ? ['many.one@example.org', 'many.two@example.org'] : ['many.one@example.org'],
    );
  });

  it('cannot have the address of another in another spelling, and the refusal names the field', async () => {
    const save = (email: string) => editor.post(`//content-manager/collection-types/${UID}.contact`, { firstName: 'X', email });
    const first = await save('Taken@Example.org');
    expect([first.status, first.body.data.email]).toEqual([201, 'taken@example.org']);
    for (const again of ['taken@example.org', 'TAKEN@example.org', ' Taken@Example.ORG']) {
      const second = await save(again);
      expect([second.status, second.body.error.name, second.body.error.details.errors[0].path]).toEqual([
        400,
        'ValidationError',
        ['email'],
      ]);
    }
  });

  it('is signed out everywhere when it is blocked, by the Content Manager too', async () => {
    const { contact } = await createPair(app.strapi);
    const [browser, other] = [await signIn(app, contact), await signIn(app, bystander.contact)];
    const response = await editor.put(`//content-manager/collection-types/${UID}.contact/${contact.documentId}`, { blocked: true });
    expect(response.status).toBe(200);
    expect((await browser.get('/session')).status).toBe(401);
    await editor.put(`//content-manager/collection-types/${UID}.contact/${contact.documentId}`, { blocked: false });
    expect((await browser.get('/session')).status).toBe(401);
    expect((await other.get('/session')).status).toBe(200);
  });
});

describe('a membership', () => {
  const add = (customer: object, contact: object) =>
    editor.post(`//content-manager/collection-types/${UID}.membership`, { customer, contact, role: 'member' });
  const connect = ({ id, documentId }: { id: number; documentId: string }): object => ({ connect: [{ id, documentId }], disconnect: [] });

  it('is refused a second time, with words', async () => {
    const { customer, contact } = await createPair(app.strapi);
    const again = await add(connect(customer), connect(contact));
    expect([again.status, again.body.error.message]).toEqual([400, 'This contact is a member of this customer already.']);
    expect((await add(connect(bystander.customer), connect(contact))).status).toBe(201);
    const documents = app.strapi.documents(`${UID}.membership` as never);
    const byCode = documents.create({ data: { customer: customer.documentId, contact: contact.documentId, role: 'member' } as never });
    await expect(byCode).rejects.toThrow('a member of this customer already');
    const rows = app.strapi.db.query(`${UID}.membership` as never);
    await expect(rows.create({ data: { customer: customer.id, contact: contact.id, role: 'owner' } as never })).rejects.toThrow('already');
    expect((await accessOf(customer)).contacts).toHaveLength(1);
    const { documentId } = (await rows.findOne({
      where: { contact: contact.id, customer: bystander.customer.id } as never,
    })) as TestCustomer;
    await documents.delete({ documentId });
  });

  it('cannot be turned into one that there is', async () => {
    const { customer, contact } = await createPair(app.strapi);
    const other = await createCustomer(app.strapi);
    const created = await add(connect(other), connect(contact));
    const path = `//content-manager/collection-types/${UID}.membership/${created.body.data.documentId as string}`;
    const turned = await editor.put(path, { customer: connect(customer) });
    expect([turned.status, turned.body.error?.message]).toEqual([
      400,
      'A membership keeps its customer and its contact. Delete it, and add another one.',
    ]);
    expect((await editor.put(path, { role: 'owner' })).status).toBe(200);
    expect((await accessOf(other)).contacts).toHaveLength(1);
  });

  it('counts once, though several are made at once', async () => {
    const customer = await createCustomer(app.strapi, { portalAccess: true });
    const contact = await createContact(app.strapi, []);
    const data = { customer: customer.id, contact: contact.id, role: 'member' };
    await Promise.allSettled(
      Array.from({ length: 4 }, () => app.strapi.documents(`${UID}.membership` as never).create({ data: data as never })),
    );
    expect((await accessOf(customer)).contacts).toHaveLength(1);
    const browser = await signIn(app, contact);
    expect((await browser.get('/session')).body.data.customers).toHaveLength(1);
  });

  it('stays when its customer or its contact is saved in the Content Manager', async () => {
    const { customer, contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    // What the Content Manager's form sends for a relation that was not touched.
    const untouched = { connect: [], disconnect: [] };
    const save = (type: string, { documentId }: { documentId: string }, data: object) =>
      editor.put(`//content-manager/collection-types/${UID}.${type}/${documentId}`, { ...data, memberships: untouched });
    expect((await save('customer', customer, { phone: '1' })).status).toBe(200);
    expect((await save('contact', contact, { phone: '2' })).status).toBe(200);
    expect((await accessOf(customer)).contacts).toMatchObject([{ email: contact.email }]);
    expect((await browser.get('/session')).status).toBe(200);
  });

  it('is neither taken away nor moved by what a customer or a contact is saved with in the Content Manager', async () => {
    const { customer, contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    const stranger = await createContact(app.strapi, [], {}, null);
    const row = (await app.strapi.db
      .query(`${UID}.membership` as never)
      .findOne({ where: { contact: contact.id } as never })) as TestCustomer;
    const one = [{ id: row.id, documentId: row.documentId }];
    const save = (type: string, documentId: string, memberships: object) =>
      editor.put(`//content-manager/collection-types/${UID}.${type}/${documentId}`, { memberships });
    const answers = [
      await save('customer', customer.documentId, { connect: [], disconnect: one }),
      await save('customer', customer.documentId, { set: [] }),
      await save('contact', stranger.documentId, { connect: one, disconnect: [] }),
      await save('customer', bystander.customer.documentId, { connect: one, disconnect: [] }),
    ];
    for (const { body } of answers) expect(body.data ?? {}).not.toHaveProperty('memberships');
    expect((await accessOf(customer)).contacts).toMatchObject([{ email: contact.email }]);
    expect((await accessOf(bystander.customer)).contacts).toHaveLength(1);
    expect((await browser.get('/session')).status).toBe(200);
  });
});

describeRightsOverPeople(() => ({ app, editor, bystander }));
describeContactsOfCustomers(() => ({ app, editor, bystander, accessOf, mails }));
describeMailFates(() => ({ app, editor }));

describe('permissions', () => {
  it('are needed one by one', async () => {
    const { customer } = await createPair(app.strapi);
    const calls = {
      read: ['get', `/customers/${customer.documentId}/portal`],
      invite: ['post', `/customers/${customer.documentId}/invite`],
      resend: ['post', `/customers/${customer.documentId}/resend-link`],
      many: ['post', '/customers/resend-link', { customers: [customer.documentId] }],
      disable: ['post', `/customers/${customer.documentId}/disable-access`],
    } as const;
    const opens = async (who: Editor): Promise<string[]> => {
      const answers = [];
      for (const [name, [method, path, body]] of Object.entries(calls)) {
        const { status } = await who.send(method, path, body);
        expect([200, 202, 403]).toContain(status);
        if (status !== 403) answers.push(name);
      }
      return answers;
    };
    const who = (...uids: PermissionUid[]) =>
      createEditor(app, uids, [
        { action: 'plugin::content-manager.explorer.read', subject: `${UID}.customer`, properties: { fields: ['name'] } },
      ]);
    expect(await opens(await who())).toEqual([]);
    expect(await opens(await who('people.read'))).toEqual(['read']);
    expect(await opens(await who('people.disable'))).toEqual(['disable']);
    await act(customer, 'invite');
    expect(await opens(await who('people.invite'))).toEqual(['invite', 'resend', 'many']);
  });
});

describe('resending to many customers', () => {
  const start = (customers: 'all' | string[]) => editor.post('/customers/resend-link', { customers });
  const jobOf = async (id: string): Promise<Job> => (await editor.get(`/jobs/${id}`)).body.data as Job;

  it('mails those with access, skips the others, and tells how far it is', async () => {
    const open = await Promise.all(Array.from({ length: 50 }, () => createCustomer(app.strapi, { portalAccess: true })));
    const contacts = [];
    for (const customer of open) contacts.push(await createContact(app.strapi, [customer], {}, null));
    const off = await createCustomer(app.strapi);
    await createContact(app.strapi, [off], {}, null);
    const alone = await createCustomer(app.strapi, { portalAccess: true });
    const ids = [...open, off, alone].map(({ documentId }) => documentId);
    const response = await start([...ids, ...ids.slice(0, 5), 'z'.repeat(24)]);
    expect(response.status).toBe(202);
    expect(response.body.data).toMatchObject({ total: 52, done: 0, sent: 0, skipped: 0 });
    const seen: Job[] = [];
    while (seen.at(-1)?.state !== 'done') seen.push(await jobOf(response.body.data.id as string));
    expect(seen.at(-1)).toMatchObject({ state: 'done', total: 52, done: 52, sent: 50, skipped: 2 });
    for (const { done, sent, skipped } of seen) expect(done).toBe(sent + skipped);
    expect(seen.map(({ done }) => done)).toEqual([...seen.map(({ done }) => done)].sort((a, b) => a - b));
    expect(seen.some(({ done }) => done > 0 && done < 52)).toBe(true);
    await app.settle();
    for (const { email } of contacts) expect(app.mailbox.to(email)).toHaveLength(1);
    expect(app.mailbox.messages).toHaveLength(50);
  });

  it('lets other mail through meanwhile', async () => {
    const many = (await app.strapi
      .documents(`${UID}.customer` as never)
      .findMany({ filters: { portalAccess: true } as never, limit: 60 })) as unknown as TestCustomer[];
    const existing = many.map(({ documentId }) => documentId).filter((id) => id !== bystander.customer.documentId);
    // Those without access are passed over one by one, which keeps the job busy on any machine.
    const closed = Array.from({ length: 2000 }, (_, index) => ({
      documentId: `z${String(index).padStart(23, '0')}`,
      name: 'Closed',
      kind: 'customer',
      portalAccess: false,
    }));
    for (let from = 0; from < closed.length; from += 100)
      await app.strapi.db.query(`${UID}.customer`).createMany({ data: closed.slice(from, from + 100) });
    const ids = [...existing, ...closed.map(({ documentId }) => documentId)];
    const { contact } = await createPair(app.strapi);
    const { id } = (await start(ids)).body.data as Job;
    await new Browser(app).post('/password/forgotten', { email: contact.email });
    while (app.mailbox.to(contact.email).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    const { state, done } = await jobOf(id);
    expect([state, done < ids.length]).toEqual(['running', true]);
  });

  it('refuses lists that are none, and jobs that are not its own', async () => {
    for (const customers of [[], 'some', ['1'], null, Array<string>(10_001).fill('a'.repeat(24))]) {
      expect((await start(customers as never)).status).toBe(400);
    }
    expect((await editor.get(`/jobs/${'a'.repeat(24)}`)).status).toBe(404);
    const mail = (await app.strapi.db.query(`${UID}.job` as never).findOne({ where: { kind: 'send-mail' } as never })) as {
      documentId: string;
    };
    expect((await editor.get(`/jobs/${mail.documentId}`)).status).toBe(404);
  });
});
