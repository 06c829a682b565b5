/** GST of a document's lines, when its supply becomes another: the same rates, of other parts. Pure. */
import type { Adjustment, DocumentLines, TaxPart, TaxRate } from '../documents/lines';
import { minorUnitsOf } from '../money/decimal';
import { gstParts, type Supply } from './gstin';

const TAXES = ['IGST', 'CGST', 'SGST', 'UTGST'];

/** Digits behind the point of a rate under GST: 0.125 is the half of 0.25. */
const PLACES = 4;

const isGst = ({ parts }: TaxRate): boolean => parts.length > 0 && parts.every(({ name }) => TAXES.includes(name.trim().toUpperCase()));

const asText = (parts: readonly TaxPart[]): string =>
  parts
    .map(({ name, percent }) => `${name.trim().toUpperCase()} ${minorUnitsOf(percent, PLACES)}`)
    .sort()
    .join();

/** What GST makes of a percentage; null for one that is finer than its rates are. */
function partsOf(percent: string, supply: Supply): TaxPart[] | null {
  try {
    return gstParts(percent, supply);
  } catch {
    return null;
  }
}

/**
 * A rate as a supply is taxed by it. Its parts decide: one whose parts are all of GST is a rate of GST, any other stays
 * as it is. Of the rates of the settings the first with the same percentage and just these parts takes its place; where
 * there is none it keeps its name, unless that names one of the taxes.
 */
export function rateForSupply(rate: TaxRate, supply: Supply, offered: readonly TaxRate[]): TaxRate {
  const parts = isGst(rate) ? partsOf(rate.percent, supply) : null;
  if (!parts || asText(parts) === asText(rate.parts)) return rate;
  const fits = (other: TaxRate): boolean => other.category === rate.category && asText(other.parts) === asText(parts);
  const named = TAXES.some((tax) => rate.name.toUpperCase().includes(tax));
  return offered.find(fits) ?? { ...rate, name: named ? 'GST' : rate.name, parts };
}

/** A document's lines as a supply is taxed, and which rates became which; none where nothing changes. */
export function linesForSupply(
  lines: DocumentLines,
  supply: Supply,
  offered: readonly TaxRate[],
): { lines: DocumentLines; changes: { from: TaxRate; to: TaxRate }[] } {
  const changes = new Map<string, { from: TaxRate; to: TaxRate }>();
  const next = (rate: TaxRate): TaxRate => {
    const to = rateForSupply(rate, supply, offered);
    if (to !== rate) changes.set(asText(rate.parts), { from: rate, to });
    return to;
  };
  const adjusted = (list: Adjustment[]): Adjustment[] =>
    list.map((one) => ({ ...one, tax: one.tax === 'as-lines' || one.tax === null ? one.tax : next(one.tax) }));
  return {
    lines: {
      ...lines,
      lines: lines.lines.map((line) => ({ ...line, tax: line.tax && next(line.tax) })),
      discounts: adjusted(lines.discounts),
      charges: adjusted(lines.charges),
    },
    changes: [...changes.values()],
  };
}
