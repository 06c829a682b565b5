import type { SharedFile } from '../../../plugin/contract/customer/shared-files';
import type { CustomerFile } from '../../../plugin/contract/editor/customer-files';
import { fieldError } from '../platform/errors';
import { toDate, type Row } from '../platform/strapi';

export interface SharedFileRow extends Row {
  byTeam: boolean;
  by: string | null;
  name: string;
  mime: string;
  size: number;
  key: string;
  sharedAt: string | Date;
  note: string | null;
  answer: string | null;
  answeredAt: string | Date | null;
  answeredBy: string | null;
  contact?: { id: number } | null;
}

const iso = (at: string | Date): string => toDate(at).toISOString();

const sharedOf = (row: SharedFileRow) => ({
  id: row.documentId,
  name: row.name,
  mime: row.mime,
  size: row.size,
  note: row.note ?? '',
  sharedAt: iso(row.sharedAt),
  byTeam: row.byTeam,
});

/** As a contact of the customer sees it. Which editor it was is the team's own matter. */
export const sharedFileOf = (row: SharedFileRow, organisation: string, mayChange: boolean): SharedFile => ({
  ...sharedOf(row),
  by: row.byTeam ? organisation : (row.by ?? ''),
  answer: row.answer === null || row.answeredAt === null ? null : { text: row.answer, at: iso(row.answeredAt) },
  mayChange,
});

/** As editors see it. */
export const customerFileOf = (row: SharedFileRow): CustomerFile => ({
  ...sharedOf(row),
  by: row.by ?? '',
  answer: row.answer === null || row.answeredAt === null ? null : { text: row.answer, at: iso(row.answeredAt), by: row.answeredBy ?? '' },
});

/** Pictures and PDFs are shared, and nothing else. */
export function requireShareable({ mime }: { mime: string }): void {
  if (!mime.startsWith('image/') && mime !== 'application/pdf')
    throw fieldError(['file'], 'wrong-file-kind', 'Only pictures and PDFs can be shared.');
}
