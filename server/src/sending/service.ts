import { DOCUMENT_FACTS, DOCUMENT_TYPES, type DocumentType } from '../../../plugin/documents/types';
import { fileName } from '../../../plugin/rules/file-name';
import type { Language, MailKind } from '../../../plugin/vocabulary';
import type { Actor } from '../conversations';
import { DOCUMENT_UIDS, documentRows, documentsOf, minorUnitsOf, speaker, type DocumentLine, type DocumentRow } from '../documents';
import { platformOf } from '../platform';
import { retrying } from '../platform/deadlock';
import { PortalError } from '../platform/errors';
import { hold } from '../platform/hold';
import { serviceOf, type Strapi } from '../platform/strapi';
import { portalBrand } from '../settings';
import { readersOf, recipientsOf, type Recipient } from './recipients';

/** The documents that mails say are attached. */
const SOURCE = 'document';

interface Attached {
  type: DocumentType;
  document: string;
  /** Who it is for; mails that were queued before this was kept say nothing of it. */
  to?: { contact: number; email: string };
}

/** Neither what nobody was sent yet nor what was taken back leaves the house. */
const mayLeave = ({ state }: DocumentRow): boolean => state !== 'draft' && state !== 'void';

/** `Invoice INV-00012`, in the reader's language. */
export const titleOf = (type: DocumentType, { number, currency }: DocumentRow, language: Language): string =>
  `${speaker(language, currency ?? 'EUR').say(type)} ${number ?? ''}`.trim();

/** Documents on their way to customers by mail: with their PDF, which is made when the mail leaves. */
export function createSending(strapi: Strapi) {
  const { mail } = platformOf(strapi);

  const load = (type: DocumentType, documentId: string): Promise<DocumentRow | null> =>
    documentRows(strapi, type).findOne({ where: { documentId }, populate: { customer: true, contact: true } });

  /** What a mail says of a document, in the reader's language. */
  function wordsOf(type: DocumentType, row: DocumentRow, language: Language): Record<string, string> {
    const { say, money, date } = speaker(language, row.currency ?? 'EUR');
    const { until } = DOCUMENT_FACTS[type];
    return {
      title: titleOf(type, row, language),
      amount: money(minorUnitsOf(row.gross)),
      until: until && row.untilDate ? `${say(`until.${until}`)}: ${date(row.untilDate)}` : '',
    };
  }

  /** Queues mails with the document attached, in the caller's transaction. */
  async function queue(
    type: DocumentType,
    row: DocumentRow,
    to: Recipient[],
    kind: MailKind,
    more: Record<string, string> = {},
  ): Promise<void> {
    const brand = await portalBrand(strapi);
    const { documentId: document, customer } = row;
    const url = `${brand.portalUrl}/documents/${type}/${document}${customer ? `?customer=${customer.documentId}` : ''}`;
    for (const reader of to) {
      const { id, email, firstName, language } = reader;
      const attached: Attached = { type, document, to: { contact: id, email } };
      const speaks = language ?? brand.defaultLanguage;
      await mail.queue(
        {
          kind,
          language: speaks,
          firstName: firstName ?? '',
          url,
          email,
          reader,
          customers: customer ? [customer.name] : [],
          more: { ...wordsOf(type, row, speaks), ...more },
        },
        brand,
        { source: SOURCE, of: attached },
      );
    }
  }

  /** Whether a document may still go where it was to go: rights end, and addresses become others'. */
  async function mayHave({ customer }: DocumentRow, to: NonNullable<Attached['to']>): Promise<boolean> {
    const readers = customer ? await readersOf(strapi, customer.id) : [];
    return readers.some(({ id, email }) => id === to.contact && email === to.email);
  }

  return {
    queue,

    /** Has mails get their PDFs: those of documents that are gone or void, or for who reads them no more, do not leave. */
    attach(): void {
      mail.attach(SOURCE, async ({ type, document, to }: Attached) => {
        const row = DOCUMENT_TYPES.includes(type) ? await load(type, document) : null;
        if (!row || !mayLeave(row) || (to && !(await mayHave(row, to)))) return null;
        const { bytes, name } = await documentsOf(strapi).pdfs.fileOf(type, row);
        return { filename: fileName(name), content: bytes, contentType: 'application/pdf' };
      });
    },

    /**
     * Mails a document to contacts of its customer that somebody there chose, in the caller's transaction, with its line
     * in the timeline. @throws PortalError `conflict` where it was taken back meanwhile
     */
    async forward(
      type: DocumentType,
      documentId: string,
      to: Recipient[],
      { sender, message, line }: { sender: string; message: string; line: DocumentLine },
    ): Promise<number> {
      await hold(strapi, DOCUMENT_UIDS[type], { document_id: documentId });
      const row = await load(type, documentId);
      if (!row || !mayLeave(row)) throw new PortalError('conflict');
      await queue(type, row, to, 'document-forwarded', { sender, message });
      await documentsOf(strapi).timeline.note(type, documentId, { ...line, recipients: to.map(({ email }) => email) });
      return to.length;
    },

    /**
     * Mails a document to the contact that it is addressed to, or to those of its customer that read documents. With
     * `issue` a draft is issued in the same transaction: of two at once one is told `conflict`, and nothing is mailed
     * that was not issued.
     * @param alsoDo is done in that transaction
     * @throws PortalError `conflict`, `email-missing`, and what issuing throws
     */
    send: (
      type: DocumentType,
      documentId: string,
      issue: boolean,
      actor: Actor = { system: true },
      alsoDo: (number: string) => Promise<void> = () => Promise.resolve(),
    ): Promise<{ number: string; to: Recipient[] }> => {
      const documents = documentsOf(strapi);
      const work = async () => {
        if (issue) await documents.issue(type, documentId, actor);
        await hold(strapi, DOCUMENT_UIDS[type], { document_id: documentId });
        const row = await load(type, documentId);
        if (!row) throw new PortalError('not-found');
        if (!mayLeave(row)) throw new PortalError('conflict');
        const to = await recipientsOf(strapi, row);
        if (to.length === 0) throw new PortalError('email-missing');
        await queue(type, row, to, 'document-sent');
        await documents.timeline.note(type, documentId, { kind: 'sent', actor, recipients: to.map(({ email }) => email) });
        const number = row.number ?? '';
        await alsoDo(number);
        return { number, to };
      };
      // Who issues holds the customer and the document before anything is read in the transaction.
      return issue ? documents.settling.holding({ type, document: documentId }, work) : retrying(strapi, work);
    },
  };
}

export const sendingOf = serviceOf('sending', createSending);
