/** CSV files of other systems, as rows of the portal's bulk sync; and CSV that spreadsheets open without harm. */
import { createReadStream, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { parse } from 'csv-parse';

const LINE = ['item', 'description', 'quantity', 'unit', 'rate', 'discountPercent', 'taxName', 'taxPercent'];
const YES = new Set(['true', 'yes', '1']);
/** What has no lines, and which of its members are numbers, and yes or no. */
const PLAIN = {
  customers: {},
  contacts: {},
  projects: { numbers: ['fixedCost', 'hourlyRate'] },
  payments: { numbers: ['amount'] },
  'time-entries': { numbers: ['minutes'], switches: ['billable', 'billed'] },
};
/** Longer than any row that the portal takes: what is beyond is a quote that nobody closed. */
const MAX_RECORD = 1024 * 1024;
const UNCLOSED = new Set(['CSV_QUOTE_NOT_CLOSED', 'CSV_MAX_RECORD_SIZE']);

/** The separator of a CSV file: whichever its first line has most of. */
async function separatorOf(file) {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(64 * 1024) });
    const [head = ''] = buffer.toString('utf8', 0, bytesRead).split(/\r?\n/u);
    return [',', ';', '\t'].sort((a, b) => head.split(b).length - head.split(a).length)[0];
  } finally {
    await handle.close();
  }
}

/** Names of columns. Two of one name would hide one of them. */
function checkedHead(head) {
  const names = head.map((name) => name.trim());
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`The file has two columns "${twice}".`);
  if (!names.includes('externalId')) throw new Error('The file has no column "externalId".');
  return names;
}

const filled = (record) => Object.fromEntries(Object.entries(record).filter(([name, value]) => name !== '' && value !== ''));

function lineOf(record) {
  const { discountPercent, taxName, taxPercent, ...line } = filled(Object.fromEntries(LINE.map((name) => [name, record[name] ?? ''])));
  return {
    ...line,
    ...(discountPercent && { discount: { percent: discountPercent } }),
    ...(taxPercent && { tax: { name: taxName ?? `${taxPercent} %`, percent: taxPercent } }),
  };
}

/** A row of the API from a record of the file. */
function rowOf(type, record) {
  const { customers, net, tax, gross, balance, pricesIncludeTax, ...row } = filled(record);
  if (type === 'customers') return row;
  if (type === 'contacts') {
    const of = customers?.split('|').map((one) => {
      const [externalId, role] = one.split(':');
      return { externalId: externalId.trim(), ...(role && { role: role.trim() }) };
    });
    return { ...row, ...(of && { customers: of }) };
  }
  if (Object.hasOwn(PLAIN, type)) {
    const { numbers = [], switches = [] } = PLAIN[type];
    for (const name of numbers) if (name in row) row[name] = Number(row[name]);
    for (const name of switches) if (name in row) row[name] = YES.has(row[name].toLowerCase());
    return row;
  }
  for (const name of LINE) delete row[name];
  return {
    ...row,
    ...(pricesIncludeTax && { pricesIncludeTax: YES.has(pricesIncludeTax.toLowerCase()) }),
    ...(balance && { balance: Number(balance) }),
    ...(gross && { totals: { net: Number(net), tax: Number(tax), gross: Number(gross) } }),
  };
}

/**
 * Rows of a CSV file, one after the other, and how much of the file they are. What cannot be read has a `problem` in
 * place of being sent, and the rest goes on: a document lacks no line that is only somewhere beside it in the file.
 */
export async function* csvRows(type, file) {
  const size = statSync(file).size || 1;
  const stream = createReadStream(file);
  /** Records that cannot be read and have not been told yet, in their order. */
  const broken = [];
  let names = [];
  let stoppedAt;
  const records = stream.pipe(
    parse({
      bom: true,
      columns: (head) => (names = checkedHead(head)),
      delimiter: await separatorOf(file),
      trim: true,
      info: true,
      skip_empty_lines: true,
      // Spreadsheets leave out empty cells at the end; a cell too many has moved those behind it.
      relax_column_count_less: true,
      relax_quotes: true,
      max_record_size: MAX_RECORD,
      skip_records_with_error: true,
      on_skip: ({ lines, record, code, message }) => {
        if (stoppedAt !== undefined) return;
        const externalId = Array.isArray(record) ? record[names.indexOf('externalId')] : undefined;
        if (UNCLOSED.has(code)) stoppedAt = lines;
        broken.push({ lines, externalId, problem: message + (stoppedAt === undefined ? '' : ' Nothing behind that quote was read.') });
      },
    }),
  );
  const part = () => stream.bytesRead / size;
  const brokenBefore = (lines) => {
    const more = broken.findIndex((one) => one.lines >= lines);
    return broken.splice(0, more < 0 ? broken.length : more);
  };

  if (Object.hasOwn(PLAIN, type)) {
    for await (const { record, info } of records) {
      if (info.lines >= stoppedAt) break;
      for (const { externalId, problem } of brokenBefore(info.lines)) yield { row: { externalId }, problem, part: part() };
      yield { row: rowOf(type, record), part: part() };
    }
    for (const { externalId, problem } of broken) yield { row: { externalId }, problem, part: 1 };
    return;
  }

  let document;
  for await (const { record, info } of records) {
    if (info.lines >= stoppedAt) break;
    let problem;
    for (const one of brokenBefore(info.lines)) {
      // Of one that says not whose it is, the documents before and behind it may lack a line.
      const of = (externalId) => one.externalId === undefined || one.externalId === externalId;
      if (document && of(document.row.externalId)) document.problem ??= one.problem;
      if (of(record.externalId)) problem ??= one.problem;
      else if (one.externalId !== document?.row.externalId && one.externalId !== undefined)
        yield { row: { externalId: one.externalId }, problem: one.problem, part: part() };
    }
    if (document && document.row.externalId === record.externalId) {
      document.row.lines.push(lineOf(record));
      document.problem ??= problem;
      continue;
    }
    if (document) yield { ...document, part: part() };
    document = { row: { ...rowOf(type, record), lines: [lineOf(record)] }, problem };
  }
  for (const { externalId, problem } of broken) {
    if (document && (externalId === undefined || externalId === document.row.externalId)) document.problem ??= problem;
    else yield { row: { externalId }, problem, part: 1 };
  }
  if (document) yield { ...document, part: 1 };
}

/** As `plugin/rules/csv.ts` has it, which no script can load: a test holds the two to be one. Plain numbers are numbers. */
const FORMULA = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/u;
const NUMBER = /^-?\d+(?:\.\d+)?$/u;

/** A line of a CSV file of these cells, none of which a spreadsheet takes for a formula. */
export function csvLine(cells) {
  const quoted = cells.map((value) => {
    const text = String(value ?? '');
    const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
    return `"${safe.replaceAll('"', '""')}"`;
  });
  return `${quoted.join(',')}\r\n`;
}
