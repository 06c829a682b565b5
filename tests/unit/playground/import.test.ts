import { execFile, execFileSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLine } from '../../../plugin/rules/csv';

const SCRIPTS = path.join(__dirname, '../../../playground/scripts');
const SCRIPT = path.join(SCRIPTS, 'import.mjs');

/** Lines as the scripts write them: ES modules, which jest cannot load. */
function written(rows: string[][]): string[] {
  const program = `import { csvLine } from ${JSON.stringify(path.join(SCRIPTS, 'csv.mjs'))};
    let text = '';
    process.stdin.on('data', (chunk) => (text += chunk)).on('end', () => console.log(JSON.stringify(JSON.parse(text).map(csvLine))));`;
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', program], { input: JSON.stringify(rows) });
  return JSON.parse(out.toString('utf8')) as string[];
}

interface Sent {
  externalId: string;
  lines?: { item: string }[];
  [member: string]: unknown;
}

/** Stands for the portal: takes what comes, but for rows that are called to be refused. */
let portal: Server;
let folder: string;
let sent: Sent[];
let calls: number;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'import-'));
  portal = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls += 1;
      const { rows } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { rows: Sent[] };
      if (sent.length < 5000) sent.push(...rows);
      const refused = rows.filter(({ name }) => name === 'refuse me');
      const errors = [{ path: ['name'], code: 'refused', message: '=HYPERLINK("https://example.org";"look")' }];
      const results = refused.map(({ externalId }) => ({ externalId, result: 'refused', id: null, errors }));
      const counts = { created: rows.length - refused.length, updated: 0, unchanged: 0, refused: refused.length };
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ data: { ...counts, rows: results } }));
    });
  });
  await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  portal.closeAllConnections();
  await new Promise((resolve) => portal.close(resolve));
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  sent = [];
  calls = 0;
});

function run(type: string, file: string, env: Record<string, string> = {}): Promise<{ code: number; out: string }> {
  const { port } = portal.address() as AddressInfo;
  const args = [SCRIPT, '--type', type, '--url', `http://127.0.0.1:${port}`, file];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: { PATH: process.env.PATH, CUSTOMER_PORTAL_TOKEN: 'x', ...env } }, (error, out, problems) =>
      resolve({ code: (error?.code as number | undefined) ?? 0, out: `${out}${problems}`.trim() }),
    );
  });
}

let serial = 0;
async function load(type: string, content: string) {
  const file = path.join(folder, `${(serial += 1)}.csv`);
  await writeFile(file, content);
  const { code, out } = await run(type, file);
  const refused = await readFile(`${file}.refused.csv`, 'utf8').catch(() => '');
  return { code, out: out.replace(/: see .*/u, ''), refused: refused ? parse(refused).slice(1) : [], text: refused };
}

