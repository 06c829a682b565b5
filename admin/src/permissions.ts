import { permission, type PermissionUid } from '../../plugin/permissions';

/** A permission the way Strapi's admin asks for it; the plugin's actions have no subject. */
export const needs = (...uids: PermissionUid[]): { action: string; subject: null }[] =>
  uids.map((uid) => ({ action: permission(uid), subject: null }));

export const NEEDS = {
  generalRead: needs('settings.general.read'),
  loginRead: needs('settings.login.read'),
  tabsRead: needs('settings.tabs.read'),
  fieldsRead: needs('settings.customer-fields.read'),
  modulesRead: needs('settings.modules.read'),
  approvalsRead: needs('approvals.read'),
  activityRead: needs('activity.read'),
  general: needs('settings.general.read', 'settings.general.update'),
  login: needs('settings.login.read', 'settings.login.update'),
  tabs: needs('settings.tabs.read', 'settings.tabs.update'),
  fields: needs('settings.customer-fields.read', 'settings.customer-fields.update'),
  modules: needs('settings.modules.read', 'settings.modules.update'),
  approvals: needs('approvals.read', 'approvals.decide'),
  peopleRead: needs('people.read'),
  people: needs('people.read', 'people.manage', 'people.invite', 'people.disable'),
  contacts: needs('people.manage', 'people.reset-factors', 'people.sign-in-link'),
} as const;
