import { platformOf } from '../../server/src/platform';
import { Browser } from './client';
import { createEditor, type Editor } from './editor';
import { createContact, createCustomer, type TestContact, type TestCustomer } from './people';
import type { TestApp } from './strapi';

const UID = 'plugin::customer-portal';
const READ = 'plugin::content-manager.explorer.read';

interface Fate {
  about: string;
  state: string;
  at: string;
  trouble: { problem: string; answer: string | null; at: string | null } | null;
}
interface Job {
  id: number;
  state: string;
}

/** What became of the mail that an editor sent, in the boot of the file that calls it. */
export function describeMailFates(world: () => { app: TestApp; editor: Editor }): void {
  let app: TestApp;
  let editor: Editor;
  beforeAll(() => {
    ({ app, editor } = world());
  });
  afterEach(async () => {
    app.mailbox.refuse();
    // What is still to be tried again would be sent in the middle of another test.
    await app.strapi.db.query(`${UID}.job` as never).deleteMany({ where: { kind: 'send-mail', state: 'waiting' } as never });
  });

  describe('what became of a mail', () => {
    const jobs = () => app.strapi.db.query(`${UID}.job` as never);
    const fateOf = async (customer: TestCustomer, contact: TestContact): Promise<Fate | null | undefined> => {
      const { contacts } = (await editor.get(`/customers/${customer.documentId}/portal`)).body.data as {
        contacts: { id: string; mail: Fate | null }[];
      };
      return contacts.find(({ id }) => id === contact.documentId)?.mail;
    };
    const listed = async ({ name }: TestCustomer): Promise<{ unsent: number }[]> =>
      (await editor.get(`/customers?${new URLSearchParams({ search: name }).toString()}`)).body.data.rows as { unsent: number }[];
    const troubleInSettings = async (): Promise<Fate['trouble']> =>
      (await editor.get('/settings/general')).body.data.mailTrouble as Fate['trouble'];
    const invite = ({ documentId }: TestCustomer) => editor.post(`/customers/${documentId}/invite`);
    const again = (customer: TestCustomer, contact: TestContact, who = editor) =>
      who.post(`/customers/${customer.documentId}/contacts/${contact.documentId}/mail`);
    /** A customer of its own name with contacts whom nobody invited. */
    async function make(name: string): Promise<{ customer: TestCustomer; contact: TestContact; other: TestContact }> {
      const customer = await createCustomer(app.strapi, { name });
      return {
        customer,
        contact: await createContact(app.strapi, [customer], {}, null),
        other: await createContact(app.strapi, [customer], {}, null),
      };
    }
    /** The job of a contact that waits becomes due; with `last` it is tried for the last time. */
    async function becomesDue(contact: TestContact, last = false): Promise<void> {
      const row = (await jobs().findOne({ where: { contact: contact.id, state: 'waiting' } as never })) as Job;
      await jobs().updateMany({ where: { id: row.id } as never, data: { dueAt: new Date(), ...(last && { attempts: 7 }) } as never });
      await app.settle();
    }

    it('is told of each contact: waiting, sent, or not sent and why; and sent when it is tried again', async () => {
      const { customer, contact, other } = await make('Fates Ltd');
      expect(await fateOf(customer, contact)).toBeNull();
      app.mailbox.refuse(contact.email);
      const invited = (await invite(customer)).body.data.contacts as { mail: Fate }[];
      expect(invited.map(({ mail }) => [mail.about, mail.state, mail.trouble])).toEqual(Array(2).fill(['invitation', 'waiting', null]));
      await app.settle();
      expect(await fateOf(customer, other)).toMatchObject({ about: 'invitation', state: 'sent', trouble: null });
      const waiting = await fateOf(customer, contact);
      expect(waiting).toMatchObject({
        state: 'waiting',
        trouble: { problem: 'address', answer: expect.stringMatching(/^(?!.*@).*550/u), at: expect.any(String) },
      });
      expect(Date.parse(waiting!.at)).toBeGreaterThan(Date.now());
      expect(await listed(customer)).toMatchObject([{ unsent: 1 }]);
      const found = await editor.get(`/customers/${customer.documentId}/contacts?search=${contact.email}`);
      expect(found.body.data.rows).toMatchObject([{ id: contact.documentId, mail: { state: 'waiting', trouble: { problem: 'address' } } }]);

      await becomesDue(contact, true);
      expect(await fateOf(customer, contact)).toMatchObject({ state: 'failed', trouble: { problem: 'address' } });
      // Somebody's address is no trouble of everybody's mail.
      expect(await troubleInSettings()).toBeNull();
      await platformOf(app.strapi).jobs.removeEnded(new Date(Date.now() + 3_600_000));
      expect([(await fateOf(customer, contact))?.state, (await fateOf(customer, other))?.state]).toEqual(['failed', 'sent']);

      app.mailbox.refuse();
      expect((await again(customer, contact)).body.data).toMatchObject({ status: 'invited' });
      await app.settle();
      expect(await fateOf(customer, contact)).toMatchObject({ about: 'invitation', state: 'sent', trouble: null });
      expect([await listed(customer), await troubleInSettings()]).toMatchObject([[{ unsent: 0 }], null]);
      expect(app.mailbox.messages.map(({ to }) => [to ?? []].flat()[0]?.text).sort()).toEqual([contact.email, other.email].sort());
      const { rows } = (await editor.get(`/activity?contact=${contact.documentId}`)).body.data as { rows: object[] };
      expect(rows[0]).toMatchObject({ kind: 'link-resent', email: contact.email, detail: 'Fates Ltd', editor: editor.user.email });
    });

    it('is one invitation, whose link works, however often it was tried again meanwhile', async () => {
      const { customer, contact, other } = await make('Patient Ltd');
      app.mailbox.refuse(contact.email, other.email);
      await invite(customer);
      await app.settle();
      for (let press = 0; press < 3; press += 1) {
        expect((await again(customer, contact)).status).toBe(200);
        await app.settle();
      }
      app.mailbox.refuse(other.email);
      await becomesDue(contact);
      expect(app.mailbox.to(contact.email)).toHaveLength(1);
      const token = app.mailbox.tokenTo(contact.email);
      expect(await app.strapi.db.query(`${UID}.one-time-token` as never).count({ where: { contact: contact.id } as never })).toBe(1);
      expect((await editor.get(`/customers/${customer.documentId}/portal`)).body.data).toMatchObject({ status: 'invited' });
      expect(token).toMatch(/^[\w-]{43}$/u);
      expect(await fateOf(customer, other)).toMatchObject({ state: 'waiting', trouble: { problem: 'address' } });
    });

    it('is told of a sign-in link too, and goes with its contact', async () => {
      const { customer, contact } = await make('Linked Ltd');
      await invite(customer);
      await app.settle();
      expect((await editor.post(`/contacts/${contact.documentId}/sign-in-link`)).status).toBe(200);
      await app.settle();
      expect(await fateOf(customer, contact)).toMatchObject({ about: 'editor-sign-in-link', state: 'sent' });
      expect(await jobs().count({ where: { contact: contact.id } as never })).toBe(1);
      await app.strapi.documents(`${UID}.contact` as never).delete({ documentId: contact.documentId });
      const ended = await jobs().count({ where: { state: 'done', contact: null } as never });
      await platformOf(app.strapi).jobs.removeEnded(new Date(Date.now() + 3_600_000));
      expect([ended > 0, await jobs().count({ where: { state: 'done', contact: null } as never })]).toEqual([true, 0]);
    });

    it('changes nothing but the mail: not where access is off, nobody else’s, nor without the rights', async () => {
      const { customer, contact } = await make('Closed Ltd');
      const stranger = await createContact(app.strapi, [await createCustomer(app.strapi)], {}, null);
      const blocked = await createContact(app.strapi, [customer], { blocked: true }, null);
      const answer = async (...call: Parameters<typeof again>) => {
        const { status, body } = await again(...call);
        return [status, (body as { error?: { details: { code: string } } }).error?.details.code];
      };
      expect(await answer(customer, contact)).toEqual([403, 'not-allowed']);
      await invite(customer);
      await editor.post(`/customers/${customer.documentId}/disable-access`);
      await app.settle();
      app.mailbox.clear();
      expect(await answer(customer, contact)).toEqual([403, 'not-allowed']);
      expect((await editor.get(`/customers/${customer.documentId}/portal`)).body.data).toMatchObject({ status: 'disabled' });
      expect([await answer(customer, stranger), await answer(customer, blocked)]).toEqual([
        [404, 'not-found'],
        [409, 'email-missing'],
      ]);
      await invite(customer);
      await app.settle();
      app.mailbox.clear();
      const reads = { action: READ, subject: `${UID}.customer`, properties: { fields: ['name'] } };
      expect(await answer(customer, contact, await createEditor(app, ['people.read'], [reads]))).toEqual([403, 'not-allowed']);
      expect(
        await answer(customer, contact, await createEditor(app, ['people.invite'], [{ ...reads, conditions: ['admin::is-creator'] }])),
      ).toEqual([404, 'not-found']);
      expect(await answer(customer, contact, await createEditor(app, ['people.invite'], [reads]))).toEqual([403, 'not-allowed']);
      const theirs = { ...reads, subject: `${UID}.contact` };
      expect(await answer(customer, contact, await createEditor(app, ['people.invite'], [reads, theirs]))).toEqual([200, undefined]);
      await app.settle();
      expect(app.mailbox.messages).toHaveLength(1);
    });

    it('keeps nobody from signing in while all of a customer are mailed and switched off', async () => {
      const customer = await createCustomer(app.strapi, { name: 'Busy Ltd', portalAccess: true });
      const people: TestContact[] = [];
      for (let count = 0; count < 6; count += 1) people.push(await createContact(app.strapi, [customer]));
      for (let round = 0; round < 5; round += 1) {
        const sent = editor.post(`/customers/${customer.documentId}/resend-link`);
        const signIns = people.map(({ email, password }) => new Browser(app).post('/session', { email, password }));
        expect((await Promise.all([sent, ...signIns])).map(({ status }) => status)).toEqual([200, ...Array<number>(6).fill(201)]);
      }
      // In whichever order, each is done or refused whole.
      const signIns = people.map(({ email, password }) => new Browser(app).post('/session', { email, password }));
      const [off, ...entered] = await Promise.all([editor.post(`/customers/${customer.documentId}/disable-access`), ...signIns]);
      expect(off.status).toBe(200);
      for (const { status } of entered) expect([201, 401, 403]).toContain(status);
    });

    it('is known before anything is sent where a project never said how', async () => {
      const before = app.strapi.config.get<object>('plugin::email');
      const { customer, contact } = await make('Unset Ltd');
      app.mailbox.refuse(contact.email);
      try {
        app.strapi.config.set('plugin::email', {
          ...before,
          provider: 'sendmail',
          settings: { defaultFrom: 'Strapi <no-reply@strapi.io>' },
        });
        expect(await troubleInSettings()).toEqual({ problem: 'not-set-up', answer: null, at: null });
        await invite(customer);
        await app.settle();
        expect(await fateOf(customer, contact)).toMatchObject({ state: 'waiting', trouble: { problem: 'not-set-up' } });
        app.strapi.config.set('plugin::email', { ...before, provider: 'sendmail', settings: { defaultFrom: 'Ours <portal@example.org>' } });
        expect((await troubleInSettings())?.problem).not.toBe('not-set-up');
      } finally {
        app.strapi.config.set('plugin::email', before);
      }
    });
  });
}
