import { PLUGIN_UID } from '../../../plugin/plugin-id';
import type { Strapi } from '../platform/strapi';

interface GraphqlExtension {
  shadowCRUD(uid: string): { disable(): unknown };
}

/**
 * Strapi's GraphQL plugin makes queries and mutations for every content type, whether it has routes of
 * the content API or not, and opens what reads to every token that may read. Customers' drafts, sessions
 * and activity are rows of ours: none of our types is part of its schema, nor a relation to one.
 */
export function stayOutOfGraphql(strapi: Strapi): void {
  const graphql = (strapi.plugins as Record<string, { service(name: string): GraphqlExtension } | undefined>).graphql;
  if (!graphql) return;
  const extension = graphql.service('extension');
  for (const uid of Object.keys(strapi.contentTypes)) {
    if (uid.startsWith(`${PLUGIN_UID}.`)) extension.shadowCRUD(uid).disable();
  }
}
