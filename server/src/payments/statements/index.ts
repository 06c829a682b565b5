import { readCamt } from './camt';
import { readCsv } from './csv';
import { textOf } from './decode';
import { named, StatementProblem, type Line } from './line';

export { matchLines, type Waiting } from './match';
export { StatementProblem, type Line };

/**
 * Lines of a bank's statement, CAMT.053 (XML) or CSV, by what is in it.
 *
 * @param ours currency of the organisation (ISO 4217), for CSV files that name none
 * @throws StatementProblem in English, with the line where there is one
 */
export function readBankStatement(bytes: Uint8Array, ours?: string): Line[] {
  const { text, isXml } = textOf(bytes);
  return named(isXml ? readCamt(text) : readCsv(text, ours));
}
