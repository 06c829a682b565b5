import { PLUGIN_UID } from './plugin-id';
import { SECTIONS } from './preferences';

/**
 * What an editor's role can be allowed to do, as Strapi's role screen lists it. `uid` is the part
 * behind the plugin's prefix.
 */
export const PERMISSIONS = [
  ...SECTIONS.flatMap(
    ({ id, role }) =>
      [
        { uid: `settings.${id}.read`, subCategory: role, displayName: 'Read' },
        { uid: `settings.${id}.update`, subCategory: role, displayName: 'Change' },
      ] as const,
  ),
  { uid: 'approvals.read', subCategory: 'approvals', displayName: 'Read' },
  { uid: 'approvals.decide', subCategory: 'approvals', displayName: 'Approve, reject and comment' },
  { uid: 'documents.write', subCategory: 'documents', displayName: 'Write lines by the rates of the settings' },
  { uid: 'documents.issue', subCategory: 'documents', displayName: 'Issue and void' },
  { uid: 'documents.comment', subCategory: 'documents', displayName: 'Read timelines and comment' },
  { uid: 'documents.links', subCategory: 'documents', displayName: 'Make and revoke public links' },
  { uid: 'payments.read', subCategory: 'payments', displayName: 'Read' },
  { uid: 'payments.record', subCategory: 'payments', displayName: 'Record, confirm and write off' },
  { uid: 'payments.refund', subCategory: 'payments', displayName: 'Refund' },
  { uid: 'people.read', subCategory: 'portal access', displayName: 'Read' },
  { uid: 'people.manage', subCategory: 'portal access', displayName: 'Manage contacts and memberships' },
  { uid: 'people.invite', subCategory: 'portal access', displayName: 'Invite and send links' },
  { uid: 'people.disable', subCategory: 'portal access', displayName: 'Switch access off' },
  { uid: 'people.reset-factors', subCategory: 'portal access', displayName: 'Reset second factors' },
  { uid: 'people.sign-in-link', subCategory: 'portal access', displayName: 'Mail one-time sign-in links' },
  { uid: 'files.read', subCategory: 'shared files', displayName: 'Read' },
  { uid: 'files.manage', subCategory: 'shared files', displayName: 'Share, answer and remove' },
  { uid: 'reviews.read', subCategory: 'reviews', displayName: 'Read' },
  { uid: 'reviews.reply', subCategory: 'reviews', displayName: 'Answer' },
  { uid: 'outbox.read', subCategory: 'outbox', displayName: 'Read' },
  { uid: 'outbox.manage', subCategory: 'outbox', displayName: 'Send again and stop' },
  { uid: 'activity.read', subCategory: 'activity', displayName: 'Read' },
] as const;

export type PermissionUid = (typeof PERMISSIONS)[number]['uid'];
export type Permission = `${typeof PLUGIN_UID}.${PermissionUid}`;

/** The full action id that Strapi checks. */
export const permission = <U extends PermissionUid>(uid: U): `${typeof PLUGIN_UID}.${U}` => `${PLUGIN_UID}.${uid}`;
