/**
 * What stands on a document, as its one JSON attribute keeps it. A document's lines are its snapshot: names, prices and
 * tax rates as they were, not references to what may change. Numbers are digits of exact decimals
 * (`plugin/rules/money/decimal.ts`), amounts are minor units of the document's currency.
 */

/**
 * Categories of VAT (UNCL5305, EN 16931 BT-151): S standard or reduced, Z zero rated, E exempt, AE reverse charge,
 * K within the Community, G export, O outside the scope; L and M, the Canary Islands, Ceuta and Melilla.
 */
export const TAX_CATEGORIES = ['S', 'Z', 'E', 'AE', 'K', 'G', 'O', 'L', 'M'] as const;
export type TaxCategory = (typeof TAX_CATEGORIES)[number];

/** A tax within a tax: CGST 9 and SGST 9 of GST 18. */
export interface TaxPart {
  name: string;
  percent: string;
}

/** A tax rate as it was when the document was written. Percentages of parts add up to that of the rate; most rates have none. */
export interface TaxRate {
  id: string;
  name: string;
  category: TaxCategory;
  percent: string;
  parts: TaxPart[];
}

/** What comes off or on: a percentage, or an amount in minor units. Neither is below 0. */
export type Share = { percent: string } | { amount: number };

export interface Line {
  id: string;
  item: string;
  description: string;
  /** Below 0 for what is returned. */
  quantity: string;
  unit: string;
  /** Price of one, in the currency's major unit; with tax where the document's prices are. May be finer than the currency. */
  rate: string;
  /** Makes the line smaller, whichever its sign; an amount is for the whole line. */
  discount: Share | null;
  tax: TaxRate | null;
}

/** A discount or charge on the whole document (EN 16931 BG-20, BG-21). A percentage is of the sum of the lines. */
export interface Adjustment {
  id: string;
  name: string;
  value: Share;
  /** Its own rate, none, or those of the lines: in proportion to what the lines of each rate come to. */
  tax: TaxRate | 'as-lines' | null;
}

/** The attribute. What comes later in another shape gets another number. */
export interface DocumentLines {
  version: 1;
  lines: Line[];
  discounts: Adjustment[];
  charges: Adjustment[];
}

/** What of a document's other fields its figures depend on; frozen with it at issue. */
export interface PricingTerms {
  /** ISO 4217. */
  currency: string;
  pricesIncludeTax: boolean;
  /** Tax once on the sum of each rate (EN 16931), or for each line and then added up. */
  taxRounding: 'document' | 'line';
}

export const LINE_LIMITS = {
  lines: 500,
  adjustments: 20,
  /** What editors keep in the settings. */
  taxRates: 50,
  taxParts: 5,
  id: 64,
  name: 200,
  description: 4000,
  unit: 30,
  /** Digits behind the point. */
  places: { quantity: 6, rate: 6, percent: 4 },
  quantity: '1000000000',
  rate: '1000000000000',
  /** A tax may be more than the price (a cess on tobacco). */
  taxPercent: '1000',
  sharePercent: '100',
} as const;
