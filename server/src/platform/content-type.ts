import type { Struct } from '@strapi/strapi';
import { PLUGIN_UID } from '../../../plugin/plugin-id';
import { newDocumentId } from './document-id';
import type { Strapi } from './strapi';

/** An attribute as Strapi's schema files write it. */
export type Attribute = { type: string } & Record<string, unknown>;

export interface TypeDeclaration {
  singularName: string;
  /** With an `s` unless said otherwise. */
  pluralName?: string;
  /** `Customer portal` and its name unless said otherwise. */
  displayName?: string;
  description?: string;
  /** Shown in the Content Manager. Others are the plugin's own bookkeeping. */
  editable?: boolean;
  attributes: Record<string, Attribute>;
  /** How the Content Manager shows the type until an editor configures its views. */
  views?: Views;
  /** Indexes by column name (snake case); `unique` ones hold in the database, not only in validation. */
  indexes?: { columns: string[]; unique?: boolean }[];
}

/**
 * Kept by the plugin, not edited by hand: the Content Manager does not show it, and only the plugin writes
 * it (`own-writes.ts`).
 */
export const internal = (attribute: Attribute): Attribute => ({ ...attribute, visible: false, configurable: false });

/** What of a content type nobody but the plugin writes: all of it, or the attributes declared as `internal`. */
export type Kept = 'everything' | ReadonlyMap<string, Attribute>;

const declared = new Map<string, Kept>();

/** What is kept of a content type, as the plugin declared it, whatever a project's extension says; undefined for types of others. */
export const keptOf = (uid: string): Kept | undefined => declared.get(uid);

export interface Views {
  /** Names of attributes as people read them. */
  labels: Record<string, string>;
  /** What an attribute means, below its field. */
  descriptions?: Record<string, string>;
  /** Attributes that the Content Manager neither shows nor takes: what changes them is a screen of the plugin's. */
  hidden: string[];
  /** Attributes that it shows and nobody types: the plugin fills them in. */
  kept?: string[];
}

const each = <T>(names: string[], value: (name: string) => T): Record<string, T> =>
  Object.fromEntries(names.map((name) => [name, value(name)]));

/**
 * The views as Strapi takes them from a schema: defaults, over which what an editor configured stands. `hidden`
 * always holds, in forms, lists and the Content Manager's API: what a save sends of such an attribute is dropped
 * before the document is touched, and the attribute stays as it is. Columns and layouts are not said: Strapi does
 * not start where they name an attribute that a project made invisible.
 */
const configOf = ({ labels, descriptions = {}, hidden, kept = [] }: Views): object => ({
  attributes: each(hidden, () => ({ hidden: true })),
  metadatas: each(Object.keys(labels), (name) => ({
    edit: { label: labels[name], editable: !kept.includes(name), ...(descriptions[name] && { description: descriptions[name] }) },
    list: { label: labels[name] },
  })),
});

const snake = (name: string): string => name.replaceAll('-', '_');
const pluralOf = ({ singularName, pluralName = `${singularName}s` }: TypeDeclaration): string => pluralName;
const tableOf = (declaration: TypeDeclaration): string => `customer_portal_${snake(pluralOf(declaration))}`;

const indexesOf = (declaration: TypeDeclaration) =>
  (declaration.indexes ?? []).map(({ columns, unique }) => ({
    name: `cp_${snake(pluralOf(declaration))}_${columns.join('_')}_${unique ? 'uq' : 'ix'}`,
    columns,
    ...(unique && { type: 'unique' }),
  }));

/** Strapi writes a column's name into the very object, and several attributes may share a declaration. */
const copies = (attributes: Record<string, Attribute>): Record<string, Attribute> =>
  Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, { ...attribute }]));

/**
 * A content type of the plugin. Without Draft & Publish, since a draft's validation is relaxed and
 * none of these is meant to be published.
 */
export function contentType(declaration: TypeDeclaration): { schema: Struct.ContentTypeSchema } {
  const { singularName, description, editable = false, attributes, views } = declaration;
  const [pluralName, { displayName = `Customer portal ${singularName.replaceAll('-', ' ')}` }] = [pluralOf(declaration), declaration];
  const kept = Object.entries(attributes).filter(([, { visible }]) => visible === false);
  declared.set(`${PLUGIN_UID}.${singularName}`, editable ? new Map(kept) : 'everything');
  // The Content-Type Builder would write the whole schema into the project, in place of the plugin's: what a
  // later version adds would be missing. Projects add fields in code (docs/integrators.md).
  const pluginOptions = { 'content-type-builder': { visible: false }, ...(!editable && { 'content-manager': { visible: false } }) };
  const schema = {
    kind: 'collectionType',
    collectionName: tableOf(declaration),
    info: { singularName, pluralName, displayName, ...(description && { description }) },
    options: { draftAndPublish: false },
    pluginOptions,
    attributes: copies(attributes),
    indexes: indexesOf(declaration),
    ...(views && { config: configOf(views) }),
  };
  return { schema: schema as unknown as Struct.ContentTypeSchema };
}

/** A table that is no content type, as Strapi keeps its own (`strapi.get('models')`). */
export interface LiveTable {
  uid: string;
  singularName: string;
  tableName: string;
  attributes: Record<string, unknown>;
  indexes: object[];
}

/**
 * A table of what is alive here and now: sessions, links, work to be done. It is written and read like
 * the plugin's content types and is none, so that Strapi's export, import and transfer do not carry it
 * (they empty it, since whom its rows name is new by then), and no API, role or builder knows of it.
 */
export function liveTable(declaration: Omit<TypeDeclaration, 'displayName' | 'description' | 'editable'>): LiveTable {
  const { singularName, attributes } = declaration;
  return {
    uid: `${PLUGIN_UID}.${singularName}`,
    singularName,
    tableName: tableOf(declaration),
    attributes: {
      id: { type: 'increments' },
      documentId: { type: 'string', default: newDocumentId },
      ...copies(attributes),
      createdAt: { type: 'datetime' },
      updatedAt: { type: 'datetime' },
    },
    indexes: indexesOf(declaration),
  };
}

/** Makes live tables known to the database; to be called before it opens, in `register`. */
export function registerLiveTables(strapi: Strapi, tables: LiveTable[]): void {
  const models: { add(model: LiveTable): unknown } = strapi.get('models');
  for (const table of tables) models.add(table);
}

/**
 * A hash that never leaves the server. Strapi lets super admins read every type, hidden ones and private
 * attributes included, but of type `password` it shows nothing. (It would hash it again in the Document
 * Service, which these tables are not written through.)
 */
export const secretHash = (): Attribute => ({ type: 'password', required: true, private: true });

/** The contact's epoch under which a row was made: the row opens nothing under a later one. */
export const madeUnderEpoch: Attribute = { type: 'integer', private: true };

/**
 * A many-to-one relation kept in a column of the owning table, so that it can be indexed and joined
 * directly. For the plugin's own bookkeeping only: it takes plain ids, and the Content Manager sends
 * other forms, which Strapi refuses in the owner and takes for "none" on the other side.
 */
export const belongsTo = (target: string): Attribute => ({
  type: 'relation',
  relation: 'manyToOne',
  target,
  useJoinTable: false,
});
