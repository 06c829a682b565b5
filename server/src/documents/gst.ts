import { errors } from '@strapi/utils';
import { DOCUMENT_TYPES, type DocumentType } from '../../../plugin/documents/types';
import type { TaxRate } from '../../../plugin/rules/documents/lines';
import { isUnderGst } from '../../../plugin/rules/documents/series';
import { linesForSupply } from '../../../plugin/rules/tax/gst-lines';
import { GST_STATES, normalGstin, stateOfGstin, type GstTreatment, type Supply } from '../../../plugin/rules/tax/gstin';
import { GST_FIELDS } from '../../../plugin/rules/tax/identity';
import { richTextOf } from '../../../plugin/rules/rich-text';
import { gstChanged } from '../customers';
import { platformOf } from '../platform';
import { retrying } from '../platform/deadlock';
import { documentsOf as documentService } from '../platform/documents';
import { hold } from '../platform/hold';
import type { JobKind } from '../platform/jobs';
import { inTransaction, table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { settingsOf } from '../settings';
import { DOCUMENT_UIDS } from './content-types';
import { documentRows } from './rows';
import { documentsOf } from './service';

const RECOMPUTE = 'recompute-gst';
/** Drafts that are read at a time. */
const PAGE = 100;

interface Taxed extends Row {
  gstTreatment: GstTreatment | null;
  placeOfSupply: string | null;
}

const customerOf = (strapi: Strapi, documentId: string): Promise<Taxed | null> =>
  table<Taxed>(strapi, UID.customer).findOne({ where: { documentId } });

/** Has a customer's drafts worked out anew where its GST changes, whoever changes it, with the commit of that change. */
export function watchGst(strapi: Strapi): void {
  strapi.documents.use(async (context, next) => {
    const params = context.params as { documentId?: string; data?: Record<string, unknown> };
    const { documentId } = params;
    if (context.uid !== UID.customer || context.action !== 'update' || documentId === undefined) return next();
    if (!GST_FIELDS.some((name) => name in (params.data ?? {}))) return next();
    return inTransaction(strapi, async () => {
      await hold(strapi, UID.customer, { document_id: documentId });
      const before = await customerOf(strapi, documentId);
      const saved = await next();
      const after = await customerOf(strapi, documentId);
      if (before && after && gstChanged({ ...before }, { ...after }))
        await platformOf(strapi).jobs.add(RECOMPUTE, { customer: documentId });
      return saved;
    });
  });
}

const partsText = ({ parts }: TaxRate): string => parts.map(({ name, percent }) => `${name} ${percent} %`).join(' + ');

/** Where its customer buys from, as the customer is; null for who has no such tax to split. */
const supplyOf = (customer: Taxed | null, sellerState: string): Supply | null =>
  customer?.gstTreatment && customer.placeOfSupply
    ? { sellerState, placeOfSupply: customer.placeOfSupply, treatment: customer.gstTreatment }
    : null;

/**
 * One draft, in one transaction, by its customer as it is then: whoever changes either meanwhile comes before or after,
 * and of two jobs of one customer the second says the same as the first.
 */
const recompute = (
  strapi: Strapi,
  type: DocumentType,
  documentId: string,
  customerId: string,
  { sellerState, rates }: { sellerState: string; rates: TaxRate[] },
): Promise<void> =>
  retrying(strapi, async () => {
    await hold(strapi, UID.customer, { document_id: customerId });
    await hold(strapi, DOCUMENT_UIDS[type], { document_id: documentId });
    const supply = supplyOf(await customerOf(strapi, customerId), sellerState);
    const customer = { documentId: customerId };
    const row = await documentRows(strapi, type).findOne({ where: { documentId, state: 'draft', customer } });
    if (!supply || !row?.lines) return;
    const { lines, changes } = linesForSupply(row.lines, supply, rates);
    if (changes.length === 0) return;
    await documentService(strapi, DOCUMENT_UIDS[type]).update({ documentId, data: { lines } });
    const place = `${supply.placeOfSupply} ${GST_STATES[supply.placeOfSupply] ?? ''}`.trim();
    const said = [...changes.map(({ from, to }) => `${partsText(from)} → ${partsText(to)}`), place].join('\n');
    await documentsOf(strapi).timeline.note(type, documentId, { kind: 'tax-changed', actor: { system: true }, text: richTextOf(said) });
  });

/** The drafts of a customer by its GST as it is when the job runs. Twice is the same as once. */
export const gstJob: JobKind = {
  kind: RECOMPUTE,
  queue: 'bulk',
  run: (strapi) => async (payload, _job, progress) => {
    const customer = await customerOf(strapi, (payload as { customer: string }).customer);
    const { values } = await settingsOf(strapi).get('documents');
    const sellerState = isUnderGst(values) ? stateOfGstin(normalGstin(values.sellerTaxNumber)) : null;
    // Who sells without GST, and who buys without it, has no such tax to split.
    if (!customer || sellerState === null || !supplyOf(customer, sellerState)) return;
    for (const type of DOCUMENT_TYPES) {
      for (let last = 0; ; ) {
        const where = { customer: customer.id, state: 'draft', id: { $gt: last } };
        const page = await documentRows(strapi, type).findMany({
          where,
          select: ['id', 'documentId'],
          orderBy: { id: 'asc' },
          limit: PAGE,
        });
        for (const { documentId } of page) {
          await progress.pause();
          await recompute(strapi, type, documentId, customer.documentId, { sellerState, rates: values.taxRates }).catch(
            (error: unknown) => {
              // What could not be saved by hand either keeps nobody else's drafts waiting.
              if (!(error instanceof errors.ValidationError)) throw error;
              strapi.log.warn(`customer-portal: the tax of draft ${documentId} was not worked out anew: ${error.message}`);
            },
          );
        }
        if (page.length < PAGE) break;
        last = page.at(-1)?.id ?? last;
      }
    }
  },
};
