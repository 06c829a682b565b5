import { LOGIN_DEFAULTS } from '../../plugin/settings/login';
import { sessionsOf } from '../../server/src/sessions';
import { peopleOf } from '../../server/src/customers';
import { commitTogether, inserter } from '../../server/src/platform/sql';
import { table, tableName, type Row } from '../../server/src/platform/strapi';
import { UID } from '../../server/src/platform/uid';
import { settingsOf } from '../../server/src/settings';
import { addAuthenticator, beginAuthenticator } from '../support/authenticator';
import { Browser, signIn } from '../support/client';
import { createEditor, type Editor } from '../support/editor';
import { resetLimits } from '../support/limits';
import { addConnection, oidcSettings } from '../support/oidc/connections';
import { createContact, createCustomer, createPair, linkFor, TEST_PASSWORD, type TestContact } from '../support/people';
import { startApp, type TestApp } from '../support/strapi';

/** What a sign-in writes goes around Strapi's query layer and shares commits: it must come out as if it did neither. */
let app: TestApp;
let editor: Editor;
let neighbour: Browser;
beforeAll(async () => {
  app = await startApp();
  editor = await createEditor(app);
  neighbour = await signIn(app, (await createPair(app.strapi)).contact);
});
beforeEach(() => resetLimits(app));
afterEach(async () => {
  expect((await neighbour.get('/session')).status).toBe(200);
});
afterAll(() => app.stop());

type Pair = Awaited<ReturnType<typeof createPair>>;
type Cells = Record<string, unknown>;
const rowOf = async (uid: string, where: Cells): Promise<Cells> => {
  const [row] = (await app.strapi.db.getConnection(tableName(app.strapi, uid)).where(where)) as Cells[];
  return row ?? {};
};
const kinds = (row: Cells): Record<string, string> =>
  Object.fromEntries(Object.entries(row).map(([column, value]) => [column, value === null ? 'null' : (value as object).constructor.name]));

describe('a row that is written by hand', () => {
  it('holds what the same row holds that Strapi writes', async () => {
    const { contact, customer } = await createPair(app.strapi);
    const instant = new Date('2031-05-04T03:02:01.000Z');
    const common = {
      contact: contact.id,
      customer: customer.id,
      method: 'password',
      lastSeenAt: instant,
      expiresAt: instant,
      ipAddress: '192.0.2.1',
    };
    await table(app.strapi, UID.session).create({ data: { ...common, tokenHash: 'by Strapi' } });
    await inserter(app.strapi, UID.session)({ ...common, tokenHash: 'by hand' });
    const [strapis, ours] = [await rowOf(UID.session, { token_hash: 'by Strapi' }), await rowOf(UID.session, { token_hash: 'by hand' })];
    expect(kinds(ours)).toEqual(kinds(strapis));
    const differing = Object.keys(ours).filter((column) => String(ours[column]) !== String(strapis[column]));
    expect(
      differing.filter((column) => !['id', 'document_id', 'token_hash', 'created_at', 'updated_at', 'published_at'].includes(column)),
    ).toEqual([]);
    expect(String(ours.document_id)).toMatch(/^[a-z0-9]{24}$/u);
    const read = await table(app.strapi, UID.session).findOne({ where: { tokenHash: 'by hand' }, populate: ['contact', 'customer'] });
    expect(read).toMatchObject({ provedElsewhere: false, contact: { id: contact.id }, customer: { id: customer.id } });
  });

  it('goes with the transaction that it is written in', async () => {
    const { contact } = await createPair(app.strapi);
    const insert = inserter(app.strapi, UID.activity);
    const at = new Date();
    const failing = app.strapi.db.transaction(async () => {
      await insert({ kind: 'sign-in', at, contact: contact.id, email: contact.email });
      throw new Error('thought better of it');
    });
    await expect(failing).rejects.toThrow('thought better');
    expect(await table(app.strapi, UID.activity).count({ where: { contact: contact.id } })).toBe(0);
  });
});

