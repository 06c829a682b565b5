import type { RowMigration } from '../platform/migrations';
import { table, toDate, type Row, type Strapi, type Where } from '../platform/strapi';
import { UID } from '../platform/uid';

interface ContactRow extends Row {
  invitedAt: string | Date | null;
}

interface MembershipRow extends Row {
  createdAt: string | Date;
  contact: ContactRow | null;
  customer: (Row & { linkSentAt: string | Date | null; linkSentName: string | null }) | null;
}

const PAGE = 500;

/** Every row's share, a page at a time. */
async function collect<R extends Row>(
  strapi: Strapi,
  uid: string,
  where: Where,
  populate: Record<string, unknown>,
  each: (row: R) => void,
): Promise<void> {
  let last = 0;
  for (;;) {
    const page = await table<R>(strapi, uid).findMany({
      where: { $and: [where, { id: { $gt: last } }] },
      populate,
      orderBy: { id: 'asc' },
      limit: PAGE,
    });
    page.forEach(each);
    last = page.at(-1)?.id ?? last;
    if (page.length < PAGE) return;
  }
}

/**
 * Contacts of customers whose link was mailed when they were with it. A mailing that noted whom it reached
 * says nothing of the others; and a customer whose access was switched off has a time, but no address.
 * @param began nothing that happened later counts
 */
async function mailedWithTheirCustomer(strapi: Strapi, began: Date): Promise<Set<number>> {
  const candidates: [contact: number, customer: number][] = [];
  const noted = new Set<number>();
  await collect<MembershipRow>(strapi, UID.membership, {}, { contact: true, customer: true }, ({ createdAt, contact, customer }) => {
    if (!contact || !customer?.linkSentAt || customer.linkSentName === null) return;
    const sent = toDate(customer.linkSentAt);
    if (contact.invitedAt && toDate(contact.invitedAt) >= sent) noted.add(customer.id);
    if (!contact.invitedAt && sent <= began && toDate(createdAt) <= sent) candidates.push([contact.id, customer.id]);
  });
  return new Set(candidates.flatMap(([contact, customer]) => (noted.has(customer) ? [] : [contact])));
}

/**
 * Notes of contacts from before `invitedAt` was kept that they were invited. From then on nothing but
 * an invitation of their own says so.
 */
async function noteInvited(strapi: Strapi, began: Date): Promise<void> {
  const invited = await mailedWithTheirCustomer(strapi, began);
  const owner = ({ contact }: Row & { contact: Row | null }): void => {
    if (contact) invited.add(contact.id);
  };
  for (const uid of [UID.credential, UID.identity]) await collect(strapi, uid, {}, { contact: true }, owner);
  await collect(
    strapi,
    UID.oneTimeToken,
    { $or: [{ purpose: 'invitation' }, { byEditor: true }] },
    { contact: true },
    (row: Row & { contact: ContactRow | null; email: string | null }) => {
      // A link to an address that the contact had before invited somebody else.
      if (row.contact && row.contact.email === row.email) invited.add(row.contact.id);
    },
  );
  await collect(strapi, UID.contact, { lastSignInAt: { $notNull: true } }, {}, ({ id }) => void invited.add(id));
  const ids = [...invited];
  for (let from = 0; from < ids.length; from += PAGE) {
    await table(strapi, UID.contact).updateMany({
      where: { id: { $in: ids.slice(from, from + PAGE) }, invitedAt: { $null: true } },
      data: { invitedAt: began },
    });
  }
}

export const invitedNoted: RowMigration = { name: 'invited-noted', up: noteInvited };
