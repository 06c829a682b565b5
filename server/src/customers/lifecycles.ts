import { errors } from '@strapi/utils';
import { canonicalEmail } from '../../../plugin/rules/email';
import { table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { guardMemberships, pairOf } from './membership-guard';
import { peopleOf } from './people';
import { relatedAfter, relationChange } from './relation-input';

type Data = Record<string, unknown>;

const WITH_EMAIL: string[] = [UID.contact, UID.customer];

/** What Strapi's database lifecycles hand over, as far as these rules care. */
interface Event {
  action: string;
  params: { data?: unknown; where?: unknown };
  result?: unknown;
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
  strapi.db.lifecycles.subscribe({
    models: WITH_EMAIL,
    beforeCreate: normalise,
    beforeCreateMany: normalise,
    beforeUpdate: normalise,
    beforeUpdateMany: normalise,
  });
  strapi.db.lifecycles.subscribe({
    models: [UID.contact],
    async afterUpdate(event) {
      const result = event.result as { documentId?: string; blocked?: boolean } | undefined;
      if (result?.blocked && result.documentId) await peopleOf(strapi).endSessionsOfBlocked(result.documentId);
    },
  });
  guardMemberships(strapi);
  strapi.db.lifecycles.subscribe({
    models: [UID.membership],
    beforeCreate: (event) => refuseSecondMembership(strapi, event),
    beforeUpdate: (event) => refuseSecondMembership(strapi, event),
    afterCreate: (event) => nameMembership(strapi, event),
    afterUpdate: (event) => nameMembership(strapi, event),
  });
}
