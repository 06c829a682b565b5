import { errors } from '@strapi/utils';
import { table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { peopleOf } from './people';

interface Event {
  params: { data?: Record<string, unknown> };
  result?: { documentId?: string; blocked?: boolean };
}

/** An email address is how a contact is found: kept in one spelling whoever writes it. */
function normaliseEmail({ params }: Event): void {
  const email = params.data?.email;
  if (params.data && typeof email === 'string') params.data.email = email.trim().toLowerCase();
}

/** The id that a relation input names, in the forms that the Content Manager and code use. */
function relatedId(input: unknown): unknown {
  if (input === null || typeof input !== 'object') return input;
  const { set, connect, id } = input as { set?: unknown[]; connect?: unknown[]; id?: unknown };
  if (id !== undefined) return id;
  const [first] = [...(connect ?? []), ...(set ?? [])];
  return first === undefined ? undefined : relatedId(first);
}

/** A contact is a member of a customer once. */
async function refuseSecondMembership(strapi: Strapi, { params }: Event): Promise<void> {
  const [customer, contact] = [relatedId(params.data?.customer), relatedId(params.data?.contact)];
  if (customer === undefined || contact === undefined || customer === null || contact === null) return;
  const same = await table(strapi, UID.membership).count({ where: { customer, contact } });
  if (same > 0) throw new errors.ValidationError('This contact is a member of this customer already.');
}

interface MembershipRow extends Row {
  label: string | null;
  contact: { email: string } | null;
  customer: { name: string } | null;
}

/** Gives a membership a name that an editor recognises, where Strapi would show its number. */
async function nameMembership(strapi: Strapi, { result }: Event): Promise<void> {
  const rows = table<MembershipRow>(strapi, UID.membership);
  const where = { documentId: result?.documentId };
  const membership = await rows.findOne({ where, populate: { contact: true, customer: true } });
  if (!membership || membership.label) return;
  const label = [membership.contact?.email, membership.customer?.name].filter(Boolean).join(' · ').slice(0, 255);
  if (label) await rows.updateMany({ where: { id: membership.id }, data: { label } });
}

/** Rules that hold whoever writes: the Content Manager, a team's code, an import. */
export function subscribeLifecycles(strapi: Strapi): void {
  strapi.db.lifecycles.subscribe({
    models: [UID.contact],
    beforeCreate: (event) => normaliseEmail(event as unknown as Event),
    beforeUpdate: (event) => normaliseEmail(event as unknown as Event),
    async afterUpdate(event) {
      const { result } = event as unknown as Event;
      if (result?.blocked && result.documentId) await peopleOf(strapi).endSessionsOfBlocked(result.documentId);
    },
  });
  strapi.db.lifecycles.subscribe({
    models: [UID.membership],
    beforeCreate: (event) => refuseSecondMembership(strapi, event as unknown as Event),
    afterCreate: (event) => nameMembership(strapi, event as unknown as Event),
    afterUpdate: (event) => nameMembership(strapi, event as unknown as Event),
  });
}
