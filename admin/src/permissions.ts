import { permission, type PermissionUid } from '../../plugin/permissions';

/** A permission the way Strapi's admin asks for it; the plugin's actions have no subject. */
export const needs = (...uids: PermissionUid[]): { action: string; subject: null }[] =>
  uids.map((uid) => ({ action: permission(uid), subject: null }));

export const NEEDS = {
  generalRead: needs('settings.general.read'),
  tabsRead: needs('settings.tabs.read'),
  fieldsRead: needs('settings.customer-fields.read'),
  general: needs('settings.general.read', 'settings.general.update'),
  tabs: needs('settings.tabs.read', 'settings.tabs.update'),
  fields: needs('settings.customer-fields.read', 'settings.customer-fields.update'),
  people: needs('people.read', 'people.invite', 'people.disable'),
} as const;
