import { IntlMessageFormat } from 'intl-messageformat';
import type { DocumentFace } from '../../../plugin/contract/customer/documents';
import { DOCUMENT_FACTS } from '../../../plugin/documents/types';
import type { PdfColumn, PdfDocument, PdfFact, PdfLine } from '../../../plugin/pdf-document';
import { exponentOf } from '../../../plugin/rules/money/currency';
import { moneyText } from '../../../plugin/rules/money/text';
import type { Language } from '../../../plugin/vocabulary';
import type { DocumentParty } from './rows';
import de from './pdf-words/de.json';
import en from './pdf-words/en.json';

export type PdfWord = keyof typeof en;
const WORDS: Record<Language, Record<PdfWord, string>> = { en, de };

/** English is spelled day first, as in mail: 30 November 2026. */
const DATES: Record<Language, string> = { en: 'en-GB', de: 'de' };

/** What a document looks like besides what it says. */
export interface PdfLooks {
  paper: PdfDocument['paper'];
  /** `#rrggbb`. */
  accent: string;
  language: Language;
  logo?: PdfDocument['logo'];
  /** Beside the title: nobody takes it for one that is good. */
  status?: 'draft' | 'void';
}

/** How a language says words, dates, numbers and amounts of a currency. */
export function speaker(language: Language, currency: string) {
  const say = (id: PdfWord, values: Record<string, string> = {}): string =>
    String(new IntlMessageFormat(WORDS[language][id], language).format(values));
  // Digits go in as text: none of them passes through a floating-point number.
  const exact = (digits: string, options: Intl.NumberFormatOptions): string =>
    new Intl.NumberFormat(language, options).format(digits as `${number}`);
  return {
    say,
    money: (amount: number): string => moneyText(amount, currency, language),
    date: (date: string): string =>
      new Intl.DateTimeFormat(DATES[language], { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
        new Date(`${date}T00:00:00Z`),
      ),
    quantity: (digits: string): string => exact(digits, { maximumFractionDigits: 6 }),
    /** A rate may be finer than its currency. */
    rate: (digits: string): string =>
      exact(digits, {
        style: 'currency',
        currency,
        minimumFractionDigits: exponentOf(currency),
        maximumFractionDigits: Math.max(6, exponentOf(currency)),
      }),
    percent: (digits: string): string => `${exact(digits, { maximumFractionDigits: 6 })} %`,
  };
}

type Speaker = ReturnType<typeof speaker>;

export const partyLines = ({ address, taxNumber, email }: DocumentParty, { say }: Speaker): string[] => [
  ...address,
  ...(taxNumber ? [`${say('taxNumber')}: ${taxNumber}`] : []),
  ...(email ? [email] : []),
];

/** Columns that any line has something in; those that name a line and what it comes to are always there. */
function linesOf({ lines }: DocumentFace, { say, money, quantity, rate }: Speaker): PdfDocument['lines'] {
  const rows = lines.map(
    (line, index): PdfLine => ({
      position: String(index + 1),
      item: line.item,
      ...(line.description && { description: line.description }),
      quantity: quantity(line.quantity),
      ...(line.unit && { unit: line.unit }),
      rate: rate(line.rate),
      ...(line.discount !== 0 && { discount: money(-line.discount) }),
      ...(line.taxName && { tax: line.taxName }),
      amount: money(line.amount),
    }),
  );
  const always: readonly PdfColumn[] = ['position', 'item', 'quantity', 'rate', 'amount'];
  const all: readonly PdfColumn[] = ['position', 'item', 'quantity', 'unit', 'rate', 'discount', 'tax', 'amount'];
  const shown = all.filter((key) => always.includes(key) || rows.some((row) => row[key] !== undefined));
  return { columns: shown.map((key) => ({ key, label: say(`column.${key}`) })), rows };
}

/** What the lines come to, step by step. Where prices include tax it is told as a part of the total, and not added. */
function totalsOf(detail: DocumentFace, isVoid: boolean, { say, money, percent }: Speaker): PdfDocument['totals'] {
  const { lines, discounts, charges, taxes, net, gross, balance, pricesIncludeTax } = detail;
  const adjusted: PdfFact[] = [
    ...discounts.map(({ name, amount }) => ({ label: name, value: money(-amount) })),
    ...charges.map(({ name, amount }) => ({ label: name, value: money(amount) })),
  ];
  const subtotal = lines.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  const taxed = (id: 'tax' | 'taxIncluded'): PdfFact[] =>
    taxes.map((one) => ({ label: say(id, { name: one.name, percent: percent(one.percent) }), value: money(one.tax) }));
  const total = { label: say('total'), value: money(gross) };
  const owed = DOCUMENT_FACTS[detail.type].balance === 'owed';
  const left = balance !== null && balance !== gross && !isVoid ? balance : null;
  return [
    { label: say('subtotal'), value: money(Number(subtotal)) },
    ...adjusted,
    ...(!pricesIncludeTax && adjusted.length > 0 ? [{ label: say('net'), value: money(net) }] : []),
    ...(pricesIncludeTax ? [] : taxed('tax')),
    { ...total, ...(left === null && { strong: true }) },
    ...(pricesIncludeTax ? taxed('taxIncluded') : []),
    ...(left === null
      ? []
      : [
          { label: say(owed ? 'settled' : 'used'), value: money(left - gross) },
          { label: say(owed ? 'due' : 'left'), value: money(left), strong: true },
        ]),
  ];
}

/** A document as the template of PDFs is given it: all of it text in the document's language. Pure. */
export function pdfDocumentOf(detail: DocumentFace, { paper, accent, language, logo, status }: PdfLooks): PdfDocument {
  const { type, number, issueDate, untilDate, reference, seller, buyer, notes, terms, taxes, currency } = detail;
  const speech = speaker(language, currency);
  const { say, money, date, percent } = speech;
  const { until } = DOCUMENT_FACTS[type];
  const fact = (label: PdfWord, value: string): PdfFact[] => (value ? [{ label: say(label), value }] : []);
  return {
    paper,
    language,
    direction: 'ltr',
    accent,
    ...(logo && { logo }),
    title: say(type),
    ...(number && { number }),
    ...(status && { status: say(status) }),
    sender: { name: seller.name, lines: partyLines(seller, speech) },
    recipient: { heading: say(`to.${type}`), name: buyer.name, lines: partyLines(buyer, speech) },
    facts: [
      ...fact('date', issueDate && date(issueDate)),
      ...(until ? fact(`until.${until}`, untilDate ? date(untilDate) : '') : []),
      ...fact('reference', reference),
    ],
    lines: linesOf(detail, speech),
    ...(taxes.length > 0 && {
      taxes: {
        columns: { name: say('taxes.name'), base: say('taxes.base'), amount: say('taxes.amount') },
        rows: taxes.map((one) => ({
          name: say('tax', { name: one.name, percent: percent(one.percent) }),
          base: money(one.taxable),
          amount: money(one.tax),
        })),
      },
    }),
    totals: totalsOf(detail, status === 'void', speech),
    notes: [...(notes ? [{ heading: say('notes'), text: notes }] : []), ...(terms ? [{ heading: say('terms'), text: terms }] : [])],
    foot: [
      [seller.name, seller.address.join(', ')].filter(Boolean).join('\n'),
      partyLines({ ...seller, address: [] }, speech).join('\n'),
    ].filter(Boolean),
    pageOf: say('pageOf'),
  };
}

/** What a PDF is called where it is saved: `Invoice INV-00042.pdf`. Pure. */
export const pdfNameOf = ({ type, number }: Pick<DocumentFace, 'type' | 'number'>, language: Language): string =>
  `${[WORDS[language][type], number || WORDS[language].draft].join(' ')}.pdf`;
