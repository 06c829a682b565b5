import { randomUUID } from 'node:crypto';
import { customerContract } from '../../plugin/contract';
import type { Colleague } from '../../plugin/contract/customer/colleagues';
import type { Role } from '../../plugin/rights';
import { inviteJob } from '../../server/src/colleagues/invite-job';
import { peopleOf } from '../../server/src/customers';
import type { JobRow } from '../../server/src/platform/jobs';
import { asPlugin } from '../../server/src/platform/own-writes';
import { createDocument, table } from '../../server/src/platform/strapi';
import { UID } from '../../server/src/platform/uid';
import { Browser, signIn } from '../support/client';
import { resetLimits } from '../support/limits';
import { createContact, createCustomer, createPair, giveRole, TEST_PASSWORD, type TestContact, type TestCustomer } from '../support/people';
import { saveSettings } from '../support/settings';
import { expectUntouched } from '../support/snapshot';
import { startApp, type TestApp } from '../support/strapi';

let app: TestApp;
let customer: TestCustomer;
let owner: TestContact;
let theirs: TestCustomer;
let stranger: TestContact;
let mine: Browser;

beforeAll(async () => {
  app = await startApp();
  ({ customer, contact: owner } = await createPair(app.strapi, { contact: { firstName: 'Ada', lastName: 'King' } }));
  ({ customer: theirs, contact: stranger } = await createPair(app.strapi, { contact: { firstName: 'Old', lastName: 'Acquaintance' } }));
  for (const contact of [owner, stranger]) await giveRole(app.strapi, contact, 'owner');
  mine = await signIn(app, owner);
});
beforeEach(async () => {
  await saveSettings(app, 'preferences', { managePeople: true, peopleRoles: 'every', peopleMost: 100 });
  await resetLimits(app);
});
afterAll(() => app.stop());

interface Answer {
  status: number;
  code?: string;
  data: Colleague;
}
async function send(browser: Browser, method: 'get' | 'post' | 'put' | 'delete', path: string, body?: object): Promise<Answer> {
  const { status, body: answer } = await browser.send(method, path, body);
  const { data, error } = answer as { data: Colleague; error?: { details: { code: string } } };
  return { status, data, ...(error && { code: error.details.code }) };
}
const people = async (browser = mine): Promise<Colleague[]> => (await browser.get('/people')).body.data.rows as Colleague[];
const find = async (email: string, browser = mine): Promise<Colleague | undefined> =>
  (await people(browser)).find((one) => one.email === email);

let serial = 0;
const newcomer = (role: Role = 'viewer', more: object = {}) => {
  serial += 1;
  return { email: `colleague${serial}@example.net`, firstName: 'New', lastName: `Colleague ${serial}`, role, ...more };
};
const invite = (body: object, browser = mine) => send(browser, 'post', '/people', body);
/** Somebody with a role at the customer, signed in. */
async function withRole(role: string): Promise<{ contact: TestContact; browser: Browser; id: string }> {
  const contact = await createContact(app.strapi, [customer]);
  await giveRole(app.strapi, contact, role);
  return { contact, browser: await signIn(app, contact), id: (await find(contact.email))?.id ?? '' };
}
/** Chooses a password by the mailed invitation, and signs in with it. */
async function accept(email: string): Promise<Browser> {
  const browser = new Browser(app);
  const { status } = await browser.post('/invitation/accept', { token: app.mailbox.tokenTo(email), password: TEST_PASSWORD });
  expect(status).toBe(201);
  return browser;
}
const contactsOf = (email: string) => table(app.strapi, UID.contact).findMany({ where: { email } });

