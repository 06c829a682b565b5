/**
 * The Document Service as it is used on content types that a team made, which no declaration of ours
 * can know: a named boundary, so that the rest stays strict.
 */
import type { UID } from '@strapi/strapi';
import type { Row, Strapi } from './strapi';

/** What the Document Service takes, as far as it is used here. */
export interface DocumentQuery {
  documentId?: string;
  status?: 'draft' | 'published';
  locale?: string;
  populate?: Record<string, unknown>;
  filters?: Record<string, unknown>;
  fields?: string[];
  sort?: string | string[];
  limit?: number;
  start?: number;
  data?: Record<string, unknown>;
}

export interface Documents {
  findOne(query: DocumentQuery): Promise<Row | null>;
  findMany(query: DocumentQuery): Promise<Row[]>;
  count(query: DocumentQuery): Promise<number>;
  create(query: DocumentQuery): Promise<Row>;
  update(query: DocumentQuery): Promise<Row | null>;
  publish(query: DocumentQuery): Promise<unknown>;
  delete(query: DocumentQuery): Promise<unknown>;
}

/** The Document Service of a team's content type: with its validation, lifecycles and webhooks. */
export const documentsOf = (strapi: Strapi, uid: string): Documents => strapi.documents(uid as UID.ContentType) as unknown as Documents;
