/** Lines of documents, for tests of the API and of browsers. */
import type { DocumentLines, Line, TaxRate } from '../../plugin/rules/documents/lines';

export const VAT: TaxRate = { id: 'vat', name: 'VAT', category: 'S', percent: '19', parts: [] };

let serial = 0;

/** A line of one at 100.00, unless said otherwise. */
export const line = (more: Partial<Line> = {}): Line => ({
  id: `line-${(serial += 1)}`,
  item: 'Consulting',
  description: '',
  quantity: '1',
  unit: 'h',
  rate: '100',
  discount: null,
  tax: VAT,
  ...more,
});

export const linesOf = (...lines: Partial<Line>[]): DocumentLines => ({ version: 1, lines: lines.map(line), discounts: [], charges: [] });