describe('who acts for a customer', () => {
  it('is seen by owners with everything, by others who may read it without sign-ins, and by nobody else', async () => {
    const { email } = (await invite(newcomer())).data;
    await app.settle();
    await accept(email);
    const rows = (await mine.get('/people')).body.data;
    customerContract.colleagues.find.response.parse(rows);
    expect(rows).toMatchObject({ roles: ['owner', 'billing', 'member', 'viewer'], most: 100 });
    const self = await find(owner.email);
    expect(self).toMatchObject({ name: 'Ada King', role: 'owner', state: 'active', self: true, mayChange: false, mayInvite: false });
    expect(self?.lastSignInOn).toMatch(/^\d{4}-\d\d-\d\d$/u);
    for (const [role, status] of [
      ['member', 200],
      ['viewer', 200],
      ['billing', 403],
      ['bookkeeper', 200],
    ] as const) {
      const { browser } = await withRole(role);
      expect((await browser.get('/people')).status).toBe(status);
      if (status !== 200) continue;
      expect((await browser.get('/people')).body.data.roles).toEqual([]);
      expect((await people(browser)).every((one) => one.lastSignInOn === null && !one.mayChange && !one.mayInvite)).toBe(true);
    }
    const other = await signIn(app, stranger);
    expect((await people(other)).map(({ email }) => email)).toEqual([stranger.email]);
  });

  it('is closed where the preference is off', async () => {
    const { id } = await withRole('viewer');
    await saveSettings(app, 'preferences', { managePeople: false });
    const tries = [
      () => send(mine, 'get', '/people'),
      () => invite(newcomer()),
      () => send(mine, 'put', `/people/${id}`, { role: 'member' }),
      () => send(mine, 'delete', `/people/${id}`),
      () => send(mine, 'post', `/people/${id}/invitation`),
    ];
    await expectUntouched(app, async () => {
      for (const attempt of tries) expect(await attempt()).toMatchObject({ status: 403, code: 'preference-off' });
    });
  });
});

