import { z } from 'zod';
import { permission } from '../../permissions';
import { endpoint, resource } from '../endpoint';
import { CUSTOMER_SORTS, MAIL_PROBLEMS, PORTAL_STATUSES, TEAM_MAILS } from '../../vocabulary';
import { customerKind, documentId, instant, pageNumber } from '../schemas';

export const portalStatus = z.enum(PORTAL_STATUSES);
export type { PortalStatus } from '../../vocabulary';

/** Why mail does not leave. */
export const mailTrouble = z.strictObject({
  problem: z.enum(MAIL_PROBLEMS),
  /** What the mail server, or whatever else refused it, said: for who looks after it. */
  answer: z.string().nullable(),
  /** When the latest try failed. */
  at: instant.nullable(),
});
export type MailTrouble = z.output<typeof mailTrouble>;

/** What became of a mail. */
export const mailFate = z.strictObject({
  about: z.enum(TEAM_MAILS),
  state: z.enum(['waiting', 'sent', 'failed']),
  /** When it was sent or given up; of one that waits, when it is tried next. */
  at: instant,
  /** Why the latest try failed. */
  trouble: mailTrouble.nullable(),
});
export type MailFate = z.output<typeof mailFate>;

export const customerPortalAccess = z.strictObject({
  status: portalStatus,
  /** When the customer was last mailed its link or an invitation. */
  linkSentAt: instant.nullable(),
  /** Those that the role reads. */
  contacts: z.array(
    z.strictObject({
      id: documentId,
      name: z.string(),
      email: z.string(),
      /** One of `ROLES`, or one that a project added to the list itself, which allows what a member may do. */
      role: z.string(),
      /** `invited`: was mailed; `active`: has a password or has signed in; `disabled`: is blocked. */
      status: z.enum(['not-invited', 'invited', 'active', 'disabled']),
      lastSignInAt: instant.nullable(),
      /** How many second factors the contact has. */
      factors: z.int(),
      /** The newest mail that an editor had sent to the contact; null where there was none, or before this was kept. */
      mail: mailFate.nullable(),
    }),
  ),
  /** How many contacts there are beside these, which the role does not read. */
  moreContacts: z.int(),
});
export type CustomerPortalAccess = z.output<typeof customerPortalAccess>;

/** A customer in the list; `lastSignInAt` is the latest of its contacts. */
export const customerRow = z.strictObject({
  id: documentId,
  name: z.string(),
  customerNumber: z.string(),
  kind: customerKind,
  status: portalStatus,
  contacts: z.int(),
  /** Contacts to whom mail did not leave so far: it waits to be tried again, or was given up. */
  unsent: z.int(),
  lastSignInAt: instant.nullable(),
});
export type CustomerRow = z.output<typeof customerRow>;

/** Most customers of one page. */
export const CUSTOMER_PAGE = 50;

/** Progress of a job over many customers. */
export const bulkJob = z.strictObject({
  id: documentId,
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  total: z.int(),
  /** Customers dealt with so far: `sent` and `skipped` together. */
  done: z.int(),
  sent: z.int(),
  /** Customers whose access does not fit what was asked for, or without a contact that can receive mail. */
  skipped: z.int(),
});
export type BulkJob = z.output<typeof bulkJob>;

/** Most customers in one bulk action. */
export const MAX_BULK = 10_000;

const params = z.strictObject({ id: documentId });
const read = { kind: 'editor', permission: permission('people.read') } as const;
const invite = { kind: 'editor', permission: permission('people.invite') } as const;

/** Bytes of a body that names `MAX_BULK` customers: an id takes about 27 of them. */
const MANY_BODY = 512 * 1024;

export const peopleContract = resource('people', {
  list: endpoint('GET /customers', {
    access: read,
    summary: 'Customers that the role may read, with portal status, number of contacts and last sign-in; by name or latest sign-in first.',
    query: z.strictObject({
      page: pageNumber.optional(),
      /** Part of the name, the customer number or the email address. */
      search: z.string().trim().max(100).optional(),
      status: portalStatus.optional(),
      sort: z.enum(CUSTOMER_SORTS).optional(),
    }),
    response: z.strictObject({ rows: z.array(customerRow), total: z.int() }),
  }),
  inviteMany: endpoint('POST /customers/invite', {
    access: invite,
    summary: 'Invite those of many customers whom nobody has invited yet, as a job; access that is on or was switched off stays as it is.',
    body: z.strictObject({ customers: z.array(documentId).min(1).max(MAX_BULK) }),
    response: bulkJob,
    status: 202,
    maxBody: MANY_BODY,
  }),
  find: endpoint('GET /customers/:id/portal', {
    access: read,
    summary: 'Portal status of a customer and of its contacts.',
    params,
    response: customerPortalAccess,
    errors: ['not-found'],
  }),
  invite: endpoint('POST /customers/:id/invite', {
    access: invite,
    summary: 'Switch portal access on and mail an invitation to the contacts who have no password yet.',
    params,
    response: customerPortalAccess,
    errors: ['not-found', 'email-missing'],
  }),
  resendLink: endpoint('POST /customers/:id/resend-link', {
    access: invite,
    summary: 'Mail the portal link to the contacts; those without a password get a new invitation.',
    params,
    response: customerPortalAccess,
    errors: ['not-found', 'not-allowed', 'email-missing'],
  }),
  mailContact: endpoint('POST /customers/:id/contacts/:contact/mail', {
    access: invite,
    summary: 'Mail one contact of a customer its invitation, or the portal link where it has an account. Portal access stays as it is.',
    params: z.strictObject({ id: documentId, contact: documentId }),
    response: customerPortalAccess,
    errors: ['not-found', 'not-allowed', 'email-missing'],
  }),
  disable: endpoint('POST /customers/:id/disable-access', {
    access: { kind: 'editor', permission: permission('people.disable') },
    summary: 'Switch portal access off: sessions that act for the customer end at once.',
    params,
    response: customerPortalAccess,
    errors: ['not-found'],
  }),
  resetFactors: endpoint('POST /contacts/:id/reset-factors', {
    access: { kind: 'editor', permission: permission('people.reset-factors') },
    summary: 'Remove every second factor of a contact who lost theirs; the contact is told by mail.',
    params,
    response: z.strictObject({ removed: z.int() }),
    errors: ['not-found'],
  }),
  mailSignInLink: endpoint('POST /contacts/:id/sign-in-link', {
    access: { kind: 'editor', permission: permission('people.sign-in-link') },
    summary: 'Mail a contact a one-time sign-in link, whatever the ways in are. It skips no second factor.',
    params,
    response: z.strictObject({ sent: z.literal(true) }),
    errors: ['not-found', 'not-allowed'],
  }),
  resendLinks: endpoint('POST /customers/resend-link', {
    access: invite,
    summary: 'Mail the portal link to many customers as a job; `all` means every customer with portal access.',
    body: z.strictObject({
      customers: z.union([z.literal('all'), z.array(documentId).min(1).max(MAX_BULK)]),
    }),
    response: bulkJob,
    status: 202,
    maxBody: MANY_BODY,
  }),
  findJob: endpoint('GET /jobs/:id', {
    access: invite,
    summary: 'Progress of a job over many customers.',
    params,
    response: bulkJob,
    errors: ['not-found'],
  }),
});
