import type { syncContract } from '../../../plugin/contract/customer/sync';
import type { Handlers } from '../kernel/binder';
import { documentRows, documentsOf } from '../documents';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { syncContacts } from './contacts';
import { syncCustomers } from './customers';
import { syncDocuments } from './documents';
import { syncPayments } from './payments';
import { syncProjects } from './projects';
import { syncTimeEntries } from './time-entries';

export const syncHandlers = (strapi: Strapi): Handlers<typeof syncContract> => ({
  customers: ({ body }) => syncCustomers(strapi, body.rows),
  contacts: ({ body }) => syncContacts(strapi, body.rows),
  projects: ({ body }) => syncProjects(strapi, body.rows),
  'time-entries': ({ body }) => syncTimeEntries(strapi, body.rows),
  payments: ({ body }) => syncPayments(strapi, body.rows),
  documents: ({ params, body }) => syncDocuments(strapi, params.type, body.rows, { trustTotals: body.trustTotals === true }),
  async pdf({ params: { type, externalId }, delivery }) {
    const row = await documentRows(strapi, type).findOne({ where: { externalId }, populate: { customer: { select: ['id'] } } });
    if (!row) throw new PortalError('not-found');
    const result = await documentsOf(strapi).files.takePdf(type, row, delivery.raw);
    return { externalId, id: row.documentId, result };
  },
});
