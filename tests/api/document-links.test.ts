import type { Response } from 'supertest';
import { LINK_HEADER } from '../../plugin/plugin-id';
import { documentsOf } from '../../server/src/documents';
import { publicLinksOf } from '../../server/src/links';
import { maskedEmail } from '../../plugin/rules/masked-email';
import { table } from '../../server/src/platform/strapi';
import { Browser, signIn } from '../support/client';
import { atOneInstant, testClock } from '../support/clock';
import { createDraft, createLinked } from '../support/documents';
import { allBut, createEditor, type Editor } from '../support/editor';
import { resetLimits } from '../support/limits';
import { createContact, createPair, type TestContact, type TestCustomer } from '../support/people';
import { saveSettings, setLogin } from '../support/settings';
import { expectUntouched } from '../support/snapshot';
import { startApp, type TestApp } from '../support/strapi';

const UID = 'plugin::customer-portal';
const DAY = 86_400_000;

let app: TestApp;
let editor: Editor;
let customer: TestCustomer;
let contact: TestContact;
let other: { customer: TestCustomer; contact: TestContact };

beforeAll(async () => {
  app = await startApp({ quiet: true });
  editor = await createEditor(app, 'everything');
  ({ customer, contact } = await createPair(app.strapi, { contact: { email: 'ada@harbour.example' } }));
  other = await createPair(app.strapi);
});
afterAll(() => app.stop());
beforeEach(async () => {
  await saveSettings(app, 'public-links', { publicLinks: true, linkVerification: false, publicLinkDays: 90 });
  await resetLimits(app);
  await app.settle();
  app.mailbox.clear();
});

/** A browser of somebody who holds a link. */
const holder = (token: string, browser = new Browser(app)): Browser => browser.with({ [LINK_HEADER]: token });
const codeOf = ({ body }: Response) => (body as { error?: { details: { code: string } } }).error?.details.code;
const at = (ms: number) => new Date(testClock().getTime() + ms);
const invoice = (data: Record<string, unknown> = {}) => createLinked(app.strapi, 'invoice', customer, { language: 'en', ...data });

