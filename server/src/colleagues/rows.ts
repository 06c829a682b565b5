import type { Colleague } from '../../../plugin/contract/customer/colleagues';
import { ROLES, type Role } from '../../../plugin/rights';
import { dateIn } from '../../../plugin/rules/calendar';
import { contactStatusOf, type ContactRow } from '../customers';
import { nameOf } from '../kernel/party';
import { toDate, type Row } from '../platform/strapi';

/** That somebody acts for a customer, or is invited to: by then the contact may not be there yet. */
export interface MemberRow extends Row {
  role: string | null;
  invitedEmail: string | null;
  invitedName: string | null;
  joinedAt: string | Date | null;
  contactMade: boolean | null;
  contact: ContactRow | null;
}

/** Who looks, and what it may do. */
export interface Viewer {
  contact: { id: number };
  /** Roles that it may give; none where it manages nobody. */
  roles: readonly Role[];
  timeZone: string;
}

/** Was invited by a colleague, and has not come: only what that one typed is shown of it. */
export const isAwaited = ({ invitedEmail, joinedAt }: MemberRow): boolean => invitedEmail !== null && joinedAt === null;

/** Those that stand for somebody: an editor may have taken the contact out of one. */
export const isSomebody = (row: MemberRow): boolean => isAwaited(row) || row.contact !== null;

/** The address that the customer's people know it by. */
export const addressOf = (row: MemberRow): string => (isAwaited(row) ? row.invitedEmail : row.contact?.email) ?? '';

/** Whether the viewer may change it: it is somebody else, whose present role it could give as well. */
export const mayChange = ({ role, contact }: MemberRow, { contact: self, roles }: Viewer): boolean =>
  contact?.id !== self.id && roles.includes(ROLES.find((known) => known === role) ?? 'member');

/** As the viewer sees it; `active` has the contacts who can sign in. Pure. */
export function presentColleague(row: MemberRow, active: ReadonlySet<number>, viewer: Viewer): Colleague {
  const { contact } = row;
  const state = isAwaited(row) || !contact ? 'invited' : contactStatusOf(contact, active.has(contact.id));
  const seen = viewer.roles.length > 0 && !isAwaited(row) && contact?.lastSignInAt ? toDate(contact.lastSignInAt) : null;
  const may = mayChange(row, viewer);
  return {
    id: row.documentId,
    name: isAwaited(row) || !contact ? (row.invitedName ?? '') : nameOf(contact),
    email: addressOf(row),
    role: row.role ?? 'member',
    state,
    lastSignInOn: seen && dateIn(viewer.timeZone, seen),
    self: contact?.id === viewer.contact.id,
    mayChange: may,
    mayInvite: may && (state === 'invited' || state === 'not-invited'),
  };
}
