import type { ParsedMail } from 'mailparser';
import type { DocumentType } from '../../plugin/documents/types';
import { documentsOf } from '../../server/src/documents';
import { platformOf } from '../../server/src/platform';
import { table } from '../../server/src/platform/strapi';
import { sendingOf } from '../../server/src/sending';
import { signIn, type Browser } from '../support/client';
import { atOneInstant, testClock } from '../support/clock';
import { createDraft } from '../support/documents';
import { allBut, createEditor, type Editor } from '../support/editor';
import { resetLimits } from '../support/limits';
import { read } from '../support/pdf';
import { createContact, createPair, type TestContact, type TestCustomer } from '../support/people';
import { saveSettings } from '../support/settings';
import { startApp, type TestApp } from '../support/strapi';

const UID = 'plugin::customer-portal';

let app: TestApp;
let editor: Editor;
let customer: TestCustomer;
let contact: TestContact;
let colleague: TestContact;
let stranger: TestContact;

beforeAll(async () => {
  app = await startApp({ quiet: true });
  editor = await createEditor(app, 'everything');
  ({ customer, contact } = await createPair(app.strapi, { customer: { name: 'Harbour & Sons' }, contact: { language: 'de' } }));
  colleague = await createContact(app.strapi, [customer]);
  await createContact(app.strapi, [customer], { email: 'blocked@example.org', blocked: true });
  stranger = (await createPair(app.strapi)).contact;
});
afterAll(() => app.stop());
beforeEach(async () => {
  await app.settle();
  app.mailbox.clear();
});

const draft = async (data: Record<string, unknown> = {}, type: DocumentType = 'invoice'): Promise<string> =>
  (await createDraft(app.strapi, type, customer, { language: 'en', ...data })).documentId;
const send = (id: string, issue: boolean, by = editor) => by.post(`/documents/invoice/${id}/send`, { issue });
const codeOf = ({ body }: { body: unknown }) => (body as { error?: { details: { code: string } } }).error?.details.code;
const stateOf = async (id: string) => (await table(app.strapi, `${UID}.invoice`).findOne({ where: { documentId: id } }))?.state;
const onlyMailTo = ({ email }: TestContact): ParsedMail => {
  const mails = app.mailbox.to(email);
  expect(mails).toHaveLength(1);
  return mails[0] as ParsedMail;
};