describe('writes that share a commit', () => {
  it('hold or fail each for itself', async () => {
    const rows = table(app.strapi, UID.activity);
    const insert = inserter(app.strapi, UID.activity);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, (_, index) =>
        commitTogether(app.strapi, async () => {
          await insert({ kind: 'sign-in', at: new Date(), email: `piece-${index}@example.org` });
          if (index % 10 === 7) throw new Error(`piece ${index}`);
          await insert({ kind: 'sign-out', at: new Date(), email: `piece-${index}@example.org` });
          return index;
        }),
      ),
    );
    for (const [index, outcome] of outcomes.entries()) {
      const fails = index % 10 === 7;
      expect(outcome).toEqual(fails ? { status: 'rejected', reason: new Error(`piece ${index}`) } : { status: 'fulfilled', value: index });
      expect(await rows.count({ where: { email: `piece-${index}@example.org` } })).toBe(fails ? 0 : 2);
    }
  });

  it('know the request that they are part of', async () => {
    const { requestContext } = app.strapi;
    const asked = Array.from({ length: 5 }, (_, index) => ({ state: { index } }) as never);
    const found = await Promise.all(
      asked.map((request) =>
        requestContext.run(request, () => commitTogether(app.strapi, async () => requestContext.get()) as Promise<never>),
      ),
    );
    expect(found).toEqual(asked);
  });
});

