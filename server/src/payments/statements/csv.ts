import { parse } from 'csv-parse/sync';
import { isCurrency } from '../../../../plugin/rules/money/currency';
import { columnsIn, type Columns } from './columns';
import { LINES_MAX, oneLine, StatementProblem, type Unnamed } from './line';
import { amountOf, dateOf, decimalMark, type Mark } from './values';

const DELIMITERS = [';', '\t', ','] as const;
/** Banks write who and which account above the headings. */
const HEADINGS_WITHIN = 40;
/** Characters of one line. */
const LINE_MAX = 20_000;

interface Row {
  cells: string[];
  line: number;
}

function rowsOf(text: string, delimiter: string): Row[] {
  try {
    const options = { delimiter, bom: true, info: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true } as const;
    const found = parse(text, { ...options, max_record_size: LINE_MAX, to: LINES_MAX + HEADINGS_WITHIN + 1 }) as unknown;
    return (found as { record: string[]; info: { lines: number } }[]).map(({ record, info }) => ({ cells: record, line: info.lines }));
  } catch (error) {
    throw new StatementProblem(`The file cannot be read as CSV: ${oneLine(error instanceof Error ? error.message : '', 200)}`);
  }
}

/** Rows below the headings, with the columns, by the separator with which there are headings. */
function tableOf(text: string): { columns: Columns; rows: Row[] } {
  const head = text.split(/\r\n|\r|\n/u, HEADINGS_WITHIN).map((line) => line.replace(/^\uFEFF/u, ''));
  for (const delimiter of DELIMITERS) {
    const at = head.findIndex((line) => columnsIn(line.split(delimiter).map((cell) => cell.replace(/^\s*"|"\s*$/gu, ''))) !== null);
    if (at < 0) continue;
    const rows = rowsOf(text, delimiter);
    const first = rows.findIndex(({ cells }) => columnsIn(cells) !== null);
    const columns = columnsIn(rows[first]?.cells ?? []);
    if (columns) return { columns, rows: rows.slice(first + 1) };
  }
  throw new StatementProblem('No headings were found. The file needs a column for the date and one for the amount.');
}

/**
 * Lines of a CSV export of a bank: columns by their headings in English or German.
 * @param ours currency of the organisation, for files that name none
 * @throws StatementProblem
 */
export function readCsv(text: string, ours?: string): Unnamed[] {
  if (text.includes('\0')) throw new StatementProblem('This is neither CAMT.053 nor CSV.');
  const { columns, rows } = tableOf(text);
  if (rows.length > LINES_MAX) throw new StatementProblem(`There are more than ${LINES_MAX} lines. Export a shorter period.`);
  const cell = ({ cells }: Row, column: number | undefined): string => (column === undefined ? '' : (cells[column] ?? '')).trim();
  // Sums below the table, and what is not booked yet, are no lines.
  const booked = rows.filter((row) => {
    if (/vorgemerkt|pending|ausstehend/iu.test(cell(row, columns.status))) return false;
    return cell(row, columns.date) !== '' || row.cells.length > (columns.date ?? 0) + 1;
  });
  const marks = new Set(booked.flatMap((row) => amountsIn(row).flatMap((amount) => decimalMark(amount) ?? [])));
  const mark = marks.size === 1 ? [...marks][0] : undefined;

  function amountsIn(row: Row): string[] {
    return [columns.amount, columns.credit, columns.debit].map((column) => cell(row, column));
  }

  return booked.map((row) => {
    const { line } = row;
    const written = cell(row, columns.date);
    const day = dateOf(written);
    if (day === null) throw new StatementProblem(`"${oneLine(written, 30)}" is no date like 30.11.2026 or 2026-11-30.`, line);
    if (day === 'ambiguous')
      throw new StatementProblem(`"${oneLine(written, 30)}" could be day and month, or month and day. Export dates like 2026-11-30.`, line);
    const currency = (cell(row, columns.currency) || columns.only || ours || '').toUpperCase();
    if (!isCurrency(currency)) throw new StatementProblem('The file does not say the currency.', line);
    return {
      line,
      date: day.date,
      amount: signedAmount(row, currency),
      currency,
      from: oneLine(cell(row, columns.from), 140),
      text: oneLine(columns.texts.map((column) => cell(row, column)).join(' '), 1000),
      own: cell(row, columns.bankReference),
      reversal: false,
    };
  });

  /** In one column with its sign or beside it what it is, or in one of two columns. */
  function signedAmount(row: Row, currency: string): number {
    const whole = cell(row, columns.amount);
    const debit = cell(row, columns.debit);
    const credit = cell(row, columns.credit);
    if (columns.amount !== undefined) {
      const amount = exactly(whole, row.line, currency, mark);
      return /^(?:s|soll|d|dr|debit|dbit)$/iu.test(cell(row, columns.direction)) ? 0 - Math.abs(amount) : amount;
    }
    const came = credit === '' ? 0 : exactly(credit, row.line, currency, mark);
    return came !== 0 || debit === '' ? came : 0 - Math.abs(exactly(debit, row.line, currency, mark));
  }
}

function exactly(text: string, line: number, currency: string, mark: Mark | undefined): number {
  const amount = amountOf(text, currency, mark);
  if (amount === null) throw new StatementProblem(`"${oneLine(text, 30)}" is no amount of ${currency}.`, line);
  if (amount === 'ambiguous')
    throw new StatementProblem(
      `"${oneLine(text, 30)}" could have three decimals, or be thousands. Export amounts with two decimals.`,
      line,
    );
  return amount;
}