describe('an editor makes a public link', () => {
  it('whose address is told once and kept as a hash', async () => {
    const { documentId } = await createDraft(app.strapi, 'quote', customer);
    await documentsOf(app.strapi).issue('quote', documentId);
    const { status, body } = await editor.post(`/documents/quote/${documentId}/links`);
    expect(status).toBe(201);
    const { url, id, by } = (body as { data: Record<string, string> }).data;
    expect(url).toMatch(/^http:\/\/localhost:1337\/portal\/customers\/link#token=[\w-]{43}$/u);
    expect(by).toBe(editor.user.email);
    const token = url?.slice(-43) ?? '';
    const rows = await table(app.strapi, `${UID}.document-link`).findMany({ where: { document: documentId } });
    expect(JSON.stringify(rows)).not.toContain(token);
    const listed = (await editor.get(`/documents/quote/${documentId}/links`)).body as { data: { links: object[] } };
    expect(listed.data.links).toMatchObject([{ id }]);
    expect(JSON.stringify(listed)).not.toContain(token);
  });

  it('to what is issued and not void, of the types that may be shared, as long as links are on', async () => {
    const { documentId } = await createDraft(app.strapi, 'invoice', customer);
    const make = (type = 'invoice', id = documentId) => editor.post(`/documents/${type}/${id}/links`);
    expect(codeOf(await make())).toBe('conflict');
    await documentsOf(app.strapi).issue('invoice', documentId);
    await saveSettings(app, 'public-links', { publicLinks: false });
    expect(codeOf(await make())).toBe('preference-off');
    await saveSettings(app, 'public-links', { publicLinks: true });
    expect((await make()).status).toBe(201);
    await documentsOf(app.strapi).void('invoice', documentId);
    expect(codeOf(await make())).toBe('conflict');
    expect((await make('credit-note')).status).toBe(400);
  });

  it('no more than twenty of a document, also at once', async () => {
    const { documentId } = await invoice();
    for (let made = 1; made < 18; made += 1) await publicLinksOf(app.strapi).make('invoice', documentId, 'x');
    const answers = await Promise.all([1, 2, 3, 4].map(() => editor.post(`/documents/invoice/${documentId}/links`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 403, 403]);
  });

  it('with the permission and the right to change the document', async () => {
    const { documentId, link } = await invoice();
    const may = (...actions: string[]) =>
      actions.map((action) => ({ action: `plugin::content-manager.explorer.${action}`, subject: `${UID}.invoice` }));
    const path = `/documents/invoice/${documentId}/links`;
    const [without, reader, blind] = [
      await createEditor(app, allBut('documents.links'), may('read', 'update')),
      await createEditor(app, ['documents.links'], may('read')),
      await createEditor(app, ['documents.links']),
    ];
    await expectUntouched(app, async () => {
      for (const [by, get, post] of [
        [without, 403, 403],
        [reader, 200, 403],
        [blind, 404, 404],
      ] as const) {
        expect((await by.get(path)).status).toBe(get);
        expect((await by.post(path)).status).toBe(post);
        expect((await by.delete(`${path}/${link}`)).status).toBe(post);
      }
    });
  });
});

describe('whoever holds a public link', () => {
  it('sees the document and its PDF, and nothing else', async () => {
    const [{ documentId, number, token }, another] = [await invoice(), await createLinked(app.strapi, 'invoice', other.customer)];
    const browser = holder(token);
    expect((await browser.get('/public-link')).body).toEqual({ data: { type: 'invoice', verified: true, contacts: [], quote: null } });
    const shown = await browser.get('/public-link/document');
    expect(shown.body).toMatchObject({ data: { id: documentId, number, gross: 11900 } });
    expect(shown.headers['cache-control']).toBe('no-store');
    const pdf = await browser.get('/public-link/pdf');
    expect(String((pdf.body as Buffer).subarray(0, 5))).toBe('%PDF-');
    for (const path of [`/documents/invoice/${documentId}`, `/documents/invoice/${another.documentId}`, '/documents/invoice', '/profile'])
      expect((await browser.get(path)).status).toBe(401);
    expect((await holder(another.token).get('/public-link/document')).body).toMatchObject({ data: { id: another.documentId } });
  });

  it('is told the same of a link that is revoked, expired, of a void document, cut off, or nobody’s', async () => {
    const [revoked, expired, taken] = [await invoice(), await invoice(), await invoice()];
    expect((await editor.delete(`/documents/invoice/${revoked.documentId}/links/${revoked.link}`)).status).toBe(200);
    await table(app.strapi, `${UID}.document-link`).updateMany({ where: { documentId: expired.link }, data: { expiresAt: at(-1) } });
    await documentsOf(app.strapi).void('invoice', taken.documentId);
    const answers: unknown[] = [];
    for (const token of [revoked.token, expired.token, taken.token, revoked.token.slice(1), 'A'.repeat(43), '', 'x'.repeat(5000)])
      for (const path of ['/public-link', '/public-link/document', '/public-link/pdf']) {
        const { status, body } = await holder(token).get(path);
        answers.push({ status, body: body as unknown });
      }
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 400, body: { error: { details: { code: 'invalid-link' } } } });
  });

  it('finds it closed once: a second who closes it is told so', async () => {
    const { documentId, link } = await invoice();
    const path = `/documents/invoice/${documentId}/links/${link}`;
    const answers = await Promise.all([editor.delete(path), editor.delete(path)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
  });

  it('is seen in the timeline, once', async () => {
    const { documentId, token } = await invoice();
    for (let time = 0; time < 3; time += 1) await holder(token).get('/public-link/document');
    const { lines } = (
      (await editor.get(`/documents/invoice/${documentId}/timeline`)).body as { data: { lines: { kind: string; byLink: boolean }[] } }
    ).data;
    expect(lines.filter(({ kind }) => kind === 'viewed')).toMatchObject([{ byLink: true }]);
    // What colleagues look at customers are not told.
    const seen = await (await signIn(app, contact)).get(`/documents/invoice/${documentId}/timeline`);
    expect(JSON.stringify(seen.body)).not.toContain('link-made');
  });

  it('opens nothing while links are off, and again when they are on', async () => {
    const { token } = await invoice();
    await saveSettings(app, 'public-links', { publicLinks: false });
    expect(codeOf(await holder(token).get('/public-link/document'))).toBe('preference-off');
    await saveSettings(app, 'public-links', { publicLinks: true });
    expect((await holder(token).get('/public-link/document')).status).toBe(200);
  });
});

describe('with identity verification', () => {
  beforeEach(() => saveSettings(app, 'public-links', { linkVerification: true }));

  const contactsOf = async (browser: Browser) =>
    ((await browser.get('/public-link')).body as { data: { contacts: { id: string; email: string }[] } }).data.contacts;
  const idOf = async (browser: Browser, { email }: TestContact): Promise<string> =>
    (await contactsOf(browser)).find((one) => one.email === maskedEmail(email))?.id ?? '';
  const codeTo = async ({ email }: TestContact): Promise<string> => {
    await app.settle();
    return /^(\d{6})$/mu.exec(app.mailbox.to(email).at(-1)?.text ?? '')?.[1] ?? '';
  };
  const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
  const verify = (browser: Browser, id: string, code: string) => browser.post('/public-link/verification', { contact: id, code });
  async function asked(token: string, whom = contact) {
    const browser = holder(token);
    const id = await idOf(browser, whom);
    expect((await browser.post('/public-link/codes', { contact: id })).status).toBe(200);
    return { browser, id, code: await codeTo(whom) };
  }

  it('nothing is shown before an address on file is proved; the list is masked, and of this customer', async () => {
    const { token } = await invoice();
    const browser = holder(token);
    for (const path of ['/public-link/document', '/public-link/pdf']) expect(codeOf(await browser.get(path))).toBe('step-up-required');
    const first = await browser.get('/public-link');
    expect(first.body).toEqual({
      data: {
        type: 'invoice',
        verified: false,
        contacts: [{ id: expect.any(String), email: 'a•••@h•••.example', phone: null }],
        quote: null,
      },
    });
    expect(JSON.stringify(first.body)).not.toMatch(/ada|harbour/u);
  });

  it('a code that was mailed there opens the document in this browser, for this link', async () => {
    const [mine, second] = [await invoice(), await invoice()];
    const { browser, id, code } = await asked(mine.token);
    expect(code).toMatch(/^\d{6}$/u);
    expect((await verify(browser, id, code)).status).toBe(200);
    expect((await browser.get('/public-link/document')).status).toBe(200);
    expect((await browser.get('/public-link/pdf')).status).toBe(200);
    expect((await holder(mine.token).get('/public-link/document')).status).toBe(403);
    expect((await holder(second.token, browser).get('/public-link/document')).status).toBe(403);
    // The other link beside it: both stay open.
    const beside = holder(second.token, browser);
    const name = await idOf(beside, contact);
    await beside.post('/public-link/codes', { contact: name });
    expect((await verify(beside, name, await codeTo(contact))).status).toBe(200);
    expect((await holder(mine.token, beside).get('/public-link/document')).status).toBe(200);
    await atOneInstant(async () => {
      expect((await browser.get('/public-link/document')).status).toBe(403);
    }, at(DAY));
  });

  it('a code works once, for ten minutes, for its link and contact', async () => {
    const colleague = await createContact(app.strapi, [customer], { email: 'zoe@quay.example' });
    const [mine, second] = [await invoice(), await invoice()];
    const { browser, id, code } = await asked(mine.token);
    expect(codeOf(await verify(browser, await idOf(browser, colleague), code))).toBe('wrong-code');
    expect(codeOf(await verify(holder(second.token), await idOf(holder(second.token), contact), code))).toBe('wrong-code');
    await atOneInstant(
      async () => {
        expect(codeOf(await verify(browser, id, code))).toBe('wrong-code');
      },
      at(10 * 60_000 + 1000),
    );
    const answers = await Promise.all([1, 2, 3].map(() => verify(holder(mine.token), id, code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403]);
    await app.strapi.documents(`${UID}.contact` as never).delete({ documentId: colleague.documentId });
  });

  it('five tries of any codes, however many come at once; another code brings no more', async () => {
    const { token } = await invoice();
    const { id, code } = await asked(token);
    const guesses = await Promise.all(Array.from({ length: 12 }, () => verify(holder(token), id, wrong(code))));
    expect(guesses.every((one) => codeOf(one) === 'wrong-code')).toBe(true);
    const [row] = (await table(app.strapi, `${UID}.link-code`).findMany({ orderBy: { id: 'desc' }, limit: 1 })) as unknown as {
      tries: number;
    }[];
    expect(row?.tries).toBe(5);
    expect(codeOf(await verify(holder(token), id, code))).toBe('wrong-code');
    const again = await asked(token);
    expect(codeOf(await verify(again.browser, id, again.code))).toBe('wrong-code');
    await atOneInstant(async () => {
      const later = await asked(token);
      expect((await verify(later.browser, id, later.code)).status).toBe(200);
    }, at(3_700_000));
  });

  it('says the same of a wrong code, of one that nobody asked for, and of nobody’s contact', async () => {
    const { token } = await invoice();
    const { id, code } = await asked(token);
    const [first, unasked] = [await verify(holder(token), id, wrong(code)), await invoice()];
    const none = await verify(holder(unasked.token), await idOf(holder(unasked.token), contact), '123456');
    const nobody = await verify(holder(token), 'A'.repeat(43), '123456');
    expect(new Set([first, none, nobody].map(({ status, body }) => JSON.stringify({ status, body: body as unknown }))).size).toBe(1);
  });

  it('mails are few, for a link and a contact', async () => {
    const { token } = await invoice();
    const browser = holder(token);
    const id = await idOf(browser, contact);
    const answers: number[] = [];
    for (let time = 0; time < 6; time += 1) answers.push((await browser.post('/public-link/codes', { contact: id })).status);
    expect(answers).toEqual([200, 200, 200, 200, 429, 429]);
    expect((await browser.post('/public-link/codes', { contact: 'A'.repeat(43) })).status).toBe(404);
    await app.settle();
    expect(app.mailbox.to(contact.email)).toHaveLength(4);
  });

  it('a browser that proved an address that is not on file any more proves it again', async () => {
    const leaving = await createContact(app.strapi, [customer], { email: 'leaving@quay.example' });
    const { token } = await invoice();
    const { browser, id, code } = await asked(token, leaving);
    await verify(browser, id, code);
    expect((await browser.get('/public-link/document')).status).toBe(200);
    await app.strapi.documents(`${UID}.contact` as never).update({ documentId: leaving.documentId, data: { blocked: true } as never });
    expect((await browser.get('/public-link/document')).status).toBe(403);
    expect((await contactsOf(holder(token))).map(({ email }) => email)).not.toContain(maskedEmail(leaving.email));
  });

  it('an address that was proved opens nothing for the one that its contact has now', async () => {
    const moving = await createContact(app.strapi, [customer], { email: 'before@quay.example' });
    const { token } = await invoice();
    const { browser, id, code } = await asked(token, moving);
    await verify(browser, id, code);
    expect((await browser.get('/public-link/document')).status).toBe(200);
    await app.strapi
      .documents(`${UID}.contact` as never)
      .update({ documentId: moving.documentId, data: { email: 'after@quay.example' } as never });
    expect((await browser.get('/public-link/document')).status).toBe(403);
    await app.strapi.documents(`${UID}.contact` as never).delete({ documentId: moving.documentId });
  });

  it('is never asked of a customer who is signed in; another customer’s contact is a stranger', async () => {
    const { documentId, token } = await invoice();
    const mine = holder(token, await signIn(app, contact));
    expect((await mine.get('/public-link/document')).status).toBe(200);
    const theirs = holder(token, await signIn(app, other.contact));
    expect(codeOf(await theirs.get('/public-link/document'))).toBe('step-up-required');
    const rows = (await table(app.strapi, `${UID}.record-event`).findMany({
      where: { document: documentId, kind: 'viewed' },
      populate: ['contact'],
    })) as unknown as {
      contact: { id: number } | null;
    }[];
    expect(rows.map((row) => row.contact?.id)).toEqual([contact.id]);
    // A session that owes a second factor opens nothing in the portal, and nothing here.
    await setLogin(app, { mfaRequired: true });
    expect(codeOf(await mine.get('/public-link/document'))).toBe('step-up-required');
    await setLogin(app, {});
  });

  it('leaves the portal as it was: what a link proved signs nobody in', async () => {
    const { token } = await invoice();
    const { browser, id, code } = await asked(token);
    await verify(browser, id, code);
    expect((await browser.get('/session')).status).toBe(401);
    expect((await browser.get('/documents/invoice')).status).toBe(401);
  });
});

describe('whoever holds the link to a quote', () => {
  beforeEach(async () => {
    await saveSettings(app, 'preferences', { acceptQuotes: true, declineQuotes: true });
    await saveSettings(app, 'public-links', { linkVerification: true });
  });

  const quote = () => createLinked(app.strapi, 'quote', customer);
  const waiting = { revision: 1, may: { accept: true, decline: true } };
  const quoteOf = async (browser: Browser) => ((await browser.get('/public-link')).body as { data: { quote: unknown } }).data.quote;
  const rowOf = async (documentId: string) =>
    (await table(app.strapi, `${UID}.quote`).findOne({ where: { documentId } })) as unknown as {
      state: string;
      answer: Record<string, unknown>;
    };

  it('accepts it without proving an address, and is told nothing of it', async () => {
    const { documentId, token } = await quote();
    const browser = holder(token);
    expect(await quoteOf(browser)).toEqual(waiting);
    const { status, body } = await browser.post('/public-link/acceptance', { revision: 1, name: 'Ada King' });
    expect([status, body]).toEqual([200, { data: { answered: true } }]);
    expect(await rowOf(documentId)).toMatchObject({
      state: 'accepted',
      answer: { name: 'Ada King', byLink: true, email: '', sha256: expect.stringMatching(/^[0-9a-f]{64}$/u) },
    });
    expect(codeOf(await browser.get('/public-link/document'))).toBe('step-up-required');
    expect(await quoteOf(browser)).toEqual({ revision: 1, may: { accept: false, decline: false } });
    const { lines } = ((await editor.get(`/documents/quote/${documentId}/timeline`)).body as { data: { lines: object[] } }).data;
    expect(lines).toContainEqual(expect.objectContaining({ kind: 'accepted', by: 'Ada King', byLink: true }));
  });

  it('answers once: of an acceptance and a refusal at the same time one is taken', async () => {
    const { documentId, token } = await quote();
    const answers = await Promise.all([
      holder(token).post('/public-link/acceptance', { revision: 1, name: 'Ada King' }),
      holder(token).post('/public-link/refusal', { revision: 1, name: 'Ada King', reason: '' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await rowOf(documentId)).state).toMatch(/^(accepted|declined)$/u);
  });

  it('does neither as it was not seen, where the settings do not allow it, nor by the link to something else', async () => {
    const [{ token }, other, bill] = [await quote(), await quote(), await invoice()];
    await expectUntouched(app, async () => {
      expect(codeOf(await holder(token).post('/public-link/acceptance', { revision: 2, name: 'Ada' }))).toBe('conflict');
      expect(codeOf(await holder(bill.token).post('/public-link/acceptance', { revision: 1, name: 'Ada' }))).toBe('not-found');
    });
    await saveSettings(app, 'preferences', { acceptQuotes: false });
    expect(codeOf(await holder(token).post('/public-link/acceptance', { revision: 1, name: 'Ada' }))).toBe('preference-off');
    expect(await quoteOf(holder(token))).toEqual({ revision: 1, may: { accept: false, decline: true } });
    await saveSettings(app, 'preferences', { declineQuotes: false });
    const refusal = { revision: 1, name: 'Ada', reason: '' };
    expect(codeOf(await holder(token).post('/public-link/refusal', refusal))).toBe('preference-off');
    expect((await rowOf(other.documentId)).state).toBe('sent');
  });

  it('is the contact who is signed in, where that is so', async () => {
    const { documentId, token } = await quote();
    const mine = holder(token, await signIn(app, contact));
    expect((await mine.post('/public-link/refusal', { revision: 1, name: 'Ada King', reason: 'Too dear' })).status).toBe(200);
    expect(await rowOf(documentId)).toMatchObject({ state: 'declined', answer: { email: contact.email, reason: 'Too dear' } });
  });
});

it('what is over is removed', async () => {
  const { documentId, token } = await invoice();
  await saveSettings(app, 'public-links', { linkVerification: true });
  await holder(token).get('/public-link');
  await atOneInstant(() => publicLinksOf(app.strapi).cleanUp(), at(130 * DAY));
  expect(await table(app.strapi, `${UID}.document-link`).count({ where: { document: documentId } })).toBe(0);
  for (const name of ['link-code', 'link-visitor']) expect(await table(app.strapi, `${UID}.${name}`).count({})).toBe(0);
});
