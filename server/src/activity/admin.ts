import { ACTIVITY_PAGE, type activityContract } from '../../../plugin/contract/editor/activity';
import type { InputOf } from '../../../plugin/contract/endpoint';
import { BYTE_ORDER_MARK, csvLine } from '../../../plugin/rules/csv';
import type { Handlers } from '../kernel/binder';
import { now } from '../platform/clock';
import { toDate, type Strapi } from '../platform/strapi';
import { deviceOf } from './device';
import { activityOf, type ActivityFilter, type ActivityRecord } from './service';

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

/** What an export has of each row, by the head of its column. */
const COLUMNS = ['at', 'kind', 'email', 'contact', 'editor', 'detail', 'device', 'ipAddress'] as const;

const filterOf = ({ search, kind, contact, from, to }: InputOf<(typeof activityContract)['export']>['query']): ActivityFilter => ({
  ...(search && { search }),
  ...(kind && { kind }),
  ...(contact && { contactDocumentId: contact }),
  ...(from && { from: new Date(from) }),
  ...(to && { to: new Date(to) }),
});

export const activityHandlers = (strapi: Strapi): Handlers<typeof activityContract> => ({
  async find({ query: { page = 1, ...query } }) {
    const { rows, more } = await activityOf(strapi).find(filterOf(query), page, ACTIVITY_PAGE);
    return { rows: rows.map(shape), page, more };
  },
  export({ query }) {
    async function* lines(): AsyncGenerator<Buffer> {
      yield Buffer.from(BYTE_ORDER_MARK + csvLine(COLUMNS));
      for await (const rows of activityOf(strapi).all(filterOf(query))) {
        const shown = rows
          .map(shape)
          .map((row) => csvLine(COLUMNS.map((name) => (name === 'contact' ? (row.contact?.name ?? '') : row[name]))));
        yield Buffer.from(shown.join(''));
      }
    }
    return Promise.resolve({
      open: lines,
      name: `activity-${now(strapi).toISOString().slice(0, 10)}.csv`,
      mime: 'text/csv; charset=utf-8',
    });
  },
});
