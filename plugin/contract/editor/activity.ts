import { z } from 'zod';
import { permission } from '../../permissions';
import { ACTIVITY_KINDS } from '../../activity-kinds';
import { SEARCH_MAX } from '../../vocabulary';
import { endpoint, resource } from '../endpoint';
import { documentId, instant, pageNumber } from '../schemas';

export const activityRow = z.strictObject({
  id: documentId,
  at: instant,
  kind: z.enum(ACTIVITY_KINDS),
  /** Address that it was done with or to, as it was then. */
  email: z.string(),
  /** The contact, where it is known and still exists. */
  contact: z.strictObject({ id: documentId, name: z.string() }).nullable(),
  /** The editor who did it, if one did. */
  editor: z.string(),
  /** Way in, factor or connection, and why something failed. */
  detail: z.string(),
  device: z.string(),
  ipAddress: z.string(),
});
export type ActivityRow = z.output<typeof activityRow>;

/** Most rows of one page. */
export const ACTIVITY_PAGE = 50;

const filter = {
  /** Part of an email address. */
  search: z.string().trim().max(SEARCH_MAX).optional(),
  kind: z.enum(ACTIVITY_KINDS).optional(),
  contact: documentId.optional(),
  /** Not before, not after (ISO 8601). */
  from: instant.optional(),
  to: instant.optional(),
};

export const activityContract = resource('activity', {
  find: endpoint('GET /activity', {
    access: { kind: 'editor', permission: permission('activity.read') },
    summary: 'What happened to accounts, newest first: searched by address, kind, contact and time.',
    query: z.strictObject({ page: pageNumber.optional(), ...filter }),
    response: z.strictObject({ rows: z.array(activityRow), page: z.int(), more: z.boolean() }),
  }),
  export: endpoint('GET /activity/export', {
    access: { kind: 'editor', permission: permission('activity.read') },
    summary: 'All that is found, newest first, as CSV that is safe to open in a spreadsheet. Made while it is sent.',
    query: z.strictObject(filter),
    answers: { kind: 'file' },
  }),
});
