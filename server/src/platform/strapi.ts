/**
 * The boundary with Strapi's types: the few places where its declarations are looser than what
 * we rely on are named here, so that the rest of the server is strict.
 */
import type { Core, Struct, UID } from '@strapi/strapi';
import { PLUGIN_ID } from '../../../plugin/plugin-id';

export type Strapi = Core.Strapi;

/** A row as `strapi.db.query` returns it: numeric `id`, the document's id and its attributes. */
export interface Row {
  id: number;
  documentId: string;
  [attribute: string]: unknown;
}

/** `strapi.db.query` for one of our own types, with typed rows. */
export interface Table<R> {
  findOne(parameters: Query): Promise<R | null>;
  findMany(parameters: Query): Promise<R[]>;
  count(parameters: Query): Promise<number>;
  create(parameters: { data: Partial<R> | Record<string, unknown> }): Promise<R>;
  /** One INSERT for all of them, whose relations are columns; their document ids are the caller's. */
  createMany(parameters: { data: Record<string, unknown>[] }): Promise<{ count: number }>;
  update(parameters: { where: Where; data: Record<string, unknown> }): Promise<R | null>;
  /**
   * One UPDATE statement; `count` is how many rows matched, which is what once-only steps check.
   * `where` must name no relation: Strapi 5.54 then drops the data on the way to its sub-query.
   */
  updateMany(parameters: { where: Where; data: Record<string, unknown> }): Promise<{ count: number }>;
  delete(parameters: { where: Where }): Promise<R | null>;
  deleteMany(parameters: { where: Where }): Promise<{ count: number }>;
}

/** A transaction, as statements written by hand take it; `strapi.db.query` finds its own way into it. */
export type Transaction = Strapi['db']['connection'];

/** Runs statements as one: in the transaction that the caller is in, else in a new one. */
export function inTransaction<T>(strapi: Strapi, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  return strapi.db.transaction(({ trx }: { trx: unknown }) => work(trx as Transaction)) as Promise<T>;
}

/**
 * Runs reads that belong together, all of one state of the database: what others commit meanwhile is in none of them.
 * MySQL's transactions are so, SQLite has one connection, and PostgreSQL is told. Within a transaction of the caller's
 * that one decides.
 */
export function inSnapshot<T>(strapi: Strapi, work: () => Promise<T>): Promise<T> {
  const within = strapi.db.inTransaction();
  return inTransaction(strapi, async (transaction) => {
    if (!within && strapi.db.dialect.client === 'postgres') await transaction.raw('set transaction isolation level repeatable read');
    return work();
  });
}

export type Where = Record<string, unknown>;
export interface Query {
  where?: Where;
  select?: string[];
  populate?: Record<string, unknown> | string[];
  orderBy?: Record<string, 'asc' | 'desc'> | Record<string, 'asc' | 'desc'>[];
  limit?: number;
  offset?: number;
}

/** The table of a content type. */
export const table = <R = Row>(strapi: Strapi, uid: string): Table<R> => strapi.db.query(uid);

/** Name of the SQL table and the name of a column, for the few statements written by hand. */
export const tableName = (strapi: Strapi, uid: string): string => strapi.db.metadata.get(uid).tableName;

/** The column of an attribute. */
export const columnName = (strapi: Strapi, uid: string, attribute: string): string =>
  (strapi.db.metadata.get(uid).attributes[attribute] as { columnName?: string } | undefined)?.columnName ?? attribute;

/** The join table of a relation: its name and the columns of both sides. */
export function joinTable(strapi: Strapi, uid: string, attribute: string): { name: string; own: string; other: string } {
  const relation = strapi.db.metadata.get(uid).attributes[attribute] as
    | { joinTable?: { name: string; joinColumn: { name: string }; inverseJoinColumn: { name: string } } }
    | undefined;
  if (!relation?.joinTable) throw new Error(`${uid} has no join table for "${attribute}".`);
  const { name, joinColumn, inverseJoinColumn } = relation.joinTable;
  return { name, own: joinColumn.name, other: inverseJoinColumn.name };
}

/** Finds a service of the plugin's by its name; typed by what makes it. */
export const serviceOf =
  <S>(name: string, _create: (strapi: Strapi) => S) =>
  (strapi: Strapi): S =>
    strapi.plugin(PLUGIN_ID).service(name) as unknown as S;

/** An instant as the three databases return it from hand-written statements. */
export function toDate(value: unknown): Date {
  return value instanceof Date ? value : new Date(value as string | number);
}

/** The schema of a content type as it is now, the project's extensions included. */
export function schemaOf(strapi: Strapi, uid: string): Struct.ContentTypeSchema {
  const schema = (strapi.contentTypes as Record<string, Struct.ContentTypeSchema | undefined>)[uid];
  if (!schema) throw new Error(`There is no content type ${uid}.`);
  return schema;
}

/** Makes a document through the Document Service, with Strapi's validation, lifecycles and webhooks. */
export async function createDocument(strapi: Strapi, uid: string, data: Record<string, unknown>): Promise<Row> {
  const document: unknown = await strapi.documents(uid as UID.ContentType).create({ data: data as never });
  return document as Row;
}
