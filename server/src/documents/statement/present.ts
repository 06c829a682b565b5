import type { Statement } from '../../../../plugin/contract/customer/statement';
import type { PdfEntry, PdfStatement } from '../../../../plugin/pdf-statement';
import { csvOf } from '../../../../plugin/rules/csv';
import { AGEING } from '../../../../plugin/rules/documents/statement';
import { majorUnits } from '../../../../plugin/rules/money/text';
import type { Language } from '../../../../plugin/vocabulary';
import { partyLines, speaker } from '../pdf-document';
import type { DocumentParty } from '../rows';

type Speaker = ReturnType<typeof speaker>;
type Entry = Statement['entries'][number];

/** What an entry is called: an invoice by its name, what was done with one by both. */
const kindOf = ({ kind, type }: Entry, { say }: Speaker): string =>
  kind === 'charged' || kind === 'credited' ? say(type) : say(`statement.${kind}`, { type: say(type) });

const nameOf = (entry: Entry, speech: Speaker): string =>
  speech.say('statement.named', { what: kindOf(entry, speech), number: entry.number }).trim();

/** What a statement looks like besides what it says. */
interface Looks {
  paper: PdfStatement['paper'];
  accent: string;
  language: Language;
  seller: DocumentParty;
  buyer: DocumentParty;
}

/** A statement as the template of PDFs is given it. Pure. */
export function pdfStatementOf(statement: Statement, { paper, accent, language, seller, buyer }: Looks): PdfStatement {
  const { from, to, currency, opening, closing, entries, ageing, credit } = statement;
  const speech = speaker(language, currency);
  const { say, money, date } = speech;
  const rows = entries.map(
    (entry): PdfEntry => ({
      date: date(entry.date),
      what: nameOf(entry, speech),
      ...(entry.reference && { reference: entry.reference }),
      amount: money(entry.amount),
      balance: money(entry.balance),
    }),
  );
  return {
    paper,
    language,
    direction: 'ltr',
    accent,
    title: say('statement'),
    sender: { name: seller.name, lines: partyLines(seller, speech) },
    recipient: { heading: say('statement.for'), name: buyer.name, lines: partyLines(buyer, speech) },
    facts: [
      { label: say('statement.period'), value: say('statement.fromTo', { from: date(from), to: date(to) }) },
      { label: say('statement.currency'), value: currency },
    ],
    entries: {
      columns: {
        date: say('date'),
        what: say('statement.what'),
        amount: say('statement.amount'),
        balance: say('statement.balance'),
      },
      rows: [
        { date: date(from), what: say('statement.opening'), balance: money(opening), strong: true },
        ...rows,
        { date: date(to), what: say('statement.closing'), balance: money(closing), strong: true },
      ],
    },
    ageing: {
      heading: say('statement.ageing', { date: date(ageing.on) }),
      columns: [
        ...AGEING.map((name) => ({ label: say(`statement.${name}`), amount: money(ageing[name]) })),
        ...(credit === 0 ? [] : [{ label: say('statement.credit'), amount: money(-credit) }]),
      ],
    },
    totals: [
      { label: say('statement.opening'), value: money(opening) },
      { label: say('statement.closing'), value: money(closing), strong: true },
    ],
    notes: [],
    foot: [
      [seller.name, seller.address.join(', ')].filter(Boolean).join('\n'),
      partyLines({ ...seller, address: [] }, speech).join('\n'),
    ].filter(Boolean),
    pageOf: say('pageOf'),
  };
}

/** A statement as CSV: one table, with what is open by age behind it. Pure. */
export function csvStatementOf(statement: Statement, language: Language): string {
  const { from, to, currency, opening, closing, entries, ageing, credit } = statement;
  const speech = speaker(language, currency);
  const { say } = speech;
  const digits = (amount: number): string => majorUnits(amount, currency);
  const line = (date: string, what: string, amount: string, balance: string): string[] => [date, what, '', '', currency, amount, balance];
  return csvOf([
    [
      say('date'),
      say('statement.what'),
      say('statement.number'),
      say('statement.reference'),
      say('statement.currency'),
      say('statement.amount'),
      say('statement.balance'),
    ],
    line(from, say('statement.opening'), '', digits(opening)),
    ...entries.map((entry) => [
      entry.date,
      kindOf(entry, speech),
      entry.number,
      entry.reference,
      currency,
      digits(entry.amount),
      digits(entry.balance),
    ]),
    line(to, say('statement.closing'), '', digits(closing)),
    ...AGEING.map((name) => line(ageing.on, say(`statement.${name}`), digits(ageing[name]), '')),
    ...(credit === 0 ? [] : [line(ageing.on, say('statement.credit'), digits(-credit), '')]),
  ]);
}
