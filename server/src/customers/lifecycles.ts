import { errors } from '@strapi/utils';
import { canonicalEmail } from '../../../plugin/rules/email';
import { table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { peopleOf } from './people';

type Data = Record<string, unknown>;

const WITH_EMAIL: string[] = [UID.contact, UID.customer];

/** What Strapi's database lifecycles hand over, as far as these rules care. */
interface Event {
  params: { data?: unknown; where?: unknown };
  result?: unknown;
}

interface MembershipRow extends Row {
  label: string | null;
  customer: { id: number; name: string } | null;
  contact: { id: number; email: string } | null;
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

/** The id that a relation input names, in the forms that the Content Manager and code use; undefined when unchanged. */
function relatedId(input: unknown): unknown {
  if (input === null || typeof input !== 'object') return input;
  if (Array.isArray(input)) return input.length > 0 ? relatedId(input[0]) : undefined;
  const { set, connect, id } = input as { set?: unknown; connect?: unknown; id?: unknown };
  return id ?? relatedId(connect) ?? relatedId(set);
}

/** A contact is a member of a customer once. Two that are made at once would do no harm: readers count each once. */
async function refuseSecondMembership(strapi: Strapi, { params }: Event): Promise<void> {
  const rows = table<MembershipRow>(strapi, UID.membership);
  const data = params.data as Data;
  const before = params.where
    ? await rows.findOne({ where: params.where as Data, populate: { customer: true, contact: true } })
    : null;
  const customer = relatedId(data.customer) ?? before?.customer?.id;
  const contact = relatedId(data.contact) ?? before?.contact?.id;
  if (customer === undefined || contact === undefined) return;
  const others = before ? { id: { $ne: before.id } } : {};
  if ((await rows.count({ where: { customer, contact, ...others } })) > 0) {
    throw new errors.ValidationError('This contact is a member of this customer already.');
  }
}

/** Gives a membership a name that an editor recognises, where Strapi would show its number. */
async function nameMembership(strapi: Strapi, { result }: Event): Promise<void> {
  const rows = table<MembershipRow>(strapi, UID.membership);
  const { documentId } = result as { documentId?: string };
  const membership = await rows.findOne({ where: { documentId }, populate: { contact: true, customer: true } });
  if (!membership || membership.label) return;
  const label = [membership.contact?.email, membership.customer?.name].filter(Boolean).join(' · ').slice(0, 255);
  if (label) await rows.updateMany({ where: { id: membership.id }, data: { label } });
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
  strapi.db.lifecycles.subscribe({
    models: [UID.membership],
    beforeCreate: (event) => refuseSecondMembership(strapi, event),
    beforeUpdate: (event) => refuseSecondMembership(strapi, event),
    afterCreate: (event) => nameMembership(strapi, event),
    afterUpdate: (event) => nameMembership(strapi, event),
  });
}
