import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import request, { type Response } from 'supertest';
import { customerContract, editorContract } from '../../plugin/contract';
import type { SharedFile } from '../../plugin/contract/customer/shared-files';
import { API, signIn, type Browser } from '../support/client';
import { ADMIN_API, createEditor, type Editor } from '../support/editor';
import { errorsOf, openRepairs, PIXEL, upload } from '../support/modules';
import { createContact, createPair, type TestContact, type TestCustomer } from '../support/people';
import { saveSettings } from '../support/settings';
import { expectUntouched } from '../support/snapshot';
import { startApp, type TestApp } from '../support/strapi';

const MB = 1024 * 1024;
const READS_CUSTOMERS = { action: 'plugin::content-manager.explorer.read', subject: 'plugin::customer-portal.customer' };
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF');
const folder = mkdtempSync(path.join(os.tmpdir(), 'customer-portal-shared-'));

let app: TestApp;
let editor: Editor;
let customer: TestCustomer;
let contact: TestContact;
let mine: Browser;
let colleague: Browser;
let owner: Browser;
let viewer: Browser;
let theirs: Browser;

const roleOf = async (role: string): Promise<TestContact> => {
  const one = await createContact(app.strapi, [customer]);
  await app.strapi.db
    .query('plugin::customer-portal.membership')
    .updateMany({ where: { label: { $contains: one.email } }, data: { role } });
  return one;
};