describe('an invitation', () => {
  it('reaches a colleague who is new, and lets it do what the role allows, until it is removed', async () => {
    const person = newcomer('billing', { language: 'de' });
    const made = await invite(person);
    expect(made).toMatchObject({
      status: 201,
      data: { name: `New Colleague ${serial}`, role: 'billing', state: 'invited', mayInvite: true },
    });
    customerContract.colleagues.create.response.parse(made.data);
    await app.settle();
    const [contact] = await contactsOf(person.email);
    expect(contact).toMatchObject({ firstName: 'New', lastName: `Colleague ${serial}`, language: 'de' });
    const browser = await accept(person.email);
    const { rights, customer: acting } = (await browser.get('/session')).body.data;
    expect([rights.documents, rights.people, acting.id]).toEqual(['write', 'none', customer.documentId]);
    expect(await find(person.email)).toMatchObject({ state: 'active', mayInvite: false });

    expect((await send(mine, 'put', `/people/${made.data.id}`, { role: 'viewer' })).data.role).toBe('viewer');
    expect((await browser.get('/session')).body.data.rights.documents).toBe('read');
    expect((await send(mine, 'delete', `/people/${made.data.id}`)).status).toBe(200);
    expect((await browser.get('/session')).status).toBe(401);
    expect(await find(person.email)).toBeUndefined();
    expect(await contactsOf(person.email)).toHaveLength(1);
  });

  it('adds somebody who has an account elsewhere, of whom nothing shows until they come', async () => {
    const contact = await createContact(app.strapi, [theirs], { firstName: 'Secret', lastName: 'Name' });
    await signIn(app, contact);
    const [known, unknown] = [newcomer('viewer', { email: contact.email, firstName: 'Typed', lastName: 'Otherwise' }), newcomer()];
    const [one, other] = [await invite(known), await invite(unknown)];
    const shape = ({ data }: Answer) => ({ ...data, id: '', email: '', name: '' });
    expect(shape(one)).toEqual(shape(other));
    expect(one.data.name).toBe('Typed Otherwise');
    await app.settle();
    expect(await find(contact.email)).toEqual(one.data);
    // Signing in for the customer that they had tells nothing either.
    const browser = await signIn(app, contact);
    expect(await find(contact.email)).toEqual(one.data);
    expect(app.mailbox.to(contact.email).at(-1)?.text).toContain(customer.name);
    expect(app.mailbox.tokenTo(contact.email)).toBeUndefined();
    expect((await contactsOf(contact.email))[0]).toMatchObject({ firstName: 'Secret' });
    expect((await browser.put('/session/customer', { customer: customer.documentId })).status).toBe(200);
    expect((await browser.get('/session')).body.data.rights.documents).toBe('read');
    expect(await find(contact.email)).toMatchObject({ name: 'Secret Name', state: 'active' });
    // Removed here, it stays what it is elsewhere.
    await send(mine, 'delete', `/people/${one.data.id}`);
    expect((await browser.get('/session')).status).toBe(401);
    expect((await (await signIn(app, contact)).get('/session')).body.data.customer.id).toBe(theirs.documentId);
  });

  it('of an address that is blocked, or of somebody whom an editor adds meanwhile, does no harm', async () => {
    const blocked = await createContact(app.strapi, [], { blocked: true }, null);
    expect((await invite(newcomer('viewer', { email: blocked.email }))).status).toBe(201);
    const faster = await createContact(app.strapi, [], {}, null);
    const data = { customer: customer.documentId, role: 'viewer', invitedEmail: faster.email, invitedName: 'Somebody' };
    const { documentId } = await asPlugin(() => createDocument(app.strapi, UID.membership, data));
    await createDocument(app.strapi, UID.membership, { customer: customer.documentId, contact: faster.documentId, role: 'billing' });
    const nothing = () => Promise.resolve();
    await inviteJob.run(app.strapi)({ membership: documentId }, { cursor: null } as JobRow, { save: nothing, pause: nothing });
    await app.settle();
    for (const { email } of [blocked, faster]) expect(app.mailbox.to(email)).toEqual([]);
    const rows = (await people()).filter(({ email }) => email === faster.email);
    expect(rows).toEqual([expect.objectContaining({ role: 'billing' })]);
  });

  it('opens nothing for somebody who was only written down for another customer', async () => {
    const noted = await createContact(app.strapi, [theirs], {}, null);
    const { data } = await invite(newcomer('viewer', { email: noted.email }));
    await app.settle();
    expect(app.mailbox.to(noted.email)).toEqual([]);
    expect(await find(noted.email)).toMatchObject({ state: 'invited', role: 'viewer' });
    // Once the team has invited it, the owner may.
    await peopleOf(app.strapi).mailContact(theirs.documentId, noted.documentId, 'editor@example.org');
    await app.settle();
    app.mailbox.clear();
    expect((await send(mine, 'post', `/people/${data.id}/invitation`)).status).toBe(200);
    await app.settle();
    expect(app.mailbox.to(noted.email)).toHaveLength(1);
  });

  it('is for the address, not for whoever had it, and greets nobody by a name that a colleague typed', async () => {
    const body = newcomer('viewer', { firstName: 'Look at example.net now' });
    const { data } = await invite(body);
    await app.settle();
    expect(app.mailbox.to(body.email).at(-1)?.text).not.toContain('Look at');
    const [contact] = await contactsOf(body.email);
    await table(app.strapi, UID.contact).update({ where: { id: contact?.id }, data: { email: 'moved-on@example.net' } });
    await app.settle();
    app.mailbox.clear();
    await send(mine, 'post', `/people/${data.id}/invitation`);
    await app.settle();
    expect(app.mailbox.messages).toEqual([]);
  });

  it('goes out once for a key, and of one address once at a time', async () => {
    const body = newcomer();
    const keyed = mine.with({ 'idempotency-key': randomUUID() });
    const answers = await Promise.all([invite(body, keyed), invite(body, keyed)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0]?.data.id).toBe(answers[1]?.data.id);
    const race = newcomer();
    const codes = (await Promise.all([1, 2, 3].map(() => invite(race)))).map(({ code = 'made' }) => code).sort();
    expect(codes).toEqual(['already-member', 'already-member', 'made']);
    await app.settle();
    for (const { email } of [body, race]) {
      expect(app.mailbox.to(email)).toHaveLength(1);
      expect((await people()).filter((one) => one.email === email)).toHaveLength(1);
    }
    expect(await invite(newcomer('viewer', { email: owner.email }))).toMatchObject({ status: 409, code: 'already-member' });
  });

  it('is sent again to who has not come, five times a day, and taken back with the contact that it made', async () => {
    const body = newcomer();
    const { data } = await invite(body);
    await app.settle();
    const again = () => send(mine, 'post', `/people/${data.id}/invitation`);
    expect(await again()).toMatchObject({ status: 200, data: { state: 'invited' } });
    await app.settle();
    expect(app.mailbox.to(body.email)).toHaveLength(2);
    for (const _ of [3, 4, 5]) expect((await again()).status).toBe(200);
    expect(await again()).toMatchObject({ status: 429, code: 'too-many-requests' });
    expect((await send(mine, 'delete', `/people/${data.id}`)).status).toBe(200);
    await app.settle();
    expect(await contactsOf(body.email)).toEqual([]);
    const { id, contact } = await withRole('member');
    expect(await send(mine, 'post', `/people/${id}/invitation`)).toMatchObject({ status: 409, code: 'conflict' });
    expect(app.mailbox.to(contact.email)).toEqual([]);
  });

  it('keeps to the roles and the number that editors allow', async () => {
    await saveSettings(app, 'preferences', { peopleRoles: 'no-owner' });
    const second = await withRole('owner');
    expect(await invite(newcomer('owner'))).toMatchObject({ status: 403, code: 'not-allowed' });
    expect((await find(second.contact.email))?.mayChange).toBe(false);
    expect(await send(mine, 'delete', `/people/${second.id}`)).toMatchObject({ status: 403, code: 'not-allowed' });
    await saveSettings(app, 'preferences', { peopleRoles: 'viewer' });
    const member = await withRole('member');
    for (const role of ['owner', 'billing', 'member'] as const) {
      expect((await invite(newcomer(role))).status).toBe(403);
      expect((await send(mine, 'put', `/people/${member.id}`, { role })).status).toBe(403);
    }
    const present = (await people()).length;
    await saveSettings(app, 'preferences', { peopleMost: present + 1 });
    const answers = await Promise.all([invite(newcomer()), invite(newcomer())]);
    expect(answers.map(({ code = 'made' }) => code).sort()).toEqual(['made', 'no-room']);
  });
});

