import type { Row } from '../../platform/strapi';

/** A private file of a record, or of one to come. */
export interface FileRow extends Row {
  record?: { id: number } | null;
  customer?: { id: number } | null;
  contact?: { id: number } | null;
  contentType: string;
  field: string;
  name: string;
  mime: string;
  size: number;
  key: string;
}
