import { isDeepStrictEqual } from 'node:util';
import { errors } from '@strapi/utils';
import { DOCUMENT_FACTS, type DocumentType } from '../../../plugin/documents/types';
import { hold } from '../platform/hold';
import { inTransaction, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { settingsOf } from '../settings';
import { COMPUTED, DOCUMENT_UIDS, OWN_ATTRIBUTES, SHIPMENT } from './content-types';
import { releaseSource } from './copy';
import { figuresOf } from './figures';
import { relatedId } from './relations';
import { documentRows, typeOf, type DocumentRow } from './rows';

type Data = Record<string, unknown>;

const RELATIONS = { customer: UID.customer, contact: UID.contact } as const;

function refuse(name: string, message: string): never {
  throw new errors.ValidationError(message, { errors: [{ path: [name], message, name: 'ValidationError' }] });
}

const without = (data: Data, names: readonly string[]): Data =>
  Object.fromEntries(Object.entries(data).filter(([name]) => !names.includes(name)));

/** What is typed of a document: without what follows from the rest, and with relations as their columns take them. */
async function typed(strapi: Strapi, data: Data): Promise<Data> {
  const related: Data = {};
  for (const [name, uid] of Object.entries(RELATIONS)) {
    const id = await relatedId(strapi, uid, name, data[name]);
    if (id !== undefined) related[name] = id;
  }
  return { ...without(data, [...COMPUTED, ...Object.keys(RELATIONS)]), ...related };
}

/** A value as it is compared: what a form sends back for nothing differs from what a row has for it. */
const comparable = (value: unknown): unknown => {
  if (value === undefined || value === '') return null;
  if (typeof value === 'object' && value !== null && 'id' in value) return value.id;
  return value;
};

/** What the plugin declares and nobody changes once a document is issued. */
const FIXED = OWN_ATTRIBUTES.filter((name) => !SHIPMENT.some((other) => other === name));

/** Of a document that was issued only what a project added, and its shipment, may change: what that is. A form sends all of it back. */
function addedIn(row: DocumentRow | null, data: Data): Data {
  for (const name of FIXED) {
    if (name in data && !isDeepStrictEqual(comparable(data[name]), comparable(row?.[name])))
      refuse(name, 'This document is issued, and issued documents do not change. Void it, or write a credit note.');
  }
  return without(data, FIXED);
}

/**
 * Rules of documents that hold whoever writes them through the Document Service: figures follow from the lines, what
 * is issued does not change, and only a draft can be deleted. A copy is a draft of its own.
 */
export function guardDocuments(strapi: Strapi): void {
  /** How figures are made unless the document says otherwise. */
  async function usual() {
    const { defaultCurrency, taxRounding } = await settingsOf(strapi).preferences();
    return { currency: defaultCurrency, taxRounding };
  }

  /**
   * Runs a write while nobody else issues or changes the document. Whether it is issued is asked with the lock: whoever
   * began a transaction before reads what was there then, on MySQL.
   */
  const holding = <T>(
    type: DocumentType,
    documentId: string,
    write: (row: DocumentRow | null, issued: boolean) => Promise<T>,
  ): Promise<T> =>
    inTransaction(strapi, async () => {
      const which = { document_id: documentId };
      const there = await hold(strapi, DOCUMENT_UIDS[type], which);
      const drafts = await hold(strapi, DOCUMENT_UIDS[type], { ...which, state: 'draft' });
      const row = await documentRows(strapi, type).findOne({ where: { documentId }, populate: { customer: true, contact: true } });
      return write(row, there > drafts);
    });

  strapi.documents.use(async (context, next) => {
    const type = typeOf(context.uid);
    if (!type) return next();
    const params = context.params as { documentId?: string; data?: Data };
    const { documentId = '' } = params;
    switch (context.action) {
      case 'create': {
        const data = await typed(strapi, params.data ?? {});
        params.data = { ...data, ...figuresOf(type, data, await usual()), state: 'draft' };
        return next();
      }
      case 'clone': {
        const data = await typed(strapi, params.data ?? {});
        const row = await documentRows(strapi, type).findOne({ where: { documentId } });
        const anew = {
          state: 'draft',
          number: null,
          externalId: null,
          issueDate: null,
          ...(DOCUMENT_FACTS[type].until && { untilDate: null }),
          ...(type === 'quote' && { answer: null }),
          ...(type === 'sales-order' && Object.fromEntries(SHIPMENT.map((name) => [name, null]))),
        };
        params.data = { ...anew, ...data, ...figuresOf(type, { ...row, ...data }, await usual()), externalId: null };
        return next();
      }
      case 'update':
        return holding(type, documentId, async (row, issued) => {
          const data = await typed(strapi, params.data ?? {});
          params.data = issued ? addedIn(row, data) : { ...data, ...figuresOf(type, { ...row, ...data }, await usual()) };
          return next();
        });
      case 'delete':
        return holding(type, documentId, async (row, issued) => {
          if (issued) throw new errors.ValidationError('This document is issued, and issued documents are not deleted. Void it.');
          const deleted = await next();
          if (row) await releaseSource(strapi, row);
          return deleted;
        });
      default:
        return next();
    }
  });
}
