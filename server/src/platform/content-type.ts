import type { Struct } from '@strapi/strapi';
import { PLUGIN_UID } from '../../../plugin/plugin-id';

/** An attribute as Strapi's schema files write it. */
export type Attribute = { type: string } & Record<string, unknown>;

export interface TypeDeclaration {
  singularName: string;
  pluralName: string;
  displayName: string;
  description?: string;
  /** Shown in the Content Manager and the Content-Type Builder. Others are the plugin's own bookkeeping. */
  editable?: boolean;
  attributes: Record<string, Attribute>;
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

const snake = (name: string): string => name.replaceAll('-', '_');

/**
 * A content type of the plugin. Without Draft & Publish, since a draft's validation is relaxed and
 * none of these is meant to be published.
 */
export function contentType(declaration: TypeDeclaration): { schema: Struct.ContentTypeSchema } {
  const { singularName, pluralName, displayName, description, editable = false, attributes, indexes = [] } = declaration;
  const kept = Object.entries(attributes).filter(([, { visible }]) => visible === false);
  declared.set(`${PLUGIN_UID}.${singularName}`, editable ? new Map(kept) : 'everything');
  const collectionName = `customer_portal_${snake(pluralName)}`;
  const hidden = { 'content-manager': { visible: false }, 'content-type-builder': { visible: false } };
  const schema = {
    kind: 'collectionType',
    collectionName,
    info: { singularName, pluralName, displayName, ...(description && { description }) },
    options: { draftAndPublish: false },
    pluginOptions: editable ? {} : hidden,
    attributes,
    indexes: indexes.map(({ columns, unique }) => ({
      name: `cp_${snake(pluralName)}_${columns.join('_')}_${unique ? 'uq' : 'ix'}`,
      columns,
      ...(unique && { type: 'unique' }),
    })),
  };
  return { schema: schema as unknown as Struct.ContentTypeSchema };
}

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
