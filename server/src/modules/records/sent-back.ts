import { repository } from '../../kernel/repository';
import type { SessionParty } from '../../kernel/party';
import type { Strapi } from '../../platform/strapi';
import { UID } from '../../platform/uid';

/** How many of a contact's own records were sent back to it, by content type. */
export async function sentBackOf(strapi: Strapi, party: SessionParty): Promise<Map<string, number>> {
  const own = repository(strapi, party, { uid: UID.record, customer: 'customer', contact: 'contact' });
  const rows = (await own
    .statement()
    .where({ state: 'rejected' })
    .groupBy('content_type')
    .select({ type: 'content_type' })
    .count({ count: '*' })) as unknown as { type: string; count: number | string }[];
  return new Map(rows.map(({ type, count }) => [type, Number(count)]));
}
