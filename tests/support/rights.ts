import { Browser, signIn } from './client';
import { resetLimits } from './limits';
import { createEditor, type Editor, type StrapiPermission } from './editor';
import { peopleOf } from '../../server/src/customers';
import { ROW_MIGRATIONS } from '../../server/src/migrations';
import { migrateRows } from '../../server/src/platform/migrations';
import { createContact, createPair, linkFor, type TestCustomer } from './people';
import type { TestApp } from './strapi';

const UID = 'plugin::customer-portal';

interface World {
  app: TestApp;
  /** Whose role allows everything. */
  editor: Editor;
  /** Whom the attacks are about. */
  bystander: Awaited<ReturnType<typeof createPair>>;
}

/** What editors may do with contacts and memberships, in the boot of the file that calls it. */
export function describeRightsOverPeople(world: () => World): void {
  let app: TestApp;
  let editor: Editor;
  let bystander: World['bystander'];
  beforeAll(() => {
    ({ app, editor, bystander } = world());
  });

  describe('rights over people', () => {
    const FIELDS = {
      customer: ['name', 'kind', 'memberships'],
      contact: ['email', 'blocked', 'firstName', 'memberships'],
      membership: ['customer', 'contact', 'role'],
    };
    type Type = keyof typeof FIELDS;
    const TYPES = Object.keys(FIELDS) as Type[];
    const grants = (types: Type[], conditions: string[] = []): StrapiPermission[] =>
      types.flatMap((type) =>
        ['create', 'read', 'update', 'delete'].map((action) => ({
          action: `plugin::content-manager.explorer.${action}`,
          subject: `${UID}.${type}`,
          properties: action === 'delete' ? {} : { fields: FIELDS[type] },
          conditions,
        })),
      );
    const path = (type: Type, more = ''): string => `//content-manager/collection-types/${UID}.${type}${more}`;
    const make = async (who: Editor, type: Type, data: object): Promise<TestCustomer> => {
      const { status, body } = await who.post(path(type), data);
      expect(status).toBe(201);
      return body.data as TestCustomer;
    };
    interface Acting {
      customer: { id: number } | null;
      contact: { id: number; email: string; blocked: boolean } | null;
    }
    /** Who acts for whom, the addresses with it. */
    const everything = async (): Promise<string[]> => {
      const rows = (await app.strapi.db
        .query(`${UID}.membership` as never)
        .findMany({ populate: ['customer', 'contact'] as never })) as unknown as Acting[];
      return rows.map(({ customer, contact }) => JSON.stringify([customer?.id, contact?.id, contact?.email, contact?.blocked])).sort();
    };
    /** What of it is the bystander's. */
    const theirs = async (): Promise<string[]> =>
      (await everything()).filter((pair) => {
        const [customer, contact] = JSON.parse(pair) as number[];
        return customer === bystander.customer.id || contact === bystander.contact.id;
      });
    const membershipOf = async (contact: { id: number }): Promise<TestCustomer> =>
      (await app.strapi.db.query(`${UID}.membership` as never).findOne({ where: { contact: contact.id } as never })) as TestCustomer;
    let stranger = 0;
    const newcomer = (more: object = {}): object => ({ email: `stranger${(stranger += 1)}@example.net`, firstName: 'S', ...more });

    /** Every way of naming one row that Strapi takes. */
    const namings = ({ id, documentId }: TestCustomer): unknown[] => [
      id,
      String(id),
      documentId,
      [id],
      { id },
      { documentId },
      { set: [id] },
      { set: [{ documentId }] },
      { set: documentId },
      { connect: [id] },
      { connect: [{ id, documentId }] },
      { connect: [{ documentId, position: { start: true } }] },
      { connect: [{ id }], disconnect: [] },
      { connect: id },
      { connect: { documentId } },
      { set: null, connect: [{ id }] },
    ];

    /** Ways to become somebody else's customer, and to shut its people out. */
    async function attacks(who: Editor, maker: Editor): Promise<[string, () => Promise<{ status: number }>][]> {
      const mine = await make(who, 'customer', { name: 'Mine', kind: 'customer' });
      const me = await make(maker, 'contact', newcomer());
      const { customer, contact } = bystander;
      const theirs = await membershipOf(contact);
      const decoys = (wanted: TestCustomer): unknown[] => [
        { connect: [{ id: mine.id }, { id: wanted.id }] },
        { id: mine.id, connect: [{ id: wanted.id }] },
        { set: [{ id: mine.id }, { id: wanted.id }] },
      ];
      return [
        ...[...namings(customer), ...decoys(customer)].map((named): [string, () => Promise<{ status: number }>] => [
          `making a membership for ${JSON.stringify(named)}`,
          () => who.post(path('membership'), { customer: named, contact: me.id, role: 'owner' }),
        ]),
        ...namings(theirs).flatMap((named): [string, () => Promise<{ status: number }>][] => [
          [`making a contact with ${JSON.stringify(named)}`, () => who.post(path('contact'), newcomer({ memberships: named }))],
          [
            `making a customer with ${JSON.stringify(named)}`,
            () => who.post(path('customer'), { name: 'X', kind: 'customer', memberships: named }),
          ],
          [`changing a contact with ${JSON.stringify(named)}`, () => who.put(path('contact', `/${me.documentId}`), { memberships: named })],
          [
            `changing a customer with ${JSON.stringify(named)}`,
            () => who.put(path('customer', `/${mine.documentId}`), { memberships: named }),
          ],
          [
            `cloning a customer with ${JSON.stringify(named)}`,
            () => who.post(path('customer', `/clone/${mine.documentId}`), { name: 'Y', memberships: named }),
          ],
          [
            `cloning a contact with ${JSON.stringify(named)}`,
            () => who.post(path('contact', `/clone/${me.documentId}`), newcomer({ memberships: named })),
          ],
        ]),
        ...namings(me).map((named): [string, () => Promise<{ status: number }>] => [
          `moving a membership to ${JSON.stringify(named)}`,
          () => who.put(path('membership', `/${theirs.documentId}`), { contact: named }),
        ]),
        ['moving it as a single type', () => who.put(`//content-manager/single-types/${UID}.membership`, { contact: me.id })],
        ['moving it by emptying it first', () => who.put(path('membership', `/${theirs.documentId}`), { contact: null })],
        ['cloning it', () => who.post(path('membership', `/clone/${theirs.documentId}`), { contact: me.id })],
        ['cloning it by itself', () => who.post(path('membership', `/auto-clone/${theirs.documentId}`), {})],
        ['cloning their contact', () => who.post(path('contact', `/clone/${contact.documentId}`), newcomer())],
        ['another language of it', () => who.put(path('membership', `/${theirs.documentId}?locale=de`), { contact: me.id, locale: 'de' })],
        ['publishing it', () => who.post(path('membership', '/actions/publish'), { customer: customer.id, contact: me.id })],
        ['another address', () => who.put(path('contact', `/${contact.documentId}`), { email: 'thief@example.net' })],
        ['blocking', () => who.put(path('contact', `/${contact.documentId}`), { blocked: true })],
        ['deleting the membership', () => who.delete(path('membership', `/${theirs.documentId}`))],
        ['deleting many', () => who.post(path('membership', '/actions/bulkDelete'), { documentIds: [theirs.documentId] })],
        ['deleting the contact', () => who.delete(path('contact', `/${contact.documentId}`))],
        ['deleting the customer', () => who.delete(path('customer', `/${customer.documentId}`))],
        ['deleting many customers', () => who.post(path('customer', '/actions/bulkDelete'), { documentIds: [customer.documentId] })],
        [
          'taking it from its customer',
          () => who.put(path('customer', `/${customer.documentId}`), { memberships: { disconnect: [{ id: theirs.id }] } }),
        ],
        ['emptying its customer', () => who.put(path('customer', `/${customer.documentId}`), { memberships: null })],
        ['taking it from its contact', () => who.put(path('contact', `/${contact.documentId}`), { memberships: { set: [] } })],
      ];
    }

    it.each([
      ['writes all three types and may not manage people', [], grants(TYPES)],
      ['writes what it made, as Strapi lets authors', [], grants(TYPES, ['admin::is-creator'])],
      [
        'manages people, and reads only customers that it made',
        ['people.manage'],
        [...grants(['customer'], ['admin::is-creator']), ...grants(['contact', 'membership'])],
      ],
      [
        'manages people, and reads no customer that it did not make, but may change all',
        ['people.manage'],
        [
          ...grants(['customer']).map((grant) =>
            grant.action.endsWith('.read') ? { ...grant, conditions: ['admin::is-creator'] } : grant,
          ),
          ...grants(['contact', 'membership']),
        ],
      ],
    ] as const)('take nothing from others where an editor %s', async (_who, uids, more) => {
      const author = await createEditor(app, uids, more);
      const before = await theirs();
      const [browser, link] = [await signIn(app, bystander.contact), await membershipOf(bystander.contact)];
      const done: string[] = [];
      for (const [name, attack] of await attacks(author, uids.length > 0 ? author : editor)) {
        const { status } = await attack();
        const after = await theirs();
        if (JSON.stringify(after) !== JSON.stringify(before)) done.push(`${name}: ${status}, ${JSON.stringify(after)}`);
        if (status >= 500) done.push(`${name}: ${status}`);
      }
      expect(done).toEqual([]);
      expect(await membershipOf(bystander.contact)).toMatchObject({ id: link.id });
      expect((await browser.get('/session')).status).toBe(200);
    });

    it('are the permission to write an address down too, which is taken from who would sign up with it', async () => {
      const author = await createEditor(app, [], grants(TYPES));
      const made = await make(editor, 'contact', newcomer());
      const count = () => app.strapi.db.query(`${UID}.contact`).count();
      const before = await count();
      for (const way of [
        () => author.post(path('contact'), newcomer()),
        () => author.post(path('contact'), newcomer({ memberships: { connect: [], disconnect: [] } })),
        () => author.post(path('contact', `/clone/${made.documentId}`), newcomer()),
        () => author.put(path('contact', `/${made.documentId}`), newcomer()),
      ]) {
        const { status, body } = await way();
        expect([status, body.error.name]).toEqual([403, 'ForbiddenError']);
      }
      expect(await count()).toBe(before);
      expect((await author.put(path('contact', `/${made.documentId}`), { firstName: 'Renamed' })).status).toBe(200);
      // A team's own code and imports write as before.
      await app.strapi.documents(`${UID}.contact` as never).create({ data: newcomer() as never });
      await app.strapi.db.query(`${UID}.contact`).createMany({ data: [newcomer()] as never });
      expect(await count()).toBe(before + 2);
    });

    it('are the permission and reading the customer: for those everything goes as before', async () => {
      const author = await createEditor(app, ['people.manage'], grants(TYPES, ['admin::is-creator']));
      const [mine, me] = [await make(author, 'customer', { name: 'Mine', kind: 'customer' }), await make(author, 'contact', newcomer())];
      const link = await make(author, 'membership', {
        customer: { connect: [{ documentId: mine.documentId }] },
        contact: me.id,
        role: 'owner',
      });
      expect((await author.put(path('contact', `/${me.documentId}`), { email: 'other@example.net', blocked: true })).status).toBe(200);
      // Somebody else gives the contact a customer that this editor does not see: the address is no longer its own to change.
      await make(editor, 'membership', { customer: bystander.customer.id, contact: me.id, role: 'member' });
      const thief = await author.put(path('contact', `/${me.documentId}`), { email: 'thief@example.net' });
      expect([thief.status, thief.body.error.name]).toEqual([403, 'ForbiddenError']);
      expect((await author.put(path('contact', `/${me.documentId}`), { firstName: 'Still' })).status).toBe(200);
      expect((await author.delete(path('contact', `/${me.documentId}`))).status).toBe(403);
      expect((await author.delete(path('membership', `/${link.documentId}`))).status).toBe(200);
      expect((await everything()).filter((pair) => pair.includes('other@example.net'))).toHaveLength(1);
      const rows = (await editor.get(`/activity?search=${encodeURIComponent(author.user.email)}`)).body.data.rows as {
        kind: string;
        detail: string;
      }[];
      // Newest first; what was refused left nothing.
      expect(rows.map(({ kind, detail }) => [kind, detail])).toEqual([
        ['membership-removed', 'Mine'],
        ['email-changed', 'other@example.net'],
        ['contact-blocked', ''],
        ['membership-added', 'Mine'],
      ]);
      expect((await editor.delete(path('contact', `/${me.documentId}`))).status).toBe(200);
    });

    it.each([
      ['and invite nobody by another address', [], 0],
      ['with that to invite, and invite who has another address', ['people.invite'], 2],
    ] as const)('are the permission to manage people %s', async (_what, more, links) => {
      const { contact } = await createPair(app.strapi);
      expect((await editor.post(`/contacts/${contact.documentId}/sign-in-link`)).status).toBe(200);
      const author = await createEditor(app, ['people.manage', ...more], grants(TYPES));
      const email = `successor-with-${links}@example.net`;
      expect((await author.put(path('contact', `/${contact.documentId}`), { email })).status).toBe(200);
      await resetLimits(app);
      expect((await new Browser(app).post('/password/forgotten', { email })).status).toBe(202);
      await app.settle();
      const mails = app.mailbox.to(email);
      expect([mails.length > 0, mails.filter(({ text }) => text?.includes('#token=')).length]).toEqual([true, links]);
    });

    it('move no membership, whoever does it', async () => {
      const [one, other] = [await createPair(app.strapi), await createPair(app.strapi)];
      const link = await membershipOf(one.contact);
      const before = await everything();
      const documents = (type: Type) => app.strapi.documents(`${UID}.${type}` as never);
      const rows = (type: Type) => app.strapi.db.query(`${UID}.${type}` as never);
      const ways = [
        () => documents('membership').update({ documentId: link.documentId, data: { contact: other.contact.documentId } as never }),
        () => documents('membership').update({ documentId: link.documentId, data: { customer: other.customer.id } as never }),
        () => documents('contact').create({ data: newcomer({ memberships: [link.documentId] }) as never }),
        () =>
          documents('customer').update({ documentId: other.customer.documentId, data: { memberships: { connect: [link.id] } } as never }),
        () => rows('membership').update({ where: { id: link.id } as never, data: { contact: other.contact.id } as never }),
        () => rows('contact').update({ where: { id: other.contact.id } as never, data: { memberships: { connect: [link.id] } } as never }),
      ];
      for (const way of ways) await expect(way()).rejects.toThrow('A membership keeps its customer and its contact.');
      // In two steps: it may come back to its customer, and to no other.
      const take = (customer: TestCustomer, memberships: object) =>
        documents('customer').update({ documentId: customer.documentId, data: { memberships } as never });
      await take(one.customer, { disconnect: [link.id] });
      await expect(take(other.customer, { connect: [link.id] })).rejects.toThrow('A membership keeps its customer and its contact.');
      expect((await editor.put(path('membership', `/${link.documentId}`), { customer: other.customer.id })).status).toBe(400);
      await take(one.customer, { connect: [link.id] });
      expect(await everything()).toEqual(before);
    });

    it('stay with a copy as little as anything else', async () => {
      const { customer, contact } = await createPair(app.strapi);
      const before = await everything();
      const copy = await editor.post(path('customer', `/clone/${customer.documentId}`), { name: 'Copy' });
      expect(copy.status).toBe(200);
      expect((await editor.post(path('contact', `/clone/${contact.documentId}`), newcomer())).status).toBe(200);
      expect(await everything()).toEqual(before);
    });

    it("are nobody's by default: the roles that Strapi makes hold nothing of customers, contacts and memberships", async () => {
      const held = (await app.strapi.db.query('admin::permission').findMany({
        where: { role: { code: { $in: ['strapi-author', 'strapi-editor'] } } },
      })) as { subject: string | null }[];
      const subjects = new Set(held.map(({ subject }) => subject ?? ''));
      expect([...subjects].filter((subject) => subject.startsWith(UID))).toEqual([]);
      expect(subjects).toContain('api::notice.notice');
    });
  });

  describe('a contact whom nobody invited', () => {
    beforeEach(() => resetLimits(app));
    const ask = async (email: string): Promise<void> => {
      for (const path of ['/password/forgotten', '/session/link/request'])
        expect((await new Browser(app).post(path, { email })).status).toBe(202);
      await app.settle();
    };

    it('is mailed no way in for an address that was written down, whatever customers it has', async () => {
      await saveLogin({ emailLinkSignIn: true });
      const { customer } = await createPair(app.strapi);
      const contact = await createContact(app.strapi, [customer], {}, null);
      await ask(contact.email);
      expect(app.mailbox.to(contact.email)).toEqual([]);
      expect((await editor.post(`/customers/${customer.documentId}/invite`)).status).toBe(200);
      await ask(contact.email);
      expect(app.mailbox.to(contact.email).map(({ subject }) => subject)).toHaveLength(3);
      await saveLogin({ emailLinkSignIn: false });
    });

    it('stays so when somebody else of its customer is invited, and when the access of its customer is switched off and on', async () => {
      const [{ customer }, { customer: off }] = [await createPair(app.strapi), await createPair(app.strapi)];
      const [hers, other] = [await createContact(app.strapi, [customer], {}, null), await createContact(app.strapi, [off], {}, null)];
      const person = { email: 'invited-alone@example.net', firstName: '', lastName: '', role: 'member', invite: true };
      expect((await editor.post(`/customers/${customer.documentId}/contacts`, person)).status).toBe(201);
      expect((await editor.post(`/customers/${off.documentId}/disable-access`)).status).toBe(200);
      await peopleOf(app.strapi).open(off.documentId);
      await saveLogin({ emailLinkSignIn: true });
      for (const { email } of [hers, other]) await ask(email);
      await saveLogin({ emailLinkSignIn: false });
      expect(
        app.mailbox.messages.map(({ to }) =>
          [to ?? []]
            .flat()
            .map(({ text }) => text)
            .join(),
        ),
      ).toEqual([person.email]);
    });

    it('is not one who was mailed the link before that was noted of contacts: they are noted once, when the portal starts', async () => {
      const { customer } = await createPair(app.strapi);
      const rows = (type: string) => app.strapi.db.query(`${UID}.${type}`);
      const linkSent = (of: TestCustomer, linkSentAt: Date, linkSentName: string | null) =>
        rows('customer').update({ where: { id: of.id }, data: { linkSentAt, linkSentName } });
      const start = () => migrateRows(app.strapi, ROW_MIGRATIONS);
      const before = await createContact(app.strapi, [customer], {}, null);
      await linkSent(customer, new Date(), 'customers');
      const { customer: later } = await createPair(app.strapi);
      const added = await createContact(app.strapi, [later], {}, null);
      await linkSent(later, new Date(Date.now() - 60_000), 'customers');
      const { customer: switchedOff } = await createPair(app.strapi);
      const never = await createContact(app.strapi, [switchedOff], {}, null);
      await linkSent(switchedOff, new Date(), null);
      const { customer: noted } = await createPair(app.strapi);
      const [mailed, beside] = [await createContact(app.strapi, [noted], {}, null), await createContact(app.strapi, [noted], {}, null)];
      const at = new Date();
      await linkSent(noted, at, 'customers');
      await rows('contact').update({ where: { id: mailed.id }, data: { invitedAt: at } });
      const linked = await createContact(app.strapi, [later], {}, null);
      await linkFor(app.strapi, 'invitation', linked);
      await rows('contact').update({ where: { id: linked.id }, data: { invitedAt: null } });

      await app.strapi.store({ type: 'plugin', name: 'customer-portal', key: 'invited-noted' }).delete({});
      await start();
      await linkSent(later, new Date(), 'customers');
      await start();
      for (const { email } of [before, added, never, mailed, beside, linked]) {
        await resetLimits(app);
        expect((await new Browser(app).post('/password/forgotten', { email })).status).toBe(202);
      }
      await app.settle();
      expect([before, added, never, mailed, beside, linked].map(({ email }) => app.mailbox.to(email).length)).toEqual([1, 0, 0, 1, 0, 1]);
    });

    async function saveLogin(change: object): Promise<void> {
      const { values, revision } = (await editor.get('/settings/login')).body.data as { values: object; revision: number };
      expect((await editor.put('/settings/login', { values: { ...values, ...change }, revision })).status).toBe(200);
    }
  });
}
