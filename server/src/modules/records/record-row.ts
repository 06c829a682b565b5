import type { RecordState } from '../../../../plugin/vocabulary';
import type { Row } from '../../platform/strapi';
import type { Cells } from '../document';

/** A customer's record: see `recordType`. */
export interface RecordRow extends Row {
  contentType: string;
  customer?: (Row & { name: string }) | null;
  contact?: (Row & { firstName: string | null; lastName: string | null; email: string }) | null;
  submitter?: RecordRow['contact'];
  state: RecordState;
  document: string | null;
  live: boolean;
  language: string | null;
  working: Record<string, unknown> | null;
  /** The row's number when `working` was written. */
  workingRow: number | null;
  cells: Cells | null;
  changedAt: string | Date;
  submittedAt: string | Date | null;
  filesUntil: string | Date | null;
  unread: boolean | null;
  comments: number | null;
  creationKey: string | null;
  revision: number;
  draftBytes: number;
  liveBytes: number;
  createdAt: string | Date;
}
