import { permission, type PermissionUid } from '../../plugin/permissions';
import { SECTIONS, type SectionId } from '../../plugin/preferences';

type Need = { action: string; subject: null };

/** A permission the way Strapi's admin asks for it; the plugin's actions have no subject. */
export const needs = (...uids: PermissionUid[]): Need[] => uids.map((uid) => ({ action: permission(uid), subject: null }));

const bySection = (...rights: ('read' | 'update')[]): Record<SectionId, Need[]> =>
  Object.fromEntries(SECTIONS.map(({ id }) => [id, needs(...rights.map((right) => `settings.${id}.${right}` as const))])) as Record<
    SectionId,
    Need[]
  >;

/** What opens a page of the settings, and what its screen asks about: reading and changing. */
export const TO_READ = bySection('read');
export const TO_CHANGE = bySection('read', 'update');

export const NEEDS = {
  documents: needs('documents.issue'),
  documentLinks: needs('documents.issue', 'documents.links'),
  documentsWrite: needs('documents.write'),
  conversations: needs('documents.comment'),
  approvalsRead: needs('approvals.read'),
  outboxRead: needs('outbox.read'),
  outbox: needs('outbox.read', 'outbox.manage'),
  activityRead: needs('activity.read'),
  approvals: needs('approvals.read', 'approvals.decide'),
  files: needs('files.read', 'files.manage'),
  reviewsRead: needs('reviews.read'),
  reviews: needs('reviews.read', 'reviews.reply'),
  paymentsRead: needs('payments.read'),
  payments: needs('payments.read', 'payments.record', 'payments.refund'),
  peopleRead: needs('people.read'),
  people: needs('people.read', 'people.manage', 'people.invite', 'people.disable'),
  contacts: needs('people.manage', 'people.reset-factors', 'people.sign-in-link'),
} as const;
