/**
 * What the PDF template of a commercial document is given: an invoice, a quote, a retainer invoice, a sales order, a
 * credit note. Everything is text as it is to be read, in the language of the document: amounts, quantities, dates and
 * labels are formatted by whoever fills this in, and a template adds nothing up. Text is never markup: `#panic("x")`
 * and `$x^2$` print as they are. Line ends in texts are kept where "lines of text" is said.
 */
export interface PdfDocument {
  paper: 'a4' | 'letter';
  /** BCP 47, with a region where it matters: "en", "de", "pt-BR". It is told to screen readers, and breaks lines. */
  language: string;
  direction: 'ltr' | 'rtl';
  /** "#" and six hexadecimal digits. For rules and surfaces, never for text: any colour can be read. */
  accent: string;
  /** Family of a configured font that comes before those that ship. */
  font?: string;
  /** `file` is the name of one of the files that are given along (PNG, JPEG, SVG, WebP); `alt` is what it says. */
  logo?: { file: string; alt: string };

  /** What it is: "Invoice". */
  title: string;
  /** "INV-00042"; left out for a draft. */
  number?: string;
  /** Beside the title, where its reader must not miss it: "Draft", "Void". */
  status?: string;
  sender: PdfParty;
  recipient: PdfParty;
  /** "Deliver to", for instance. */
  otherParty?: PdfParty;
  /** Date, due date, your order number, customer number, the invoice that is credited … in this order. */
  facts: PdfFact[];
  /** Lines of text before the lines of the document. */
  introduction?: string;

  lines: {
    /** In this order. `item` takes what room the others leave. */
    columns: { key: PdfColumn; label: string }[];
    rows: PdfLine[];
  };
  /** Tax by rate. */
  taxes?: { columns: { name: string; base: string; amount: string }; rows: { name: string; base: string; amount: string }[] };
  /** Subtotal, discounts, taxes, total, paid, balance … in this order; what is due stands out. */
  totals: (PdfFact & { strong?: boolean })[];
  /** How it is paid: bank, account, reference. */
  payment?: { heading: string; facts: PdfFact[] };
  /** Notes, terms: lines of text under a heading. */
  notes: { heading: string; text: string }[];

  /** Up to three columns at the foot of each page: company, register entry, bank. Lines of text. */
  foot: string[];
  /** "Page {page} of {pages}". */
  pageOf: string;
}

export interface PdfFact {
  label: string;
  value: string;
}

export interface PdfParty {
  /** "From", "Bill to". */
  heading?: string;
  name: string;
  /** Address, tax ids, telephone …, a line each. */
  lines: string[];
}

export type PdfColumn = 'position' | 'item' | 'quantity' | 'unit' | 'rate' | 'discount' | 'tax' | 'amount';

/** A line by column; `description` is printed below `item`, as lines of text. A column that is left out stays empty. */
export type PdfLine = Partial<Record<PdfColumn, string>> & { item: string; description?: string };
