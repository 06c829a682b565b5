import { errors } from '@strapi/utils';
import { canonicalEmail } from '../../../plugin/rules/email';
import { sessionsOf } from '../sessions';
import { table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { guardContacts } from './contact-guard';
import { LABEL_MAX } from './content-types';
import { followNewAddress } from './email-change';
import { guardMemberships, pairOf } from './membership-guard';
import { guardTaxIdentity } from './tax-identity';
import { relatedAfter, relationChange } from './relation-input';
import type { ContactRow } from './rows';

type Data = Record<string, unknown>;

const WITH_EMAIL: string[] = [UID.contact, UID.customer];

/** What Strapi's database lifecycles hand over, as far as these rules care. */
interface Event {
  action: string;
  params: { data?: unknown; where?: unknown };
  result?: unknown;
  /** Kept from before an operation for after it. */
  state?: Record<string, unknown>;
}

interface MembershipRow extends Row {
  label: string | null;
  madeFor: string | null;
  customer: { id: number; documentId: string; name: string } | null;
  contact: { id: number; documentId: string; email: string } | null;
}

/**
 * An email address is how a contact is found: kept in one spelling whoever writes it. What is no address to
 * the portal's rule is refused here, since nobody could sign in with it.
 */
function normaliseEmail(data: unknown): void {
  for (const one of [data].flat() as (Data | null | undefined)[]) {
    if (typeof one?.email !== 'string' || one.email === '') continue;
    const email = canonicalEmail(one.email);
    if (email === null) {
      const message = 'This is not an email address that mail can be sent to.';
      throw new errors.ValidationError(message, { errors: [{ path: ['email'], message, name: 'ValidationError' }] });
    }
    one.email = email;
  }
}

/** The contacts that a change of what opens their account is about, as they were. */
async function noteBefore(strapi: Strapi, event: Event): Promise<void> {
  const data = (event.params.data ?? {}) as Data;
  if (data.blocked !== true && data.email === undefined) return;
  const where = event.params.where as Data;
  event.state = { before: await table<ContactRow>(strapi, UID.contact).findMany({ where, select: ['id', 'email', 'blocked'] }) };
}

/**
 * What blocking and another address end. In the transaction of the change where there is one, as in the Content
 * Manager; else after it, since what is ended before could begin anew until the change.
 */
async function endWhatWasProved(strapi: Strapi, { params, state }: Event): Promise<void> {
  const { blocked, email } = (params.data ?? {}) as Data;
  for (const before of (state?.before ?? []) as ContactRow[]) {
    if (blocked === true && !before.blocked) await sessionsOf(strapi).epochs.raise(before.id);
    // Another spelling is the same address.
    if (typeof email === 'string' && email !== before.email && email !== canonicalEmail(before.email))
      await followNewAddress(strapi, before.id, before.email);
  }
}

/** A contact is a member of a customer once. Two that are made at once would do no harm: readers count each once. */
async function refuseSecondMembership(strapi: Strapi, { action, params }: Event): Promise<void> {
  const rows = table<MembershipRow>(strapi, UID.membership);
  const data = params.data as Data;
  // What is created comes with conditions too, which match any row.
  const where = action === 'beforeUpdate' ? (params.where as Data) : null;
  const before = where && (await rows.findOne({ where, populate: { customer: true, contact: true } }));
  const [customer, contact] = (['customer', 'contact'] as const).map((side) => {
    const change = relationChange(data[side]);
    const now = before?.[side] ? [before[side].id] : [];
    return (change ? relatedAfter(change, now) : now)[0];
  });
  if (customer === undefined || contact === undefined) return;
  const others = before ? { id: { $ne: before.id } } : {};
  if ((await rows.count({ where: { customer, contact, ...others } })) > 0) {
    throw new errors.ValidationError('This contact is a member of this customer already.');
  }
}

/** Notes whom a membership is for, and gives it a name that an editor recognises, where Strapi would show its number. */
async function nameMembership(strapi: Strapi, { result }: Event): Promise<void> {
  const rows = table<MembershipRow>(strapi, UID.membership);
  const { documentId } = result as { documentId?: string };
  const membership = await rows.findOne({ where: { documentId }, populate: { contact: true, customer: true } });
  if (!membership) return;
  const { customer, contact } = membership;
  const label = membership.label ?? ([contact?.email, customer?.name].filter(Boolean).join(' · ').slice(0, 255) || null);
  const madeFor = pairOf(membership);
  if (label === membership.label && madeFor === membership.madeFor) return;
  await rows.updateMany({ where: { id: membership.id }, data: { label, madeFor } });
}

/** Name and address of a contact as one text: `Ada King · ada@example.org`. */
export function contactLabel({ firstName, lastName, email }: Partial<Pick<ContactRow, 'firstName' | 'lastName' | 'email'>>): string {
  const name = [firstName, lastName].filter(Boolean).join(' ');
  return [name, email].filter(Boolean).join(' · ').slice(0, LABEL_MAX);
}

function labelContacts(data: unknown): void {
  for (const one of [data].flat() as (Data | null | undefined)[]) if (one) one.label = contactLabel(one);
}

type LabelledRow = ContactRow & { label: string | null };

/** A change may name only a part of what the label is made of. */
async function relabelContact(strapi: Strapi, { result }: Event): Promise<void> {
  const { id } = (result ?? {}) as { id?: number };
  const rows = table<LabelledRow>(strapi, UID.contact);
  const contact = id === undefined ? null : await rows.findOne({ where: { id } });
  if (!contact) return;
  const label = contactLabel(contact);
  if (label !== contact.label) await rows.updateMany({ where: { id }, data: { label } });
}

/** Labels contacts that were written past these rules. */
export async function labelUnlabelled(strapi: Strapi): Promise<void> {
  const rows = table<LabelledRow>(strapi, UID.contact);
  for (;;) {
    const some = await rows.findMany({ where: { label: { $null: true } }, limit: 500 });
    for (const contact of some) await rows.updateMany({ where: { id: contact.id }, data: { label: contactLabel(contact) } });
    if (some.length === 0) return;
  }
}

/** Rules that hold whoever writes: the Content Manager, a team's code, an import. */
export function subscribeLifecycles(strapi: Strapi): void {
  // Before Strapi validates: two spellings of one address are not unique, and it can say so.
  strapi.documents.use((context, next) => {
    if (WITH_EMAIL.includes(context.uid)) normaliseEmail((context.params as { data?: unknown }).data);
    return next();
  });
  const normalise = ({ params }: Event): void => {
    normaliseEmail(params.data);
  };
  const label = ({ params }: Event): void => {
    labelContacts(params.data);
  };
  strapi.db.lifecycles.subscribe({
    models: WITH_EMAIL,
    beforeCreate: normalise,
    beforeCreateMany: normalise,
    beforeUpdate: normalise,
    beforeUpdateMany: normalise,
  });
  strapi.db.lifecycles.subscribe({
    models: [UID.contact],
    // Behind the subscriber above, which settles the address's spelling.
    beforeCreate: label,
    beforeCreateMany: label,
    beforeUpdate: (event) => noteBefore(strapi, event),
    beforeUpdateMany: (event) => noteBefore(strapi, event),
    async afterUpdate(event) {
      await relabelContact(strapi, event);
      await endWhatWasProved(strapi, event);
    },
    afterUpdateMany: (event) => endWhatWasProved(strapi, event),
  });
  guardTaxIdentity(strapi);
  guardContacts(strapi);
  guardMemberships(strapi);
  strapi.db.lifecycles.subscribe({
    models: [UID.membership],
    beforeCreate: (event) => refuseSecondMembership(strapi, event),
    beforeUpdate: (event) => refuseSecondMembership(strapi, event),
    afterCreate: (event) => nameMembership(strapi, event),
    afterUpdate: (event) => nameMembership(strapi, event),
  });
}