describe('owners', () => {
  it('touch neither themselves nor people of another customer, and others touch nobody', async () => {
    const self = (await find(owner.email))?.id ?? '';
    const other = (await find(stranger.email, await signIn(app, stranger)))?.id ?? '';
    const victim = await withRole('viewer');
    const [member, viewer, billing] = [await withRole('member'), await withRole('viewer'), await withRole('billing')];
    await expectUntouched(app, async () => {
      for (const [browser, id, status] of [
        [mine, self, 403],
        [mine, other, 404],
        [mine, 'a'.repeat(24), 404],
        [member.browser, victim.id, 403],
        [viewer.browser, victim.id, 403],
        [billing.browser, victim.id, 403],
      ] as const) {
        expect((await send(browser, 'put', `/people/${id}`, { role: 'viewer' })).status).toBe(status);
        expect((await send(browser, 'delete', `/people/${id}`)).status).toBe(status);
        expect((await send(browser, 'post', `/people/${id}/invitation`)).status).toBe(status);
      }
      for (const { browser } of [member, viewer, billing]) expect((await invite(newcomer(), browser)).status).toBe(403);
    });
  });

  it('who remove or demote each other at once leave one, on every try', async () => {
    for (const way of ['delete', 'put'] as const) {
      const own = await createCustomer(app.strapi, { portalAccess: true });
      const two = [await createContact(app.strapi, [own]), await createContact(app.strapi, [own])];
      for (const contact of two) await giveRole(app.strapi, contact, 'owner');
      const browsers = await Promise.all(two.map((contact) => signIn(app, contact)));
      const rows = await people(browsers[0]);
      const ids = two.map(({ email }) => rows.find((one) => one.email === email)?.id ?? '');
      const answers = await Promise.all(
        browsers.map((browser, index) => send(browser, way, `/people/${ids[1 - index]}`, way === 'put' ? { role: 'viewer' } : undefined)),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const left = await table(app.strapi, UID.membership).findMany({ where: { customer: own.id, role: 'owner' } });
      expect(left).toHaveLength(1);
    }
  });

  it('prove afresh that it is them', async () => {
    const { contact, browser, id } = await withRole('owner');
    await app.strapi.db.getConnection('customer_portal_sessions').where('contact_id', contact.id).update({ stepped_up_at: null });
    expect(await invite(newcomer(), browser)).toMatchObject({ status: 403, code: 'step-up-required' });
    expect(await send(browser, 'delete', `/people/${id}`)).toMatchObject({ status: 403, code: 'step-up-required' });
    expect((await browser.get('/people')).status).toBe(200);
  });

  it('are named in the activity with what they did', async () => {
    const body = newcomer();
    const { data } = await invite(body);
    await send(mine, 'put', `/people/${data.id}`, { role: 'member' });
    await send(mine, 'delete', `/people/${data.id}`);
    const rows = await table(app.strapi, UID.activity).findMany({ where: { detail: { $contains: body.email } }, orderBy: { id: 'asc' } });
    expect(rows.map(({ kind, detail, email }) => [kind, detail, email])).toEqual([
      ['colleague-invited', `${customer.name}: ${body.email}, viewer`, owner.email],
      ['colleague-changed', `${customer.name}: ${body.email}, member`, owner.email],
      ['colleague-removed', `${customer.name}: ${body.email}`, owner.email],
    ]);
  });
});