describe('signing in many times at once', () => {
  it('opens a session each time, writes each down and leaves nothing counted', async () => {
    const { contact } = await createPair(app.strapi);
    const { contact: other } = await createPair(app.strapi);
    const browsers = Array.from({ length: 8 }, () => new Browser(app));
    const responses = await Promise.all(
      browsers.map((browser, index) =>
        browser.post('/session', { email: index < 6 ? contact.email : other.email, password: TEST_PASSWORD }),
      ),
    );
    expect(responses.map(({ status }) => status)).toEqual(browsers.map(() => 201));
    for (const browser of browsers) expect((await browser.get('/session')).status).toBe(200);
    expect(await table(app.strapi, UID.session).count({ where: { contact: contact.id } })).toBe(6);
    expect(await table(app.strapi, UID.activity).count({ where: { contact: contact.id, kind: 'sign-in' } })).toBe(6);
    const counters = await app.strapi.db
      .getConnection('customer_portal_limits')
      .where('key', 'like', 'sign-in:%')
      .select<{ points: number }[]>('points');
    expect(counters.filter(({ points }) => points !== 0)).toEqual([]);
  });

  it('ends the session that the browser had', async () => {
    const { contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    expect((await browser.post('/session', { email: contact.email, password: TEST_PASSWORD })).status).toBe(201);
    expect(await table(app.strapi, UID.session).count({ where: { contact: contact.id } })).toBe(1);
  });
});

const ROUNDS = 3;
const NEW_PASSWORD = 'granite-Meadow-77-otter';

const alive = async (browsers: Browser[]): Promise<number> => {
  let count = 0;
  for (const browser of browsers) if ((await browser.get('/session')).status === 200) count += 1;
  return count;
};

/** Signs in by the password from two sides while `change` happens; every browser that came anywhere. */
async function signInDuring(contact: TestContact, change: () => Promise<unknown>): Promise<Browser[]> {
  const browsers: Browser[] = [];
  let over = false;
  const thief = async (): Promise<void> => {
    while (!over) {
      const browser = new Browser(app);
      await browser.post('/session', { email: contact.email, password: TEST_PASSWORD });
      if (browser.cookie('-session') ?? browser.cookie('-challenge')) browsers.push(browser);
    }
  };
  const thieves = [thief(), thief()];
  while (browsers.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  await change().finally(() => {
    over = true;
  });
  await Promise.all(thieves);
  return browsers;
}

/** The order in which two come is chance: several times. */
async function repeatedly(round: (pair: Pair) => Promise<void>): Promise<void> {
  for (let index = 0; index < ROUNDS; index += 1) {
    await resetLimits(app);
    await round(await createPair(app.strapi));
  }
}

/** Whatever is proved while something ends it opens nothing: both at once, many times over. */
describe('a sign-in under way', () => {
  it('does not outlive another password: only who changed it is signed in', () =>
    repeatedly(async ({ contact }) => {
      const own = await signIn(app, contact);
      const thieves = await signInDuring(contact, async () => {
        expect((await own.put('/password', { currentPassword: TEST_PASSWORD, newPassword: NEW_PASSWORD })).status).toBe(200);
      });
      expect([await alive(thieves), await alive([own])]).toEqual([0, 1]);
    }));

  it('does not outlive a mailed reset', () =>
    repeatedly(async ({ contact }) => {
      const token = await linkFor(app.strapi, 'password-reset', contact);
      const own = new Browser(app);
      const thieves = await signInDuring(contact, async () => {
        expect((await own.post('/password/reset', { token, password: NEW_PASSWORD })).status).toBe(201);
      });
      expect([await alive(thieves), await alive([own])]).toEqual([0, 1]);
    }));

  it('does not outlive the first authenticator, nor sets up one of its own', () =>
    repeatedly(async ({ contact }) => {
      const own = await signIn(app, contact);
      const { confirm } = await beginAuthenticator(own);
      const thieves = await signInDuring(contact, confirm);
      expect([await alive(thieves), await alive([own])]).toEqual([0, 1]);
      for (const thief of thieves) expect([401, 403]).toContain((await thief.post('/security/totp')).status);
      expect(await table(app.strapi, UID.factor).count({ where: { contact: contact.id, active: true } })).toBe(1);
    }));

  it('does not outlive the removal of a factor, or signing out everywhere', () =>
    repeatedly(async ({ contact }) => {
      const own = await signIn(app, contact);
      await addAuthenticator(own);
      const { factors } = (await own.get('/security')).body.data as { factors: { id: string }[] };
      const halfway = await signInDuring(contact, async () => {
        expect((await own.delete(`/security/factors/${factors[0]?.id}`)).status).toBe(200);
      });
      // Those who came before it had proved the password only; those who came after it may be in.
      for (const browser of halfway) if (!browser.cookie('-session')) expect((await browser.get('/challenge')).status).toBe(401);
      const { ended } = (await own.delete('/sessions')).body.data as { ended: number };
      expect(ended).toBe(halfway.filter((browser) => browser.cookie('-session')).length);
      expect([await alive(halfway), await alive([own])]).toEqual([0, 1]);
    }));

  it.each([
    [
      'in the Content Manager',
      (contact: TestContact) => editor.put(`//content-manager/collection-types/${UID.contact}/${contact.documentId}`, { blocked: true }),
    ],
    ['by code', ({ id }: TestContact) => table(app.strapi, UID.contact).update({ where: { id }, data: { blocked: true } })],
    [
      'with others',
      ({ id }: TestContact) => table(app.strapi, UID.contact).updateMany({ where: { id: { $in: [id] } }, data: { blocked: true } }),
    ],
  ])('does not outlive blocking %s, and does not come back when it is lifted', (_how, block) =>
    repeatedly(async ({ contact }) => {
      const own = await signIn(app, contact);
      const thieves = await signInDuring(contact, () => block(contact));
      await table(app.strapi, UID.contact).update({ where: { id: contact.id }, data: { blocked: false } });
      expect(await alive([own, ...thieves])).toBe(0);
    }),
  );

  it('that began with a password meets no factor and no link of a later time', async () => {
    const { contact } = await createPair(app.strapi);
    const own = await signIn(app, contact);
    const { app: phone, recoveryCodes } = await addAuthenticator(own);
    const halfway = new Browser(app);
    await halfway.post('/session', { email: contact.email, password: TEST_PASSWORD });
    expect((await halfway.get('/challenge')).status).toBe(200);
    const link = await linkFor(app.strapi, 'sign-in', contact);
    await own.put('/password', { currentPassword: TEST_PASSWORD, newPassword: NEW_PASSWORD });
    expect((await halfway.post('/challenge/totp', { code: phone.code() })).status).toBe(401);
    expect((await halfway.post('/challenge/recovery-code', { code: recoveryCodes[0] })).status).toBe(401);
    expect((await new Browser(app).post('/session/link', { token: link })).body.error.details.code).toBe('invalid-link');
  });

  it('confirms nothing for a session after another password, and a session that ended changes nothing', () =>
    repeatedly(async ({ contact }) => {
      const [own, thief] = [await signIn(app, contact), await signIn(app, contact)];
      const [changed, ...others] = await Promise.all([
        own.put('/password', { currentPassword: TEST_PASSWORD, newPassword: NEW_PASSWORD }),
        thief.post('/session/step-up', { way: 'password', password: TEST_PASSWORD }),
        thief.post('/security/totp'),
        thief.put('/password', { currentPassword: TEST_PASSWORD, newPassword: 'walnut-Harbour-12-kite' }),
        thief.delete('/sessions'),
      ]);
      const states = others.map(({ status }) => status);
      // Whoever came first was right to: never both.
      expect(await alive([own, thief])).toBe(changed.status === 200 ? 1 : await alive([thief]));
      expect(states.every((status) => status < 500)).toBe(true);
    }));

  it('of the account itself does not stand in the way of its other changes', async () => {
    const { contact } = await createPair(app.strapi);
    const own = await signIn(app, contact);
    await addAuthenticator(own);
    const answers = await Promise.all([
      own.post('/security/recovery-codes'),
      own.delete('/sessions'),
      own.post('/security/recovery-codes'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await alive([own])).toBe(1);
  });
});

describe('the session of whoever changes the password', () => {
  const block = (id: number, blocked: boolean) => table(app.strapi, UID.contact).update({ where: { id }, data: { blocked } });
  const login = async (values: object, alsoDo?: () => Promise<void>) =>
    settingsOf(app.strapi).save('login', { ...LOGIN_DEFAULTS, ...values }, (await settingsOf(app.strapi).get('login')).revision, alsoDo);
  const sessions = () => table(app.strapi, UID.session);
  const nothing = (): Promise<unknown> => Promise.resolve();

  /** What ends it, and what opens the portal for the contact again. */
  const ENDS: [string, (pair: Pair, session: Row) => Promise<unknown>, (pair: Pair) => Promise<unknown>][] = [
    ['blocking', ({ contact }) => block(contact.id, true), ({ contact }) => block(contact.id, false)],
    ['single sign-on', () => login({ signInMode: 'sso' }, () => sessionsOf(app.strapi).endOwnWays()), () => login({})],
    [
      'switching its customer off',
      ({ customer }) => editor.post(`/customers/${customer.documentId}/disable-access`),
      ({ customer }) => peopleOf(app.strapi).open(customer.documentId),
    ],
    ['ending it from elsewhere', ({ contact }, { documentId }) => sessionsOf(app.strapi).store.endOwn(contact.id, documentId), nothing],
    ['deleting the connection that it came in by', (_pair, { method }) => editor.delete(`/connections/${method as string}`), nothing],
  ];

  it.each(ENDS)('does not outlive %s, at the same time and the moment after', async (_what, end, back) => {
    for (const when of ['as soon as it is told', 'at the same time', 'at the same time']) {
      await resetLimits(app);
      const pair = await createPair(app.strapi);
      const own = await signIn(app, pair.contact);
      const { id: method } = await addConnection(editor, oidcSettings('https://idp.example'));
      const { id } = (await sessions().findOne({ where: { contact: pair.contact.id } })) as Row;
      await sessions().updateMany({ where: { id }, data: { method } });
      const session = (await sessions().findOne({ where: { id } })) as Row;
      const before = new Browser(app, { cookie: own.cookieHeader });
      let ended: Promise<unknown> = Promise.resolve();
      if (when === 'at the same time')
        ended = new Promise((resolve) => setTimeout(resolve, Math.random() * 400)).then(() => end(pair, session));
      else {
        app.strapi.eventHub.once('customer-portal.contact.password-change', async () => {
          await (ended = end(pair, session));
        });
      }
      expect((await own.put('/password', { currentPassword: TEST_PASSWORD, newPassword: NEW_PASSWORD })).status).toBeLessThan(500);
      await ended;
      await back(pair);
      expect(await alive([own, before])).toBe(0);
    }
    // Single sign-on was for everybody.
    neighbour = await signIn(app, (await createPair(app.strapi)).contact);
  });
});

describe('a contact who is given another address', () => {
  beforeEach(() => {
    app.mailbox.clear();
  });
  /** Subject and addressee of every mail so far. */
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
  const TABLES = [
    'credential',
    'session',
    'factor',
    'recovery-code',
    'remembered-browser',
    'challenge',
    'identity',
    'one-time-token',
    'pending-identity',
  ];
  const owned = async (id: number): Promise<string[]> => {
    const left: string[] = [];
    for (const name of TABLES)
      if ((await table(app.strapi, `plugin::customer-portal.${name}`).count({ where: { contact: id } })) > 0) left.push(name);
    return left.sort();
  };
  const WAYS: [string, (contact: TestContact, email: string) => Promise<unknown>][] = [
    [
      'in the Content Manager',
      ({ documentId }, email) => editor.put(`//content-manager/collection-types/${UID.contact}/${documentId}`, { email }),
    ],
    [
      'by the Document Service',
      ({ documentId }, email) => app.strapi.documents(UID.contact as never).update({ documentId, data: { email } as never }),
    ],
    ['by a query', ({ id }, email) => table(app.strapi, UID.contact).update({ where: { id }, data: { email } })],
    [
      'by a query for many',
      ({ email: before }, email) => table(app.strapi, UID.contact).updateMany({ where: { email: before }, data: { email } }),
    ],
  ];

  it.each(WAYS)('starts over %s: nothing of the person before opens the account, and both addresses are told', async (how, change) => {
    const { contact, customer } = await createPair(app.strapi, { customer: { name: 'Fern Ltd' } });
    const colleague = await signIn(app, await createContact(app.strapi, [customer]));
    const browser = await signIn(app, contact);
    const { app: phone } = await addAuthenticator(browser);
    const remembering = new Browser(app);
    await remembering.post('/session', { email: contact.email, password: TEST_PASSWORD });
    expect((await remembering.post('/challenge/totp', { code: phone.code(), remember: true })).status).toBe(201);
    const halfway = new Browser(app);
    await halfway.post('/session', { email: contact.email, password: TEST_PASSWORD });
    await table(app.strapi, UID.identity).create({
      data: {
        contact: contact.id,
        connection: 'acme',
        issuer: 'https://acme.example',
        subject: contact.email,
        identityHash: contact.email,
        linkedAt: new Date(),
      },
    });
    const link = await linkFor(app.strapi, 'sign-in', contact);
    expect(await owned(contact.id)).toEqual([
      'challenge',
      'credential',
      'factor',
      'identity',
      'one-time-token',
      'recovery-code',
      'remembered-browser',
      'session',
    ]);
    await app.settle();
    app.mailbox.clear();

    const email = `successor.${contact.id}@example.org`;
    await change(contact, email);
    expect(await owned(contact.id)).toEqual(['one-time-token']);
    for (const one of [browser, remembering, halfway]) expect((await one.get('/session')).status).toBe(401);
    expect((await halfway.get('/challenge')).status).toBe(401);
    for (const address of [contact.email, email]) {
      const again = await remembering.post('/session', { email: address, password: TEST_PASSWORD });
      expect(again.body.error.details.code).toBe('wrong-credentials');
    }
    expect((await new Browser(app).post('/session/link', { token: link })).body.error.details.code).toBe('invalid-link');
    expect(await mails()).toEqual([
      `${contact.email}: Our organisation: your email address was changed`,
      `${email}: Our organisation: your access to the customer portal`,
    ]);
    expect(app.mailbox.to(contact.email)[0]?.text).not.toContain(email);
    expect(app.mailbox.to(email)[0]?.text).toContain('Fern Ltd');

    const successor = new Browser(app);
    const token = app.mailbox.tokenTo(email);
    expect((await successor.post('/invitation/accept', { token, password: 'granite-Meadow-77-otter' })).status).toBe(201);
    // What the person before did is not told to the next one: these are of the address itself.
    expect((await successor.get('/security/events')).body.data.map(({ kind }: { kind: string }) => kind).sort()).toEqual([
      'invitation-accepted',
      'sign-in',
      'sign-in-failed',
    ]);
    expect((await colleague.get('/session')).status).toBe(200);
    const [row] = await table<{ email: string; detail: string; editor: string | null }>(app.strapi, UID.activity).findMany({
      where: { contact: contact.id, kind: 'email-changed' },
    });
    expect(row).toMatchObject({
      email: contact.email,
      detail: email,
      editor: how === 'in the Content Manager' ? expect.stringContaining('@') : null,
    });
  });

  it('keeps everything where only the spelling differs', async () => {
    const { contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    for (const [, change] of WAYS) await change(contact, ` ${contact.email.toUpperCase()} `);
    expect((await browser.get('/session')).status).toBe(200);
    expect(await mails()).toEqual([]);
  });

  it('is told without an invitation where its access is off, and not at all where nobody was ever invited', async () => {
    const [used, never] = [await createPair(app.strapi), await createContact(app.strapi, [await createCustomer(app.strapi)], {}, null)];
    await signIn(app, used.contact);
    await editor.post(`/customers/${used.customer.documentId}/disable-access`);
    for (const { documentId, email } of [used.contact, never]) {
      await editor.put(`//content-manager/collection-types/${UID.contact}/${documentId}`, { email: `new.${email}` });
    }
    const subject = 'Our organisation: your email address was changed';
    expect(await mails()).toEqual([`${used.contact.email}: ${subject}`, `new.${used.contact.email}: ${subject}`].sort());
  });

  it('leaves no session of a sign-in that was under way', () =>
    repeatedly(async ({ contact }) => {
      const thieves = await signInDuring(contact, () => WAYS[0]?.[1](contact, `next.${contact.email}`) ?? Promise.resolve());
      expect(await alive(thieves)).toBe(0);
    }));
});