describe('a CSV file', () => {
  test('with a mark of its encoding, semicolons, CRLF, quoted newlines and formulas is sent as it is written', async () => {
    const name = '=HYPERLINK(""https://example.org"";""Rechnung"")';
    const csv = `\ufeffexternalId;name;city;notes\r\nC-1;"${name}";"Bergen\r\n5003";\r\n\r\nC-2;a 5" pipe\r\n`;
    expect(await load('customers', csv)).toMatchObject({ code: 0, out: '2 created, 0 updated, 0 unchanged, 0 refused' });
    expect(sent).toEqual([
      { externalId: 'C-1', name: '=HYPERLINK("https://example.org";"Rechnung")', city: 'Bergen\r\n5003' },
      { externalId: 'C-2', name: 'a 5" pipe' },
    ]);
  });

  test('with columns that nobody knows has them sent, for the portal to say so', async () => {
    await load('customers', 'externalId,name,shoeSize\nC-1,Alder,44\n');
    expect(sent).toEqual([{ externalId: 'C-1', name: 'Alder', shoeSize: '44' }]);
  });

  test.each([
    ['name,city\nAlder,Bergen\n', 'The file has no column "externalId".'],
    ['externalId,name,name\nC-1,Alder,Birch\n', 'The file has two columns "name".'],
  ])('without what makes it readable is refused whole: %j', async (csv, out) => {
    expect(await load('customers', csv)).toMatchObject({ code: 1, out });
    expect(calls).toBe(0);
  });

  test('with a row in its middle that cannot be read, or is refused, is sent without it, which is told', async () => {
    const csv = 'externalId,name\nC-1,Alder\nC-2,Birch,a cell too many\nC-3,refuse me\nC-4,Cedar\n';
    const { code, out, refused } = await load('customers', csv);
    expect([code, out]).toEqual([2, '2 created, 0 updated, 0 unchanged, 2 refused']);
    expect(sent.map(({ externalId }) => externalId)).toEqual(['C-1', 'C-3', 'C-4']);
    expect(refused).toEqual([
      ['C-2', '', 'unreadable', expect.stringContaining('line 3'), '', ''],
      ['C-3', 'name', 'refused', `'=HYPERLINK("https://example.org";"look")`, '', ''],
    ]);
  });

  test('with a quote that nobody closed is sent up to there', async () => {
    const csv = `externalId,name\nC-1,Alder\nC-2,"Birch\n${'C-3,Cedar\n'.repeat(150_000)}`;
    const { code, out, refused } = await load('customers', csv);
    expect([code, out]).toEqual([2, '1 created, 0 updated, 0 unchanged, 1 refused']);
    expect(refused[0]![3]).toContain('Nothing behind that quote was read.');
  });

  test('of documents has none sent that lacks a line', async () => {
    const lines = (id: string, ...items: string[]) => items.map((item) => `${id},${item},1,10\n`).join('');
    const csv = `externalId,item,quantity,rate\n${lines('I-1', 'a', 'b')}${lines('I-2', 'c', 'd,e', 'f')}${lines('I-3', 'g,h')}${lines('I-4', 'i')}`;
    const { out, refused } = await load('invoice', csv);
    expect(out).toBe('2 created, 0 updated, 0 unchanged, 2 refused');
    expect(sent.map(({ externalId, lines }) => [externalId, lines?.map(({ item }) => item)])).toEqual([
      ['I-1', ['a', 'b']],
      ['I-4', ['i']],
    ]);
    expect(refused.map(([externalId, , code]) => [externalId, code]).sort()).toEqual([
      ['I-2', 'unreadable'],
      ['I-3', 'unreadable'],
    ]);
  });

  test('of fifty thousand documents goes through memory that holds a tenth of it', async () => {
    const file = path.join(folder, 'many.csv');
    const stream = createWriteStream(file);
    stream.write('externalId,number,state,customer,issueDate,item,description,quantity,rate\n');
    for (let index = 0; index < 50_000; index += 1) {
      const row = `I-${index},N-${index},open,C-1,2026-11-01,"Work, and more of it","${'What was done, at length. '.repeat(4)}",2,50\n`;
      if (!stream.write(row)) await new Promise<void>((resolve) => stream.once('drain', () => resolve()));
    }
    await new Promise<void>((resolve) => stream.end(() => resolve()));
    // Kept, the rows would take some 40 MB.
    expect(await run('invoice', file, { NODE_OPTIONS: '--max-old-space-size=20' })).toEqual({
      code: 0,
      out: '50000 created, 0 updated, 0 unchanged, 0 refused',
    });
    expect(calls).toBe(100);
  }, 120_000);
});

describe('CSV that is written', () => {
  test('has each cell as it was, or as text where a spreadsheet would calculate it', () => {
    // Letters of any alphabet are nothing to a spreadsheet: what matters are these, wherever they stand.
    const unit = fc.constantFrom(...'=+-@＝＋－＠"\',;.1 \t\r\naé😀');
    const cells = fc.array(fc.string({ unit, maxLength: 8 }), { minLength: 1, maxLength: 5 });
    const rows = fc.sample(cells, 500);
    written(rows).forEach((text, row) => {
      const [read] = parse(text, { record_delimiter: '\r\n' });
      const given = rows[row]!;
      expect(read).toHaveLength(given.length);
      read!.forEach((cell, index) => {
        expect([given[index], `'${given[index]}`]).toContain(cell);
        if (!/^-?\d+(?:\.\d+)?$/u.test(cell)) expect(cell).not.toMatch(/^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/u);
      });
      // What the portal itself writes is the same, but for quotes that nothing needs.
      if (given.join('') !== '') expect(parse(csvLine(given), { record_delimiter: '\r\n' })).toEqual([read]);
    });
  });
});