beforeAll(async () => {
  const scan = ({ name }: { name: string }): boolean => name !== 'virus.png';
  app = await startApp({ quiet: true, config: { files: { directory: folder, maxBytes: MB, perCustomerBytes: 3 * MB, scan } } });
  editor = await createEditor(app);
  ({ customer, contact } = await createPair(app.strapi, { contact: { firstName: 'Ada', lastName: 'King' } }));
  mine = await signIn(app, contact);
  colleague = await signIn(app, await createContact(app.strapi, [customer]));
  owner = await signIn(app, await roleOf('owner'));
  viewer = await signIn(app, await roleOf('viewer'));
  theirs = await signIn(app, (await createPair(app.strapi)).contact);
});
beforeEach(async () => {
  await saveSettings(app, 'preferences', { sharedFiles: true });
  await app.settle();
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

const kept = (): number => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length;
const send = (browser: Browser, name: string, bytes: Buffer): Promise<Response> =>
  browser
    .prepare('post', `/shared-files?${new URLSearchParams({ name }).toString()}`)
    .set('content-type', 'application/octet-stream')
    .send(bytes);
const share = async (browser = mine, name = 'photo.png', bytes = PIXEL): Promise<SharedFile> => {
  const response = await send(browser, name, bytes);
  expect(response.status).toBe(201);
  return customerContract['shared-files'].create.response.parse((response.body as { data: unknown }).data);
};
const list = async (browser = mine): Promise<{ rows: SharedFile[]; total: number; mayShare: boolean }> => {
  const response = await browser.get('/shared-files');
  return customerContract['shared-files'].find.response.parse((response.body as { data: unknown }).data);
};
const byTeam = (by: Editor, name: string, bytes = PDF, to = customer): Promise<Response> =>
  request(app.server)
    .post(`${ADMIN_API}/customers/${to.documentId}/files?${new URLSearchParams({ name }).toString()}`)
    .set('authorization', `Bearer ${by.token}`)
    .set('content-type', 'application/octet-stream')
    .send(bytes);
const atEditor = (id = ''): string => `/customers/${customer.documentId}/files${id && `/${id}`}`;

describe('a contact shares a file', () => {
  it('which all contacts of its customer see and download as an attachment, and nobody else', async () => {
    const { id } = await share(mine, 'Plan of the shop.PDF', PDF);
    for (const browser of [mine, colleague, viewer]) {
      expect((await list(browser)).rows[0]).toMatchObject({
        id,
        name: 'Plan of the shop.PDF',
        mime: 'application/pdf',
        by: 'Ada King',
        byTeam: false,
      });
      const file = await browser.get(`/shared-files/${id}`);
      expect(file.status).toBe(200);
      expect(file.headers).toMatchObject({
        'content-disposition': 'attachment; filename="Plan of the shop.PDF"',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'no-store',
      });
      expect(Buffer.compare(file.body as Buffer, PDF)).toBe(0);
    }
    expect((await list(theirs)).rows).toEqual([]);
    expect((await request(app.server).get(`${API}/shared-files/${id}`)).status).toBe(401);
    await expectUntouched(app, async () => {
      for (const refused of [
        await theirs.get(`/shared-files/${id}`),
        await theirs.patch(`/shared-files/${id}`, { note: 'x' }),
        await theirs.delete(`/shared-files/${id}`),
      ])
        expect(refused.status).toBe(404);
    });
  });

  it('with a note, that it and an owner may change, and removes it again', async () => {
    const { id } = await share();
    const note = (browser: Browser, text: string) => browser.patch(`/shared-files/${id}`, { note: text });
    expect((await note(mine, ' Seen from\nthe street ')).body).toMatchObject({ data: { note: 'Seen from\nthe street', mayChange: true } });
    for (const other of [colleague, viewer]) {
      expect((await list(other)).rows.find((row) => row.id === id)).toMatchObject({ note: 'Seen from\nthe street', mayChange: false });
      expect((await note(other, 'x')).status).toBe(403);
      expect((await other.delete(`/shared-files/${id}`)).status).toBe(403);
    }
    expect((await note(owner, 'From the owner')).status).toBe(200);
    expect((await note(mine, 'x'.repeat(1001))).status).toBe(400);
    const before = kept();
    expect((await mine.delete(`/shared-files/${id}`)).body).toEqual({ data: { id } });
    expect((await mine.get(`/shared-files/${id}`)).status).toBe(404);
    await app.settle();
    expect(kept()).toBe(before - 1);
    const other = await share();
    expect((await owner.delete(`/shared-files/${other.id}`)).status).toBe(200);
  });

  it('once removed is removed once', async () => {
    const { id } = await share();
    const answers = await Promise.all([mine, owner, mine].map((browser) => browser.delete(`/shared-files/${id}`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('unless its role only reads', async () => {
    await expectUntouched(app, async () => {
      expect((await send(viewer, 'photo.png', PIXEL)).status).toBe(403);
    });
    expect([(await list(viewer)).mayShare, (await list(mine)).mayShare]).toEqual([false, true]);
  });

  it.each([
    ['a text, which is no picture and no PDF', 'notes.txt', Buffer.from('Hello'), 400, 'wrong-file-kind'],
    ['a film', 'film.html', Buffer.from('<html>'), 400, 'wrong-file-type'],
    ['a picture that is something else', 'photo.png', PDF, 400, 'wrong-file-type'],
    ['a picture that is damaged', 'photo.png', PIXEL.subarray(0, 40), 400, 'wrong-file-type'],
    ['what the scanner refuses', 'virus.png', PIXEL, 400, 'unsafe-file'],
    ['nothing at all', 'photo.png', Buffer.alloc(0), 400, 'empty-file'],
    ['more than a file may have', 'photo.png', Buffer.concat([PIXEL, Buffer.alloc(MB)]), 413, undefined],
  ])('and is refused %s, of which nothing stays', async (_what, name, bytes, status, code) => {
    const before = kept();
    await expectUntouched(app, async () => {
      const refused = await send(mine, name, bytes);
      expect([refused.status, errorsOf(refused)[0]?.[1]]).toEqual([status, code]);
    });
    expect(kept()).toBe(before);
  });

  it('within the room that it has for all its files, those of modules among them, also at the same time', async () => {
    const pair = await createPair(app.strapi);
    const browser = await signIn(app, pair.contact);
    const large = Buffer.concat([PDF, Buffer.alloc(900 * 1024, 32)]);
    expect((await upload(app, browser, (await openRepairs(editor)).id, 'photos', { bytes: PIXEL })).status).toBe(201);
    const answers = await Promise.all(Array.from({ length: 5 }, (_, at) => send(browser, `${at}.pdf`, large)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    for (const { status, body } of answers.filter((one) => one.status !== 201))
      expect([status, (body as { error: { details: { code: string } } }).error.details.code]).toEqual(
        status === 413 ? [413, 'body-too-large'] : [403, 'no-room'],
      );
    // What the team shares takes none of it.
    expect((await byTeam(editor, 'team.pdf', large, pair.customer)).status).toBe(201);
    const first = (await list(browser)).rows.find(({ byTeam: team }) => !team);
    await browser.delete(`/shared-files/${first?.id}`);
    expect((await send(browser, 'again.pdf', large)).status).toBe(201);
  });
});

describe('the switch', () => {
  it('off hides all of it from customers and lets nobody share', async () => {
    const { id } = await share();
    await saveSettings(app, 'preferences', { sharedFiles: false });
    await expectUntouched(app, async () => {
      for (const refused of [
        await mine.get('/shared-files'),
        await mine.get(`/shared-files/${id}`),
        await send(mine, 'photo.png', PIXEL),
        await mine.patch(`/shared-files/${id}`, { note: '' }),
        await mine.delete(`/shared-files/${id}`),
        await byTeam(editor, 'team.pdf'),
        await editor.put(`${atEditor(id)}/comment`, { text: 'Thanks' }),
      ])
        expect([refused.status, (refused.body as { error: { details: { code: string } } }).error.details.code]).toEqual([
          403,
          'preference-off',
        ]);
    });
    const seen = (await editor.get(atEditor())).body as { data: { open: boolean; rows: { id: string }[] } };
    expect([seen.data.open, seen.data.rows[0]?.id]).toEqual([false, id]);
    await saveSettings(app, 'preferences', { sharedFiles: true });
    expect((await mine.get(`/shared-files/${id}`)).status).toBe(200);
  });
});

describe('an editor', () => {
  it('sees the files of a customer, answers and shares some; contacts who read documents are told by mail', async () => {
    const { id } = await share(mine, 'Photo of the shop.png');
    const shown = await editor.get(atEditor());
    expect(editorContract['customer-files'].find.response.parse((shown.body as { data: unknown }).data)).toMatchObject({ open: true });
    expect((shown.body as { data: { rows: object[] } }).data.rows[0]).toMatchObject({ id, by: 'Ada King', answer: null });
    const file = await editor.get(atEditor(id));
    expect([file.status, file.headers['content-disposition']]).toEqual([200, 'attachment; filename="Photo of the shop.png"']);

    expect((await editor.put(`${atEditor(id)}/comment`, { text: 'Thank you, it fits.' })).status).toBe(200);
    expect((await list()).rows.find((row) => row.id === id)).toMatchObject({ answer: { text: 'Thank you, it fits.' } });
    const made = await byTeam(editor, 'Offer.pdf');
    expect(made.status).toBe(201);
    const shared = editorContract['customer-files'].create.response.parse((made.body as { data: unknown }).data);
    expect((await editor.put(`${atEditor(shared.id)}/comment`, { text: 'As agreed.' })).status).toBe(200);
    const seen = (await list(viewer)).rows.find((row) => row.id === shared.id);
    expect(seen).toMatchObject({ byTeam: true, by: 'Our organisation', note: 'As agreed.', mayChange: false });
    expect((await owner.delete(`/shared-files/${shared.id}`)).status).toBe(403);
    expect((await list(theirs)).rows).toEqual([]);

    await app.settle();
    const mails = app.mailbox.to(contact.email).map(({ subject }) => subject);
    expect(mails).toEqual([
      'Our organisation: an answer to “Photo of the shop.png”',
      `Our organisation shared a file with ${customer.name}`,
    ]);
    const removed = await editor.delete(atEditor(shared.id));
    expect([removed.status, (await editor.get(atEditor(shared.id))).status]).toEqual([200, 404]);
  });

  it('does so by permissions of their own, and for customers that its role reads', async () => {
    const { id } = await share();
    const reader = await createEditor(app, ['files.read'], [READS_CUSTOMERS]);
    expect((await reader.get(atEditor())).status).toBe(200);
    const blind = await createEditor(app, ['files.read', 'files.manage']);
    const other = (await createPair(app.strapi)).customer;
    await expectUntouched(app, async () => {
      for (const refused of [
        await byTeam(reader, 'x.pdf'),
        await reader.put(`${atEditor(id)}/comment`, { text: 'x' }),
        await reader.delete(atEditor(id)),
        await blind.get(atEditor()),
        await blind.get(atEditor(id)),
        await byTeam(blind, 'x.pdf'),
        await blind.delete(atEditor(id)),
      ])
        expect(refused.status).toBe(403);
      // A file below a customer that it is not of.
      for (const path of [`/customers/${other.documentId}/files/${id}`]) {
        expect((await editor.get(path)).status).toBe(404);
        expect((await editor.delete(path)).status).toBe(404);
        expect((await editor.put(`${path}/comment`, { text: 'x' })).status).toBe(404);
      }
    });
  });
});

describe('shared files go', () => {
  it('with their customer, bytes and all, and stay when their contact goes', async () => {
    const pair = await createPair(app.strapi);
    const leaving = await createContact(app.strapi, [pair.customer]);
    const before = kept();
    await share(await signIn(app, leaving), 'left.png');
    await app.strapi.documents('plugin::customer-portal.contact').delete({ documentId: leaving.documentId });
    const browser = await signIn(app, pair.contact);
    expect((await list(browser)).rows).toMatchObject([{ name: 'left.png', mayChange: false }]);
    await app.strapi.documents('plugin::customer-portal.customer').delete({ documentId: pair.customer.documentId });
    await app.settle();
    expect(await app.strapi.db.query('plugin::customer-portal.shared-file').count({ where: { name: 'left.png' } })).toBe(0);
    expect(kept()).toBe(before);
  });
});