describe('an editor issues a document and sends it', () => {
  it('to the contact that it is addressed to, with the PDF that the portal has, in the reader’s language', async () => {
    const id = await draft({ contact: contact.id, issueDate: '2026-11-30' });
    const { body } = await send(id, true);
    const { number } = (body as { data: { number: string } }).data;
    expect(body).toEqual({ data: { number, recipients: 1, missing: [] } });
    await app.settle();
    expect(app.mailbox.messages).toHaveLength(1);
    const mail = onlyMailTo(contact);
    expect(mail.subject).toContain(`Rechnung ${number}`);
    expect(mail.text).toContain('119,00');
    expect(mail.text).toContain('Fällig am: 14. Dezember 2026');
    expect(mail.text).toContain(`/documents/invoice/${id}?customer=${customer.documentId}`);
    expect(mail.attachments).toMatchObject([{ filename: `Invoice ${number}.pdf`, contentType: 'application/pdf' }]);
    expect((await read(mail.attachments[0]?.content as Buffer)).text).toContain('€119.00');
  });

  it('where it is addressed to nobody, to all of its customer who read documents and are not blocked', async () => {
    await send(await draft(), true);
    await app.settle();
    for (const one of [contact, colleague]) onlyMailTo(one);
    expect(app.mailbox.messages).toHaveLength(2);
  });

  it('and finds in its timeline whom it was sent to', async () => {
    const id = await draft({ contact: contact.id });
    await send(id, true);
    const { body } = await editor.get(`/documents/invoice/${id}/timeline`);
    expect((body as { data: { lines: object[] } }).data.lines).toMatchObject([
      { kind: 'issued' },
      { kind: 'sent', recipients: contact.email },
    ]);
  });

  it('to nobody whom a colleague invited before they came, whose address was only typed', async () => {
    const typed = await createContact(app.strapi, [customer]);
    const memberships = table(app.strapi, `${UID}.membership`);
    const [membership] = await memberships.findMany({ where: { contact: typed.id } });
    await memberships.update({ where: { id: membership?.id }, data: { invitedEmail: typed.email } });
    await sendingOf(app.strapi).send('invoice', await draft(), true);
    await app.settle();
    expect(app.mailbox.messages.length).toBeGreaterThan(0);
    expect(app.mailbox.to(typed.email)).toEqual([]);
    await app.strapi.documents(`${UID}.contact` as never).delete({ documentId: typed.documentId });
  });

  it('never to a contact of another customer that it names', async () => {
    await send(await draft({ contact: stranger.id }), true);
    await app.settle();
    expect(app.mailbox.to(stranger.email)).toEqual([]);
    onlyMailTo(contact);
  });

  it('and nothing happens where there is nobody to write to', async () => {
    const { customer: alone } = await createPair(app.strapi, { contact: { blocked: true } });
    const { documentId: id } = await createDraft(app.strapi, 'invoice', alone);
    expect(codeOf(await send(id, true))).toBe('email-missing');
    expect(await stateOf(id)).toBe('draft');
  });

  it('once, of two who do so at the same time', async () => {
    const id = await draft({ contact: contact.id });
    const answers = await Promise.all([send(id, true), send(id, true), send(id, true)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    await app.settle();
    onlyMailTo(contact);
  });

  it('with the permission, and the right to change it', async () => {
    const id = await draft();
    const may = (...actions: string[]) =>
      actions.map((action) => ({ action: `plugin::content-manager.explorer.${action}`, subject: `${UID}.invoice` }));
    expect((await send(id, true, await createEditor(app, allBut('documents.issue'), may('read', 'update')))).status).toBe(403);
    expect((await send(id, true, await createEditor(app, ['documents.issue'], may('read')))).status).toBe(403);
    expect((await send(id, true, await createEditor(app, ['documents.issue']))).status).toBe(404);
    expect(await stateOf(id)).toBe('draft');
  });
});

describe('an editor sends a document again', () => {
  it('as it is', async () => {
    const id = await draft({ contact: contact.id });
    await documentsOf(app.strapi).issue('invoice', id);
    expect((await send(id, false)).status).toBe(200);
    await app.settle();
    onlyMailTo(contact);
  });

  it('but no draft, and none that is void', async () => {
    const id = await draft();
    expect(codeOf(await send(id, false))).toBe('conflict');
    await documentsOf(app.strapi).issue('invoice', id);
    expect(codeOf(await send(id, true))).toBe('conflict');
    await documentsOf(app.strapi).void('invoice', id);
    expect(codeOf(await send(id, false))).toBe('conflict');
    await app.settle();
    expect(app.mailbox.messages).toEqual([]);
  });
});

describe('a mail that waits', () => {
  it('does not leave when its document was taken back meanwhile', async () => {
    const id = await draft({ contact: contact.id });
    await sendingOf(app.strapi).send('invoice', id, true);
    await documentsOf(app.strapi).void('invoice', id);
    await app.settle();
    expect(app.mailbox.messages).toEqual([]);
  });

  it('does not leave for who reads documents no more, or has another address', async () => {
    const [blocked, moved] = [await createContact(app.strapi, [customer]), await createContact(app.strapi, [customer])];
    for (const { id } of [blocked, moved]) await sendingOf(app.strapi).send('invoice', await draft({ contact: id }), true);
    const contacts = table(app.strapi, `${UID}.contact`);
    await contacts.update({ where: { id: blocked.id }, data: { blocked: true } });
    await contacts.update({ where: { id: moved.id }, data: { email: 'somebody-else@example.org' } });
    await app.settle();
    expect(app.mailbox.messages.filter(({ attachments }) => attachments.length > 0)).toEqual([]);
    for (const { documentId } of [blocked, moved]) await app.strapi.documents(`${UID}.contact` as never).delete({ documentId });
  });

  it('holds no file, and waits for its PDF when none can be made', async () => {
    const id = await draft({ contact: contact.id });
    const failing = jest.spyOn(platformOf(app.strapi).pdf, 'render').mockRejectedValue(new Error('No Typst.'));
    await send(id, true);
    const [job] = await platformOf(app.strapi).jobs.findMany({ where: { kind: 'send-mail', state: 'waiting' } });
    expect(job?.payload?.length).toBeLessThan(20_000);
    await app.settle();
    expect(app.mailbox.messages).toEqual([]);
    failing.mockRestore();
    await atOneInstant(() => app.settle(), new Date(testClock().getTime() + 60_000));
    expect(onlyMailTo(contact).attachments).toHaveLength(1);
  });
});

describe('a customer forwards a document', () => {
  let mine: Browser;
  beforeAll(async () => {
    mine = await signIn(app, contact);
  });
  beforeEach(async () => {
    await resetLimits(app);
    await saveSettings(app, 'preferences', { forwardDocuments: true });
  });
  const issued = async (): Promise<string> => {
    const id = await draft();
    await documentsOf(app.strapi).issue('invoice', id);
    return id;
  };
  const forward = (id: string, contacts: string[], message = '', by = mine) =>
    by.post(`/documents/invoice/${id}/forward`, { contacts, message });
  const peopleOf = async (id: string, by = mine) =>
    ((await by.get(`/documents/invoice/${id}/recipients`)).body as { data: { contacts: { id: string; name: string; email: string }[] } })
      .data.contacts;

  it('to contact persons of its customer, with the PDF and what it says about it; colleagues see that in the timeline', async () => {
    const id = await issued();
    expect((await peopleOf(id)).map(({ email }) => email)).toEqual([colleague.email]);
    expect((await forward(id, [colleague.documentId], 'For your books.\nThank you.')).body).toEqual({ data: { sent: 1 } });
    await app.settle();
    const mail = onlyMailTo(colleague);
    expect(mail.subject).toMatch(/forwarded by Test Contact/u);
    expect(mail.text).toContain('For your books.\nThank you.');
    expect(mail.attachments).toMatchObject([{ contentType: 'application/pdf' }]);
    const { data: lines } = (await mine.get(`/documents/invoice/${id}/timeline`)).body as { data: object[] };
    expect(lines.at(-1)).toMatchObject({ kind: 'forwarded', mine: true, recipients: colleague.email });
  });

  it('to nobody else: neither a stranger, a blocked contact, oneself, nor an address', async () => {
    const id = await issued();
    const blocked = await createContact(app.strapi, [customer], { blocked: true });
    for (const other of [stranger, blocked, contact]) expect((await forward(id, [other.documentId])).status).toBe(404);
    expect((await forward(id, [colleague.documentId, stranger.documentId])).status).toBe(404);
    expect((await forward(id, ['someone@example.org'])).status).toBe(400);
    expect((await forward(id, [])).status).toBe(400);
    await app.settle();
    expect(app.mailbox.messages).toEqual([]);
  });

  it('that is its own, issued and not void, while the switch is on, with the right', async () => {
    const [id, unissued] = [await issued(), await draft()];
    const theirs = await signIn(app, stranger);
    expect((await forward(id, [stranger.documentId], '', theirs)).status).toBe(404);
    expect((await theirs.get(`/documents/invoice/${id}/recipients`)).status).toBe(404);
    expect((await forward(unissued, [colleague.documentId])).status).toBe(404);
    const viewer = await createContact(app.strapi, [customer]);
    const [membership] = await table(app.strapi, `${UID}.membership`).findMany({ where: { contact: viewer.id } });
    await table(app.strapi, `${UID}.membership`).updateMany({ where: { id: membership?.id }, data: { role: 'viewer' } });
    expect(codeOf(await forward(id, [colleague.documentId], '', await signIn(app, viewer)))).toBe('not-allowed');
    await app.strapi.documents(`${UID}.contact` as never).delete({ documentId: viewer.documentId });
    await saveSettings(app, 'preferences', { forwardDocuments: false });
    expect(codeOf(await forward(id, [colleague.documentId]))).toBe('preference-off');
    await saveSettings(app, 'preferences', { forwardDocuments: true });
    await documentsOf(app.strapi).void('invoice', id);
    expect(codeOf(await forward(id, [colleague.documentId]))).toBe('conflict');
    await app.settle();
    expect(app.mailbox.messages).toEqual([]);
  });

  it('once for a key, and no more than thirty an hour, however many come at once', async () => {
    const id = await issued();
    const keyed = mine.with({ 'idempotency-key': `forward-${id}` });
    const again = await Promise.all([1, 2, 3].map(() => forward(id, [colleague.documentId], '', keyed)));
    expect(again.map(({ body }) => body)).toEqual([1, 2, 3].map(() => ({ data: { sent: 1 } })));
    await app.settle();
    expect(app.mailbox.to(colleague.email)).toHaveLength(1);
    await resetLimits(app);
    const answers = await Promise.all(Array.from({ length: 34 }, () => forward(id, [colleague.documentId])));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(30);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
  });

  it('by a role that does not read people from a list whose addresses are masked', async () => {
    const id = await issued();
    const billing = await createContact(app.strapi, [customer]);
    const [membership] = await table(app.strapi, `${UID}.membership`).findMany({ where: { contact: billing.id } });
    await table(app.strapi, `${UID}.membership`).updateMany({ where: { id: membership?.id }, data: { role: 'billing' } });
    const shown = await peopleOf(id, await signIn(app, billing));
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.every(({ email }) => /^.•••@.•••\.\w+$/u.test(email))).toBe(true);
    // Nor does the timeline tell it whole.
    await sendingOf(app.strapi).send('invoice', id, false);
    const timelineOf = async (browser: Browser) => (await browser.get(`/documents/invoice/${id}/timeline`)).text;
    expect(await timelineOf(await signIn(app, colleague))).toContain(contact.email);
    const told = await timelineOf(await signIn(app, billing));
    expect([told.includes(contact.email), told.includes('•••@')]).toEqual([false, true]);
    await app.strapi.documents(`${UID}.contact` as never).delete({ documentId: billing.documentId });
  });
});
