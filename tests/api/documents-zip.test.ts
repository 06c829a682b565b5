import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { Response } from 'supertest';
import { ZIP_MOST } from '../../plugin/contract/customer/documents';
import { documentsOf } from '../../server/src/documents';
import { distinct } from '../../server/src/documents/zip';
import { newDocumentId } from '../../server/src/platform/document-id';
import { PortalError } from '../../server/src/platform/errors';
import { API, signIn, type Browser } from '../support/client';
import { createDraft } from '../support/documents';
import { createPair, type TestCustomer } from '../support/people';
import { startApp, type TestApp } from '../support/strapi';
import { unzip } from '../support/zip';

const TABLE = 'customer_portal_invoices';
/** Documents whose PDFs are really made: all of a zip before a release. */
const MADE = Number(process.env.ZIP_DOCUMENTS ?? 6);

let app: TestApp;
let customer: TestCustomer;
let mine: Browser;
let theirs: Browser;
let another: TestCustomer;

beforeAll(async () => {
  app = await startApp();
  const pair = await createPair(app.strapi);
  customer = pair.customer;
  mine = await signIn(app, pair.contact);
  const other = await createPair(app.strapi);
  another = other.customer;
  theirs = await signIn(app, other.contact);
});
afterAll(() => app.stop());
afterEach(() => jest.restoreAllMocks());

interface Issued {
  documentId: string;
  number: string;
}

const issued = async (of: TestCustomer = customer, data: Record<string, unknown> = {}): Promise<Issued> => {
  const { documentId } = await createDraft(app.strapi, 'invoice', of, { language: 'en', ...data });
  const { number } = await documentsOf(app.strapi).issue('invoice', documentId);
  return { documentId, number };
};

/** Documents like one that was issued, by a statement of the database, with numbers of their own. */
async function copies({ documentId }: Issued, count: number, numberOf = (index: number) => `COPY-${index}`): Promise<Issued[]> {
  const knex = app.strapi.db.connection;
  const { id: _id, ...row } = await knex(TABLE).where({ document_id: documentId }).first();
  const rows = Array.from({ length: count }, (_, index) => ({ ...row, document_id: newDocumentId(), number: numberOf(index) }));
  for (let at = 0; at < count; at += 20) await knex(TABLE).insert(rows.slice(at, at + 20));
  return rows.map(({ document_id: copied, number }) => ({ documentId: copied as string, number: number as string }));
}

const zip = (browser: Browser, body: object, type = 'invoice'): Promise<Response> =>
  browser
    .prepare('post', `/documents/${type}/zip`)
    .send(body)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        done(null, response.headers['content-type']?.includes('json') ? JSON.parse(bytes.toString()) : bytes);
      });
    });
const chosen = (list: Issued[]) => ({ documents: list.map(({ documentId }) => documentId) });
const filesOf = (response: Response) => unzip((expect(response.status).toBe(200), response.body as Buffer));

describe('several documents as one zip', () => {
  it('are the PDFs that each has, named by their numbers, in the order in which they were chosen', async () => {
    const [first, second] = [await issued(), await issued()];
    const response = await zip(mine, chosen([second, first, second]));
    expect(response.headers['content-type']).toBe('application/zip');
    expect(response.headers['content-disposition']).toMatch(/^attachment; filename="invoices-\d{4}-\d\d-\d\d\.zip"$/u);
    expect(response.headers['content-length']).toBeUndefined();
    const files = await filesOf(response);
    expect([...files.keys()]).toEqual([`Invoice ${second.number}.pdf`, `Invoice ${first.number}.pdf`]);
    const single = await mine.get(`/documents/invoice/${first.documentId}/pdf`);
    expect(files.get(`Invoice ${first.number}.pdf`)?.equals(single.body as Buffer)).toBe(true);
  });

  it('are all that a list finds, the newest first', async () => {
    const pair = await createPair(app.strapi);
    const browser = await signIn(app, pair.contact);
    const of: Issued[] = [];
    for (const issueDate of ['2026-01-10', '2026-02-10', '2026-03-10']) of.push(await issued(pair.customer, { issueDate }));
    await createDraft(app.strapi, 'invoice', pair.customer, { issueDate: '2026-02-11' });
    const names = [...(await filesOf(await zip(browser, { found: { from: '2026-02-01' } }))).keys()];
    expect(names).toEqual([`Invoice ${of[2]?.number}.pdf`, `Invoice ${of[1]?.number}.pdf`]);
    expect((await zip(browser, { found: { q: 'nothing like this' } })).status).toBe(404);
  });

  it('have names that no system takes for one another', async () => {
    const numbers = ['2026/1', '2026:1'];
    const list = await copies(await issued(), numbers.length, (index) => numbers[index] ?? '');
    expect([...(await filesOf(await zip(mine, chosen(list)))).keys()]).toEqual(['Invoice 2026_1.pdf', 'Invoice 2026_1 (2).pdf']);
    expect(distinct(['a-1.pdf', 'A-1.pdf', 'a-1.pdf', 'plain'])).toEqual(['a-1.pdf', 'A-1 (2).pdf', 'a-1 (3).pdf', 'plain']);
  });

  it('come to as many as there may be, and no further', async () => {
    const model = await issued();
    const list = [model, ...(await copies(model, ZIP_MOST, (index) => `MANY-${String(index).padStart(3, '0')}`))];
    const { pdfs } = documentsOf(app.strapi);
    const real = pdfs.download.bind(pdfs);
    let made = 0;
    jest.spyOn(pdfs, 'download').mockImplementation(async (type, row) => {
      made += 1;
      const bytes = Buffer.from(`PDF of ${row.number}`);
      return made <= MADE ? real(type, row) : { open: () => bytes, name: 'x.pdf', mime: 'application/pdf' };
    });
    const files = await filesOf(await zip(mine, chosen(list.slice(1))));
    expect(files.size).toBe(ZIP_MOST);
    expect([...files.values()].every((bytes) => bytes.byteLength > 0)).toBe(true);
    expect([...files.values()].slice(0, MADE).every((bytes) => bytes.subarray(0, 5).toString() === '%PDF-')).toBe(true);
    expect((await zip(mine, chosen(list))).body).toMatchObject({ error: { details: { code: 'invalid-request' } } });
    const found = await zip(mine, { found: {} });
    expect(found.body).toMatchObject({ error: { details: { code: 'invalid-request', errors: [{ path: ['found'], code: 'too-many' }] } } });
  });
});

