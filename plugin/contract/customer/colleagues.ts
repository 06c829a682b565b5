import { z } from 'zod';
import { ROLES } from '../../rights';
import { PORTAL_STATUSES } from '../../vocabulary';
import { endpoint, resource } from '../endpoint';
import { documentId, email, language, line, pageNumber } from '../schemas';

/** Somebody who acts for the customer, or is invited to. */
export const colleague = z.strictObject({
  /** Of what it is to the customer, not of the person: that is in no two lists the same. */
  id: documentId,
  name: z.string(),
  email: z.string(),
  /** One of `ROLES`, or one that a project added, which allows what a member may do. */
  role: z.string(),
  state: z.enum(PORTAL_STATUSES),
  /** The day of the last sign-in, for who manages people; null where there was none. */
  lastSignInOn: z.iso.date().nullable(),
  /** The contact itself. */
  self: z.boolean(),
  /** Whether its role may be changed, and whether it may be removed; never one's own. */
  mayChange: z.boolean(),
  /** Whether it can be sent the invitation again. */
  mayInvite: z.boolean(),
});
export type Colleague = z.output<typeof colleague>;

export const COLLEAGUES_PAGE = 50;

const reads = { access: { kind: 'signed-in' }, preference: 'managePeople', right: 'people.read' } as const;
/** A right over people is a right to sign in as them: it is proved afresh. */
const writes = { access: { kind: 'stepped-up' }, preference: 'managePeople', right: 'people.write' } as const;
const params = z.strictObject({ colleague: documentId });
const role = z.enum(ROLES);

/** Who acts for the customer, as its own contacts see and change it. */
export const colleaguesContract = resource('colleagues', {
  find: endpoint('GET /people', {
    ...reads,
    summary: 'Who acts for the customer, or is invited to.',
    query: z.strictObject({ page: pageNumber.optional() }),
    response: z.strictObject({
      rows: z.array(colleague),
      page: z.int(),
      total: z.int(),
      /** Roles that the contact may give; none where it manages nobody. */
      roles: z.array(role),
      /** How many people the customer may have before nobody more is invited. */
      most: z.int(),
    }),
  }),
  create: endpoint('POST /people', {
    ...writes,
    summary: 'Invite a colleague. The answer is the same whether the address has an account or not.',
    body: z.strictObject({ email, firstName: line(100), lastName: line(100), language: language.optional(), role }),
    response: colleague,
    idempotent: true,
    status: 201,
    errors: ['already-member', 'no-room', 'too-many-requests'],
  }),
  update: endpoint('PUT /people/:colleague', {
    ...writes,
    summary: "Change a colleague's role.",
    params,
    body: z.strictObject({ role }),
    response: colleague,
    errors: ['not-found'],
  }),
  delete: endpoint('DELETE /people/:colleague', {
    ...writes,
    summary: 'End that a colleague acts for the customer: its sessions for this customer end at once.',
    params,
    response: z.strictObject({ id: documentId }),
    errors: ['not-found'],
  }),
  resend: endpoint('POST /people/:colleague/invitation', {
    ...writes,
    summary: 'Send the invitation again to a colleague who has not come yet.',
    params,
    response: colleague,
    idempotent: true,
    errors: ['not-found', 'conflict', 'too-many-requests'],
  }),
});
