/**
 * Whether a document's lines can be kept: written by hand, since the editor's grid checks with it as one types and
 * browsers carry no zod. Pure.
 */
import type { FieldErrorCode } from '../../contract/errors';
import { CONTROL_CHARACTERS, NOT_ONE_LINE } from '../control-characters';
import { AmountTooLarge, compare, decimal, fraction, parseDecimal, plus, type Fraction } from '../money/decimal';
import { LINE_LIMITS, TAX_CATEGORIES, type Adjustment, type DocumentLines, type Line, type PricingTerms, type TaxRate } from './lines';
import { totalsOf, type Totals } from './totals';

/** What is wrong, and where in the attribute: `['lines', 3, 'quantity']`. */
export interface LineProblem {
  path: (string | number)[];
  code: FieldErrorCode<'value' | 'schema'>;
}

type Check = (value: unknown) => LineProblem[];

const ID = /^[\w-]+$/u;
const ZERO = fraction(0);
const { places, ...limits } = LINE_LIMITS;

const wrong = (code: LineProblem['code']): LineProblem[] => [{ path: [], code }];
const at = (key: string | number, problems: LineProblem[]): LineProblem[] =>
  problems.map(({ path, code }) => ({ path: [key, ...path], code }));
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A record of exactly these members; `rule` is asked when each is right by itself. */
function record<T>(members: { [K in keyof T]-?: Check }, rule?: (value: T) => LineProblem[]): Check {
  const checks = new Map<string, Check>(Object.entries(members));
  return (value) => {
    if (!isRecord(value)) return wrong('wrong-type');
    const problems = [
      ...[...checks].flatMap(([key, check]) => at(key, Object.hasOwn(value, key) ? check(value[key]) : wrong('required'))),
      ...Object.keys(value).flatMap((key) => (checks.has(key) ? [] : at(key, wrong('unknown-key')))),
    ];
    return problems.length > 0 || !rule ? problems : rule(value as T);
  };
}

const list =
  (max: number, item: Check): Check =>
  (value) => {
    if (!Array.isArray(value)) return wrong('wrong-type');
    const members: unknown[] = value;
    // Array.from: a hole is a member that is wrong.
    return members.length > max ? wrong('too-many') : Array.from(members).flatMap((member, index) => at(index, item(member)));
  };

const orNull =
  (check: Check): Check =>
  (value) =>
    value === null ? [] : check(value);

const text =
  (max: number, { lines = false, required = false } = {}): Check =>
  (value) => {
    if (typeof value !== 'string') return wrong('wrong-type');
    if (value.length > max) return wrong('too-long');
    if ((lines ? CONTROL_CHARACTERS : NOT_ONE_LINE).test(value)) return wrong('not-text');
    return required && value.trim() === '' ? wrong('required') : [];
  };

const id: Check = (value) => {
  const problems = text(limits.id, { required: true })(value);
  return problems.length > 0 || ID.test(value as string) ? problems : wrong('wrong-format');
};

function digits(behind: number, max: string, min: string): Check {
  const [most, least] = [decimal(max), decimal(min)];
  return (value) => {
    if (typeof value !== 'string') return wrong('wrong-type');
    const number = parseDecimal(value);
    if (number === null) return wrong('wrong-format');
    if ((value.split('.')[1] ?? '').length > behind) return wrong('too-precise');
    return compare(number, most) > 0 ? wrong('too-large') : compare(number, least) < 0 ? wrong('too-small') : [];
  };
}

const amount: Check = (value) => {
  if (typeof value !== 'number') return wrong('wrong-type');
  if (!Number.isInteger(value)) return wrong('not-whole');
  return value < 0 ? wrong('too-small') : Number.isSafeInteger(value) ? [] : wrong('too-large');
};

const ofPercent = record<{ percent: string }>({ percent: digits(places.percent, limits.sharePercent, '0') });
const ofAmount = record<{ amount: number }>({ amount });
const share: Check = (value) => (isRecord(value) && Object.hasOwn(value, 'amount') ? ofAmount : ofPercent)(value);

const taxPercent = digits(places.percent, limits.taxPercent, '0');
const category: Check = (value) => (TAX_CATEGORIES.some((known) => known === value) ? [] : wrong('not-an-option'));

