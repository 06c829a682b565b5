import { ACTIVITY_PAGE, type activityContract } from '../../../plugin/contract/editor/activity';
import type { Handlers } from '../kernel/binder';
import { toDate, type Strapi } from '../platform/strapi';
import { deviceOf } from './device';
import { activityOf, type ActivityRecord } from './service';

const shape = (row: ActivityRecord) => ({
  id: row.documentId,
  at: toDate(row.at).toISOString(),
  kind: row.kind,
  email: row.email ?? '',
  contact: row.contact
    ? { id: row.contact.documentId, name: [row.contact.firstName, row.contact.lastName].filter(Boolean).join(' ') }
    : null,
  editor: row.editor ?? '',
  detail: row.detail ?? '',
  device: deviceOf(row.userAgent),
  ipAddress: row.ipAddress ?? '',
});

export const activityHandlers = (strapi: Strapi): Handlers<typeof activityContract> => ({
  async find({ query: { page = 1, search, kind, contact, from, to } }) {
    const filter = {
      search: search || undefined,
      kind,
      contactDocumentId: contact,
      from: from ? new Date(from) : undefined,
      to: to ? new Date(to) : undefined,
    };
    const { rows, more } = await activityOf(strapi).find(filter, page, ACTIVITY_PAGE);
    return { rows: rows.map(shape), page, more };
  },
});