describe('nothing is sent', () => {
  it.each([
    ["with another customer's among them", async () => [await issued(), await issued(another)]],
    ['with a draft among them', async () => [await issued(), (await createDraft(app.strapi, 'invoice', customer)) as unknown as Issued]],
  ])('%s', async (_what, list) => {
    const { pdfs } = documentsOf(app.strapi);
    const download = jest.spyOn(pdfs, 'download');
    const response = await zip(mine, chosen(await list()));
    expect([response.status, (response.body as { error: { details: { code: string } } }).error.details.code]).toEqual([404, 'not-found']);
    expect(download).not.toHaveBeenCalled();
  });

  it('of another type, or of one that is switched off', async () => {
    const one = await issued();
    expect((await zip(mine, chosen([one]), 'quote')).status).toBe(404);
    expect((await zip(mine, chosen([one]), 'sales-order')).body).toMatchObject({ error: { details: { code: 'preference-off' } } });
    expect((await zip(theirs, chosen([one]))).status).toBe(404);
    for (const body of [{}, { ...chosen([one]), found: {} }, { documents: [] }]) expect((await zip(mine, body)).status).toBe(400);
  });
});

describe('a zip that is under way', () => {
  const MB = 1024 * 1024;

  /** Asks for a zip and takes nothing of it. */
  async function begun(browser: Browser, body: object) {
    const { port } = app.server.address() as AddressInfo;
    const served = once(app.server, 'request') as Promise<[http.IncomingMessage, http.ServerResponse]>;
    const request = http.request({
      host: '127.0.0.1',
      port,
      agent: false,
      method: 'POST',
      path: `${API}/documents/invoice/zip`,
      headers: { cookie: browser.cookieHeader, 'content-type': 'application/json', 'x-customer-portal': '1' },
    });
    request.on('error', () => undefined);
    request.end(JSON.stringify(body));
    const [, answer] = await served;
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    response.on('error', () => undefined);
    return { request, response, answer };
  }

  it('is made as fast as it is taken, is the only one of its contact, and stops when who wanted it has gone', async () => {
    const model = await issued();
    const list = await copies(model, 100, (index) => `SLOW-${index}`);
    const { pdfs } = documentsOf(app.strapi);
    let opened = 0;
    jest.spyOn(pdfs, 'download').mockImplementation(() => {
      opened += 1;
      return Promise.resolve({ open: () => Buffer.alloc(MB, 7), name: 'x.pdf', mime: 'application/pdf' });
    });
    const { request, response, answer } = await begun(mine, chosen(list));
    expect(response.statusCode).toBe(200);
    while (!answer.writableNeedDrain) await setImmediate();
    expect(opened).toBeLessThan(list.length / 2);
    const refused = await zip(mine, chosen([model]));
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '10']);

    const closed = once(answer, 'close');
    request.destroy();
    await closed;
    const before = opened;
    expect((await filesOf(await zip(mine, chosen([model])))).size).toBe(1);
    expect(opened).toBe(before + 1);
  });

  it('waits where PDFs cannot be made yet, and is torn off where one cannot be made at all', async () => {
    const list = [await issued(), await issued()];
    const { pdfs } = documentsOf(app.strapi);
    const real = pdfs.download.bind(pdfs);
    const download = jest.spyOn(pdfs, 'download');
    download.mockRejectedValueOnce(new PortalError('too-many-requests', { retryAfter: 0 }));
    expect((await filesOf(await zip(mine, chosen(list)))).size).toBe(2);
    download.mockImplementation((type, row) =>
      row.documentId === list[0]?.documentId ? real(type, row) : Promise.reject(new PortalError('pdf-failed')),
    );
    await expect(zip(mine, chosen(list))).rejects.toThrow();
    download.mockRestore();
    expect((await filesOf(await zip(mine, chosen(list)))).size).toBe(2);
  });
});