const sum = (percents: readonly string[]): Fraction => percents.map(decimal).reduce(plus, ZERO);

/** Standard rates are above zero (BR-S-05), those of Canaries and Ceuta may be zero (BR-AF-05, BR-AG-05), all others are (BR-Z-05, BR-E-05 …). */
function taxRateRule({ category: kind, percent, parts }: TaxRate): LineProblem[] {
  const sign = compare(decimal(percent), ZERO);
  if (kind === 'S' && sign === 0) return at('percent', wrong('too-small'));
  if (!['S', 'L', 'M'].includes(kind) && sign !== 0) return at('percent', wrong('too-large'));
  const whole = parts.length === 0 || compare(sum(parts.map((part) => part.percent)), decimal(percent)) === 0;
  return whole ? [] : at('parts', wrong('invalid'));
}

const taxRate = record<TaxRate>(
  {
    id,
    name: text(limits.name, { required: true }),
    category,
    percent: taxPercent,
    parts: list(limits.taxParts, record({ name: text(limits.name, { required: true }), percent: taxPercent })),
  },
  taxRateRule,
);

const line = record<Line>(
  {
    id,
    item: text(limits.name),
    description: text(limits.description, { lines: true }),
    quantity: digits(places.quantity, limits.quantity, `-${limits.quantity}`),
    unit: text(limits.unit),
    rate: digits(places.rate, limits.rate, `-${limits.rate}`),
    discount: orNull(share),
    tax: orNull(taxRate),
  },
  ({ item, description }) => (item.trim() === '' && description.trim() === '' ? at('item', wrong('required')) : []),
);

const adjustments = list(
  limits.adjustments,
  record<Adjustment>({
    id,
    name: text(limits.name, { required: true }),
    value: share,
    tax: (value) => (value === 'as-lines' ? [] : orNull(taxRate)(value)),
  }),
);

/** What is found by its id among its own kind. */
const repeated = (members: readonly { id: string }[]): LineProblem[] => {
  const seen = new Set<string>();
  return members.flatMap((member, index) =>
    seen.size === seen.add(member.id).size ? [{ path: [index, 'id'], code: 'twice' as const }] : [],
  );
};

const documentLines = record<DocumentLines>(
  {
    version: (value) => (value === 1 ? [] : wrong('not-an-option')),
    lines: list(limits.lines, line),
    discounts: adjustments,
    charges: adjustments,
  },
  (document) => (['lines', 'discounts', 'charges'] as const).flatMap((key) => at(key, repeated(document[key]))),
);

const taxRates = list(limits.taxRates, taxRate);

/** What is wrong with the rates that editors keep: `[2, 'percent']`. */
export function checkTaxRates(value: unknown): LineProblem[] {
  const problems = taxRates(value);
  return problems.length > 0 ? problems : repeated(value as TaxRate[]);
}

/** A discount takes no more off a line than there is on it. */
const discountProblems = ({ lines }: DocumentLines, totals: Totals): LineProblem[] =>
  lines.flatMap(({ discount }, index) =>
    discount !== null && 'amount' in discount && discount.amount > Math.abs(totals.lines[index]?.amount ?? 0)
      ? [{ path: ['lines', index, 'discount', 'amount'], code: 'too-large' as const }]
      : [],
  );

/** What the lines come to; null where a figure is not one that JSON holds. */
function figuresOf(document: DocumentLines, terms: PricingTerms): Totals | null {
  try {
    return totalsOf(document, terms);
  } catch (error) {
    if (error instanceof AmountTooLarge) return null;
    throw error;
  }
}

/**
 * The lines and what they come to, if that is what it is, or what is wrong with them.
 * @param terms of a known currency
 */
export function checkLines(value: unknown, terms: PricingTerms): { lines: DocumentLines; totals: Totals } | { problems: LineProblem[] } {
  const shape = documentLines(value);
  if (shape.length > 0) return { problems: shape };
  const lines = value as DocumentLines;
  const totals = figuresOf(lines, terms);
  const problems = totals === null ? wrong('too-large') : discountProblems(lines, totals);
  return totals === null || problems.length > 0 ? { problems } : { lines, totals };
}
