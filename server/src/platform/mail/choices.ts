import { UNSUBSCRIBE_PATH } from '../../../../plugin/plugin-id';
import { MAIL_TOPICS, type MailTopic } from '../../../../plugin/vocabulary';
import { now } from '../clock';
import { publicUrlOf } from '../config';
import { isSigned, sign } from '../crypto';
import { newDocumentId } from '../document-id';
import { inTransaction, table, tableName, type Row, type Strapi } from '../strapi';
import { UID } from '../uid';

const PURPOSE = 'unsubscribe';
const TOKEN = /^([a-z0-9]{24})-([a-z]{3,20})-([\w-]{43})$/u;

/** What contacts want no mail about: a row for each of their topics that is off. */
export function createChoices(strapi: Strapi) {
  const rows = table<Row & { topic: MailTopic }>(strapi, UID.mailRefusal);
  const contacts = table<Row & { email: string }>(strapi, UID.contact);
  const signed = (contact: string, topic: MailTopic, email: string): string => `${contact}:${topic}:${email}`;

  /** One statement each way, so that of two at once the later one holds and neither fails. */
  async function set(contact: number, topic: MailTopic, on: boolean): Promise<void> {
    if (on) {
      await rows.deleteMany({ where: { contact, topic } });
      return;
    }
    await inTransaction(strapi, async (transaction) => {
      const instant = now(strapi);
      await strapi.db
        .getConnection(tableName(strapi, UID.mailRefusal))
        .transacting(transaction as never)
        .insert({ document_id: newDocumentId(), contact_id: contact, topic, created_at: instant, updated_at: instant })
        .onConflict(['contact_id', 'topic'])
        .ignore();
    });
  }

  return {
    set,

    isOff: async (contact: number, topic: MailTopic): Promise<boolean> => (await rows.count({ where: { contact, topic } })) > 0,

    offOf: async (contact: number): Promise<MailTopic[]> => (await rows.findMany({ where: { contact } })).map(({ topic }) => topic),

    /** Those of these contacts who want no mail about it. */
    async refusing(ids: number[], topic: MailTopic): Promise<Set<number>> {
      const found = ids.length === 0 ? [] : await rows.findMany({ where: { contact: { $in: ids }, topic }, populate: { contact: true } });
      return new Set(found.flatMap(({ contact }) => (contact as { id: number } | null)?.id ?? []));
    },

    /**
     * Where whoever reads a mail ends mails like it, for as long as the mail lies somewhere. It says who reads it and
     * about what, signed, and does that one thing; another address of the contact's makes it void.
     */
    url: (contact: string, topic: MailTopic, email: string): string =>
      `${publicUrlOf(strapi)}${UNSUBSCRIBE_PATH}/${contact}-${topic}-${sign(strapi, PURPOSE, signed(contact, topic, email))}`,

    /** Does what a token is for, however often; null for one that is none of ours, or whose address is nobody's any more. */
    async useToken(token: string): Promise<MailTopic | null> {
      const [, documentId = '', named = '', signature = ''] = TOKEN.exec(token) ?? [];
      const topic = MAIL_TOPICS.find((one) => one === named);
      if (!topic) return null;
      const contact = await contacts.findOne({ where: { documentId }, select: ['id', 'email'] });
      if (!isSigned(strapi, PURPOSE, signed(documentId, topic, contact?.email ?? ''), signature) || !contact) return null;
      await set(contact.id, topic, false);
      return topic;
    },

    /** Removes what contacts left behind who are gone. */
    cleanUp: () => rows.deleteMany({ where: { contact: null } }),
  };
}
