import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { addressOf, type Filter } from './filter';

/** Below the admin panel's root, as a menu link of Strapi's wants it. */
export const APPROVALS_LINK = `plugins/${PLUGIN_ID}/approvals`;
export const APPROVALS_PATH = `/${APPROVALS_LINK}`;

const search = (filter: Partial<Filter>): string => {
  const query = new URLSearchParams(addressOf({ page: 1, search: '', module: undefined, state: 'submitted', ...filter })).toString();
  return query === '' ? '' : `?${query}`;
};

export const inboxPath = (filter: Partial<Filter> = {}): string => `${APPROVALS_PATH}${search(filter)}`;
/** A record, with the filter that it was found by, so that the next one is of the same kind. */
export const approvalPath = (id: string, filter: Partial<Filter> = {}): string => `${APPROVALS_PATH}/${id}${search(filter)}`;

/** A document in the Content Manager, in its language. */
export const documentPath = (uid: string, document: string, locale: string | null): string =>
  `/content-manager/collection-types/${uid}/${document}${locale === null ? '' : `?plugins[i18n][locale]=${locale}`}`;
