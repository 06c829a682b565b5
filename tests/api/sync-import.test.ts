import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createToken } from '../support/sync';
import { startApp, type TestApp } from '../support/strapi';

const SCRIPT = path.join(__dirname, '../../playground/scripts/import.mjs');

let app: TestApp;
let token: string;
let folder: string;
beforeAll(async () => {
  app = await startApp();
  ({ token } = await createToken(app));
  folder = await mkdtemp(path.join(tmpdir(), 'import-'));
});
afterAll(async () => {
  await app.stop();
  await rm(folder, { recursive: true, force: true });
});

async function load(type: string, name: string, content: string, ...more: string[]): Promise<{ code: number; out: string }> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  const { port } = app.server.address() as AddressInfo;
  const args = [SCRIPT, '--type', type, '--url', `http://127.0.0.1:${port}`, ...more, file];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: { PATH: process.env.PATH, CUSTOMER_PORTAL_TOKEN: token } }, (error, out, problems) =>
      resolve({ code: (error?.code as number | undefined) ?? 0, out: `${out}${problems}`.trim() }),
    );
  });
}

describe('a file of another system', () => {
  it('is read whatever its separators and line ends, and again without doing anything', async () => {
    const csv = '\ufeffexternalId;name;email;city\r\nC-1;"Alder; Sons";billing@alder.example;Bergen\r\nC-2;=SUM(A1);;Oslo\r\n';
    expect(await load('customers', 'customers.csv', csv)).toEqual({ code: 0, out: '2 created, 0 updated, 0 unchanged, 0 refused' });
    expect(await load('customers', 'customers.csv', csv)).toMatchObject({ out: '0 created, 0 updated, 2 unchanged, 0 refused' });
    const names = await app.strapi.db.query('plugin::customer-portal.customer').findMany({ orderBy: { externalId: 'asc' } });
    expect(names.map(({ name }: { name: string }) => name)).toEqual(['Alder; Sons', '=SUM(A1)']);
    const contacts = 'externalId,email,firstName,customers\nP-1,ada@alder.example,Ada,C-1:owner|C-2\n';
    expect(await load('contacts', 'contacts.csv', contacts)).toMatchObject({ code: 0 });
    const projects = 'externalId,name,customer,billing,fixedCost,currency\nJ-1,Move,C-1,fixed,150000,EUR\n';
    expect(await load('projects', 'projects.csv', projects)).toMatchObject({ out: '1 created, 0 updated, 0 unchanged, 0 refused' });
    const time = 'externalId,project,date,minutes,billed\nT-1,J-1,2026-11-02,90,yes\nT-2,J-1,2026-11-02,30,no\n';
    expect(await load('time-entries', 'time.csv', time)).toMatchObject({ out: '2 created, 0 updated, 0 unchanged, 0 refused' });
    expect(await load('time-entries', 'time.csv', time)).toMatchObject({ out: '0 created, 0 updated, 2 unchanged, 0 refused' });
  });

  it('has documents with a line in each of its lines; what is refused stands in a file that a spreadsheet can open', async () => {
    const csv = [
      'externalId,number,state,customer,issueDate,item,quantity,rate,taxName,taxPercent,net,tax,gross',
      'I-1,N-1,open,C-1,2026-11-01,Work,2,50,VAT,19,12500,2375,14875',
      'I-1,N-1,open,C-1,2026-11-01,Travel,1,25,VAT,19,,,',
      '=I-2,N-2,open,C-1,2026-11-01,Work,1,100,VAT,19,10000,2000,12000',
      'I-3,N-3,open,C-9,2026-11-01,Work,1,100,,,,,',
    ].join('\n');
    expect(await load('invoice', 'invoices.csv', csv)).toEqual({
      code: 2,
      out: `1 created, 0 updated, 0 unchanged, 2 refused: see ${path.join(folder, 'invoices.csv.refused.csv')}`,
    });
    const [, totals, customer] = (await readFile(path.join(folder, 'invoices.csv.refused.csv'), 'utf8')).trim().split('\r\n');
    expect(totals).toMatch(/^"'=I-2","totals","invalid",".*","12000","11900"$/u);
    expect(customer).toMatch(/^"I-3","customer","no-such-record"/u);
    expect(await app.strapi.db.query('plugin::customer-portal.invoice').findOne({ where: { externalId: 'I-1' } })).toMatchObject({
      gross: '14875',
      lines: { lines: [{ item: 'Work' }, { item: 'Travel' }] },
    });
  });

  it('that is JSON is sent as it is, and says what is wrong with the call', async () => {
    const rows = [{ externalId: 'I-4', customer: 'C-1', lines: [{ item: 'Work', rate: 10 }] }];
    expect(await load('invoice', 'invoices.json', JSON.stringify(rows))).toMatchObject({ code: 0 });
    expect(await load('tickets', 'tickets.json', '[{}]')).toEqual({ code: 1, out: '404: Not found.' });
    expect(await load('invoice', 'broken.json', '{}')).toEqual({ code: 1, out: 'The file is not a list of rows.' });
  });
});
