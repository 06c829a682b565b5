import type { Core } from '@strapi/strapi';
import type { DocumentType } from '../../plugin/documents/types';
import type { DocumentLines, Line, TaxRate } from '../../plugin/rules/documents/lines';

const UID = 'plugin::customer-portal';

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

export interface TestDocument {
  id: number;
  documentId: string;
  number: string | null;
  state: string;
  net: string;
  tax: string;
  gross: string;
}

/** A draft as an editor saves it: of one line, unless said otherwise. */
export const createDraft = async (
  strapi: Core.Strapi,
  type: DocumentType,
  customer: { id: number } | null,
  data: Record<string, unknown> = {},
): Promise<TestDocument> =>
  (await strapi.documents(`${UID}.${type}` as never).create({
    data: { customer: customer?.id, lines: linesOf({}), ...data } as never,
  })) as unknown as TestDocument;
