import { exponentOf, isCurrency } from '../../../../plugin/rules/money/currency';
import { minorUnitsOf } from '../../../../plugin/rules/money/decimal';
import { children, parseXml, type XmlElement } from '../../platform/xml';
import { LINES_MAX, oneLine, StatementProblem, type Unnamed } from './line';
import { calendarDate } from './values';

/** Namespaces of bank-to-customer statements, whichever version: `urn:iso:std:iso:20022:tech:xsd:camt.053.001.02` … */
const NAMESPACE = /^urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.\d{2}$/u;

const all = (element: XmlElement | undefined, name: string): XmlElement[] =>
  element ? children(element).filter(({ localName }) => localName === name) : [];
const at = (element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined =>
  path.reduce<XmlElement | undefined>((found, name) => all(found, name)[0], element);
const said = (element: XmlElement | undefined, ...path: readonly string[]): string => (at(element, ...path)?.textContent ?? '').trim();

interface Money {
  amount: number;
  currency: string;
}

/** `Amt`, with its currency: digits of the major unit, without a sign. */
function moneyOf(element: XmlElement, line: number): Money {
  const currency = element.getAttribute('Ccy');
  const digits = (element.textContent ?? '').trim();
  const amount = isCurrency(currency) && /^\d+(?:\.\d+)?$/u.test(digits) ? minorUnitsOf(digits, exponentOf(currency)) : null;
  if (amount === null)
    throw new StatementProblem(`"${oneLine(digits, 30)}" is no amount of ${oneLine(currency, 3) || 'a currency'}.`, line);
  return { amount, currency };
}

/** Each in its place since version 08; before that right below. */
const nameOf = (party: XmlElement | undefined): string => said(party, 'Pty', 'Nm') || said(party, 'Nm');

/** What a transfer says: free text, a creditor's reference, what the payer's system called it. */
function textOf(transaction: XmlElement | undefined, entry: XmlElement): string {
  const remittance = at(transaction, 'RmtInf');
  const texts = [
    ...all(remittance, 'Ustrd').map(({ textContent }) => textContent ?? ''),
    ...all(remittance, 'Strd').flatMap((one) => [said(one, 'CdtrRefInf', 'Ref'), said(one, 'AddtlRmtInf')]),
    said(transaction, 'Refs', 'EndToEndId').replace(/^NOTPROVIDED$/u, ''),
    said(transaction, 'AddtlTxInf'),
  ].filter((text) => text !== '');
  return texts.length > 0 ? texts.join(' ') : said(entry, 'AddtlNtryInf');
}

/** Lines of an entry: one, or of a batch each transaction. Entries that are not booked yet are none. */
function linesOf(entry: XmlElement, before: number): Unnamed[] {
  const number = before + 1;
  const status = said(entry, 'Sts', 'Cd') || said(entry, 'Sts');
  if (status !== '' && status !== 'BOOK') return [];
  const total = at(entry, 'Amt');
  const booked =
    said(entry, 'BookgDt', 'Dt') || said(entry, 'BookgDt', 'DtTm') || said(entry, 'ValDt', 'Dt') || said(entry, 'ValDt', 'DtTm');
  const date = calendarDate(booked.slice(0, 10));
  if (!total || date === null) throw new StatementProblem('The entry has no amount or no date.', number);
  const transactions = all(entry, 'NtryDtls').flatMap((details) => all(details, 'TxDtls'));
  const amounts = transactions.map((transaction) => at(transaction, 'Amt') ?? at(transaction, 'AmtDtls', 'TxAmt', 'Amt'));
  // A batch whose transactions have no amounts of their own is one line, with what all of them say.
  const isBatch = transactions.length > 1 && amounts.every((amount) => amount !== undefined);
  const parts = isBatch ? transactions : [transactions[0]];
  const own = said(entry, 'AcctSvcrRef');
  return parts.map((transaction, index): Unnamed => {
    const direction = (isBatch && said(transaction, 'CdtDbtInd')) || said(entry, 'CdtDbtInd');
    if (direction !== 'CRDT' && direction !== 'DBIT') throw new StatementProblem('The entry says neither CRDT nor DBIT.', number);
    const money = moneyOf((isBatch && amounts[index]) || total, number);
    const party = at(transaction, 'RltdPties', direction === 'CRDT' ? 'Dbtr' : 'Cdtr');
    const texts = isBatch
      ? [textOf(transaction, entry)]
      : (transactions.length > 0 ? transactions : [undefined]).map((one) => textOf(one, entry));
    return {
      line: number + index,
      date,
      amount: direction === 'CRDT' ? money.amount : 0 - money.amount,
      currency: money.currency,
      from: oneLine(nameOf(party), 140),
      text: oneLine(texts.join(' '), 1000),
      own: said(transaction, 'Refs', 'AcctSvcrRef') || (isBatch && own ? `${own}/${index + 1}` : own),
      reversal: said(entry, 'RvslInd') === 'true',
    };
  });
}

/** Lines of a CAMT.053 document. @throws StatementProblem */
export function readCamt(xml: string): Unnamed[] {
  if (/<!(?:DOCTYPE|ENTITY)/iu.test(xml))
    throw new StatementProblem('The file has a document type, which statements of banks do not have.');
  const { root } = parseXml(xml, (message) => {
    throw new StatementProblem(`The XML cannot be read: ${oneLine(message, 200)}`);
  });
  const statements = all(at(root, 'BkToCstmrStmt'), 'Stmt');
  if (root.localName !== 'Document' || !NAMESPACE.test(root.namespaceURI ?? '') || statements.length === 0)
    throw new StatementProblem('This is no bank statement in CAMT.053.');
  const lines: Unnamed[] = [];
  for (const entry of statements.flatMap((statement) => all(statement, 'Ntry'))) {
    lines.push(...linesOf(entry, lines.length));
    if (lines.length > LINES_MAX) throw new StatementProblem(`There are more than ${LINES_MAX} lines. Export a shorter period.`);
  }
  return lines;
}
