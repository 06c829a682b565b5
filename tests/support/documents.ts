import type { Core } from '@strapi/strapi';
import { Readable } from 'node:stream';
import { allocationRows, documentsOf } from '../../server/src/documents';
import { publicLinksOf } from '../../server/src/links';
import type { DocumentType, LinkedType } from '../../plugin/documents/types';
import { linesOf } from './lines';
import { madeElsewhere } from './made-elsewhere';

export { linesOf, VAT } from './lines';
export { madeElsewhere } from './made-elsewhere';

const UID = 'plugin::customer-portal';

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

/** The id of a document that is issued. */
export async function createIssued(strapi: Core.Strapi, type: DocumentType, customer: { id: number }): Promise<string> {
  const { documentId } = await createDraft(strapi, type, customer);
  await documentsOf(strapi).issue(type, documentId);
  return documentId;
}

/** An issued document of a customer's, and the token of a public link that opens it. */
export async function createLinked(strapi: Core.Strapi, type: LinkedType, customer: { id: number }, data: Record<string, unknown> = {}) {
  const { documentId } = await createDraft(strapi, type, customer, data);
  const { number } = await documentsOf(strapi).issue(type, documentId);
  const { link, url } = await publicLinksOf(strapi).make(type, documentId, 'editor@example.org');
  return { documentId, number, link: link.documentId, token: url.slice(-43) };
}

/** The id of a file that an editor attached to a document. */
export async function attachTo(strapi: Core.Strapi, type: DocumentType, documentId: string): Promise<string> {
  const source = Readable.from([madeElsewhere()]);
  const row = await documentsOf(strapi).files.attach(type, { documentId }, 'plan.pdf', source, { editor: 'editor@example.org' });
  return row.documentId;
}

/** A credit note of 119.00, of which 19.00 are on an invoice of the same customer's. */
export async function createApplied(strapi: Core.Strapi, customer: { id: number }) {
  const [note, invoice] = [await createIssued(strapi, 'credit-note', customer), await createIssued(strapi, 'invoice', customer)];
  const put = { creditNote: note, target: { type: 'invoice' as const, document: invoice }, amount: 1900 };
  await documentsOf(strapi).settling.apply([put], { actor: { editor: 'editor@example.org' } });
  const row = await allocationRows(strapi).findOne({ where: { sourceDocument: note } });
  return { note, invoice, allocation: row?.documentId ?? '' };
}
