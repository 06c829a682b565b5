/**
 * Sends a CSV or JSON file to the portal's bulk sync, and says what was refused.
 *
 *   npm run import -- --type customers customers.csv
 *   npm run import -- --type invoice --trust-totals invoices.json
 *
 * `--type` is `customers`, `contacts`, `projects`, `time-entries`, `payments`, or a type of document. Where: `--url`
 * (http://localhost:1337) and an API token with the scope, in CUSTOMER_PORTAL_TOKEN. A JSON file is a list of rows as the API
 * takes them. A CSV file has a column for each member of a row; of documents it has a line of the document in each of its
 * lines, those of one `externalId` together: item, description, quantity, unit, rate, discountPercent, taxName, taxPercent.
 * `customers` of contacts: `4711:owner|4712`.
 * A CSV file may be of any size; what of it cannot be read is told like what the portal refuses, and the rest is sent.
 */
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { csvLine, csvRows } from './csv.mjs';

const ROWS = 500;
const TRIES = 4;

function options() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      type: { type: 'string' },
      url: { type: 'string', default: 'http://localhost:1337' },
      'trust-totals': { type: 'boolean', default: false },
    },
  });
  const [file, ...more] = positionals;
  const token = process.env.CUSTOMER_PORTAL_TOKEN;
  if (!values.type || !file || more.length > 0) throw new Error('Usage: npm run import -- --type TYPE [--url URL] [--trust-totals] FILE');
  if (!token) throw new Error('Put an API token with the scope into CUSTOMER_PORTAL_TOKEN.');
  // npm runs scripts in the package's folder, wherever it was called.
  return {
    type: values.type,
    file: resolve(process.env.INIT_CWD ?? '.', file),
    token,
    url: values.url.replace(/\/+$/u, ''),
    trustTotals: values['trust-totals'],
  };
}

async function* jsonRows(file) {
  const rows = JSON.parse((await readFile(file, 'utf8')).replace(/^\uFEFF/u, ''));
  if (!Array.isArray(rows)) throw new Error('The file is not a list of rows.');
  for (const [index, row] of rows.entries()) yield { row, part: (index + 1) / rows.length };
}

/** Sends rows; once more where no answer came, since that changes nothing. */
async function send({ url, type, token, trustTotals }, rows) {
  for (let tried = 1; ; tried += 1) {
    try {
      const response = await fetch(`${url}/api/customer-portal/sync/${type}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ rows, ...(trustTotals && { trustTotals }) }),
      });
      const { data, error } = await response.json();
      if (response.ok) return data;
      const failure = new Error(`${response.status}: ${error?.message ?? 'no answer of the portal'}`);
      if (response.status < 500 && response.status !== 429) failure.final = true;
      throw failure;
    } catch (error) {
      if (error.final || tried === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, tried * 1000));
    }
  }
}

function bar(part, counts) {
  if (!process.stderr.isTTY) return;
  const width = 30;
  const done = Math.round(Math.min(part, 1) * width);
  const { created, updated, unchanged, refused } = counts;
  process.stderr.write(
    `\r${'█'.repeat(done)}${'░'.repeat(width - done)} ${created} created, ${updated} updated, ${unchanged} unchanged, ${refused} refused `,
  );
}

/** Counts what became of rows, and writes down why some were refused. */
function createReport(file) {
  const counts = { created: 0, updated: 0, unchanged: 0, refused: 0 };
  const refusedFile = `${file}.refused.csv`;
  let refusals;

  function note({ externalId, errors, figures: { given, calculated } = {} }) {
    if (!refusals) {
      refusals = createWriteStream(refusedFile);
      refusals.write(csvLine(['externalId', 'member', 'code', 'message', 'given', 'calculated']));
    }
    for (const { path, code, message } of errors)
      refusals.write(csvLine([externalId, path.join('.'), code, message, given?.gross, calculated?.gross]));
  }
  return {
    counts,
    answered(data) {
      for (const name of Object.keys(counts)) counts[name] += data[name];
      for (const result of data.rows) if (result.result === 'refused') note(result);
    },
    unreadable({ externalId }, message) {
      counts.refused += 1;
      note({ externalId, errors: [{ path: [], code: 'unreadable', message }] });
    },
    async close() {
      if (refusals) await new Promise((resolve) => refusals.end(resolve));
      if (process.stderr.isTTY) process.stderr.write('\n');
      const { created, updated, unchanged, refused } = counts;
      console.log(
        `${created} created, ${updated} updated, ${unchanged} unchanged, ${refused} refused${refused ? `: see ${refusedFile}` : ''}`,
      );
      if (refused > 0) process.exitCode = 2;
    },
  };
}

async function main() {
  const given = options();
  const { file, type } = given;
  const report = createReport(file);
  let rows = [];
  async function flush(part) {
    const sent = rows;
    rows = [];
    if (sent.length > 0) report.answered(await send(given, sent));
    bar(part, report.counts);
  }
  for await (const { row, part, problem } of file.endsWith('.json') ? jsonRows(file) : csvRows(type, file)) {
    if (problem) report.unreadable(row, problem);
    else rows.push(row);
    if (rows.length === ROWS) await flush(part);
  }
  await flush(1);
  await report.close();
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
