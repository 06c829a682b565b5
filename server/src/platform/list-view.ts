import type { Strapi } from './strapi';

/** The part of a content type that Strapi's Content Manager reads its first views from. */
interface Configured {
  attributes: Record<string, { visible?: boolean } | undefined>;
  config?: { layouts?: object; settings?: object };
}

/** Strapi takes all of these, or none. */
const USUAL = { bulkable: true, filterable: true, searchable: true, pageSize: 20 };

/**
 * Which columns the Content Manager's list of a type has at first, the newest on top; Strapi takes the first four
 * attributes else, and sorts by the first text. What an editor or the project configured stands. To be called in
 * `register`: a project's extensions are in by then, and Strapi would not start with a column that they made invisible.
 */
export function setListView(strapi: Strapi, uid: string, columns: readonly string[]): void {
  const type = strapi.contentTypes[uid as keyof typeof strapi.contentTypes] as unknown as Configured;
  const { layouts, settings, ...others } = type.config ?? {};
  const list = columns.filter((name) => type.attributes[name] && type.attributes[name].visible !== false);
  type.config = {
    ...others,
    layouts: { list, ...layouts },
    settings: { ...USUAL, defaultSortBy: 'id', defaultSortOrder: 'DESC', ...settings },
  };
}
