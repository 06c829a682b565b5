/** Names of columns in banks' exports, English and German, without all but letters and digits; the first that is there is taken. */
const NAMES = {
  date: [
    'buchungstag',
    'buchungsdatum',
    'buchung',
    'bookingdate',
    'bookeddate',
    'datebooked',
    'postingdate',
    'transactiondate',
    'completeddate',
    'datum',
    'date',
    'valutadatum',
    'wertstellung',
    'wertstellungsdatum',
    'valuta',
    'valuedate',
  ],
  amount: ['betrag', 'umsatz', 'amount', 'transactionamount', 'betraginwährung', 'value'],
  credit: ['haben', 'gutschrift', 'credit', 'creditamount', 'paidin', 'moneyin', 'deposit', 'depositamt'],
  debit: ['soll', 'lastschrift', 'belastung', 'debit', 'debitamount', 'paidout', 'moneyout', 'withdrawal', 'withdrawalamt'],
  direction: ['sollhaben', 'sh', 'sollhabenkennzeichen', 'creditdebit', 'debitcredit', 'crdr', 'drcr', 'cdtdbtind'],
  currency: ['währung', 'waehrung', 'currency', 'ccy', 'currencycode'],
  from: [
    'namezahlungsbeteiligter',
    'beguenstigterzahlungspflichtiger',
    'begünstigterzahlungspflichtiger',
    'auftraggeberempfänger',
    'auftraggeberbegünstigter',
    'zahlungspflichtiger',
    'zahlungspflichtige',
    'auftraggeber',
    'payer',
    'payername',
    'debtor',
    'counterparty',
    'counterpartyname',
    'name',
    'sender',
    'from',
  ],
  bankReference: ['bankreferenz', 'bankreference', 'transactionid', 'transaktionsid', 'acctsvcrref'],
  status: ['status', 'info', 'state'],
} as const;

/** Where what a transfer says may stand: all of them are read. */
const TEXTS = [
  'verwendungszweck',
  'vorgangverwendungszweck',
  'verwendungszweckzeile1',
  'buchungstext',
  'zahlungsreferenz',
  'kundenreferenzendtoend',
  'kundenreferenz',
  'endtoendreferenz',
  'endtoendid',
  'referenz',
  'reference',
  'paymentreference',
  'remittanceinformation',
  'description',
  'narration',
  'details',
  'purpose',
  'memo',
  'text',
];

type Column = keyof typeof NAMES;

export interface Columns extends Partial<Record<Column, number>> {
  texts: number[];
  /** Of all lines, where a heading says it: `Betrag (EUR)`, `Amount €`. */
  only?: string;
}

const SIGNS: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP', '₹': 'INR' };
const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** A heading, and the currency that it names: in brackets, or at its end. */
function heading(written: string): { name: string; only?: string } {
  const parts = /^(.*?)\s*(?:[([]\s*([A-Z]{3}|[€£₹])\s*[)\]]|\s(EUR|USD|GBP|INR|CHF|JPY)|([€£₹]))\s*$/u.exec(written.trim());
  const code = parts?.[2] ?? parts?.[3] ?? parts?.[4];
  return code === undefined ? { name: plain(written) } : { name: plain(parts?.[1] ?? ''), only: SIGNS[code] ?? code };
}

/** The columns of a row of headings; null for a row that is none. */
export function columnsIn(row: readonly string[]): Columns | null {
  const headings = row.map(heading);
  const columns: Columns = { texts: [] };
  for (const column of Object.keys(NAMES) as Column[]) {
    const place = NAMES[column].map((name) => headings.findIndex((one) => one.name === name)).find((index) => index >= 0);
    if (place !== undefined) columns[column] = place;
  }
  columns.texts = headings.flatMap(({ name }, index) => (TEXTS.includes(name) ? [index] : []));
  const amount = columns.amount ?? columns.credit;
  if (columns.date === undefined || amount === undefined) return null;
  const only = headings[amount]?.only;
  return { ...columns, ...(only !== undefined && { only }) };
}
