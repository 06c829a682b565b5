import type { DocumentType } from '../../../plugin/documents/types';
import { dateIn, plusDays } from '../../../plugin/rules/calendar';
import { organisation } from '../../../scripts/seed/accounts.mjs';
import { linesOf } from '../../support/lines';
import type { CustomerApi } from './customer-api';
import type { EditorApi } from './editor-api';

export { linesOf } from '../../support/lines';

/** The customer that a signed-in contact acts for. */
export const customerOf = async (browser: CustomerApi): Promise<string> =>
  (await browser.send<{ customer: { id: string } }>('GET', '/session')).customer.id;

/** A calendar date, so many days from today, as the organisation's calendar has it. */
export const inDays = (days: number): string => plusDays(dateIn(organisation.timeZone, new Date()), days);

const collection = (type: DocumentType): string => `/content-manager/collection-types/plugin::customer-portal.${type}`;

/** Writes a document for a customer in the Content Manager; its id. */
export async function drafted(api: EditorApi, type: DocumentType, customer: string, data: Record<string, unknown> = {}): Promise<string> {
  const made = await api.send<{ data: { documentId: string } }>('POST', collection(type), {
    lines: linesOf({}),
    ...data,
    customer: { connect: [{ documentId: customer }], disconnect: [] },
  });
  return made.data.documentId;
}

/** The same, and issues it. */
export async function issued(
  api: EditorApi,
  type: DocumentType,
  customer: string,
  data: Record<string, unknown> = {},
): Promise<{ id: string; number: string }> {
  const id = await drafted(api, type, customer, data);
  const { data: given } = await api.send<{ data: { number: string } }>('POST', `/customer-portal/documents/${type}/${id}/issue`);
  return { id, number: given.number };
}

/** Documents of a story go with it: they are voided, which is what editors can do. */
export const voided = (api: EditorApi, type: DocumentType, id: string): Promise<unknown> =>
  api.send('POST', `/customer-portal/documents/${type}/${id}/void`);
