import type { DocumentType } from '../../../plugin/documents/types';
import { isOn } from '../../../plugin/preferences';
import { allows, rightsOf } from '../../../plugin/rights';
import type { Language } from '../../../plugin/vocabulary';
import { platformOf } from '../platform';
import { table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { portalBrand, settingsOf } from '../settings';
import { documentRows } from './rows';

interface Reader extends Row {
  email: string;
  firstName: string | null;
  language: Language | null;
  blocked: boolean;
}

interface MembershipRow extends Row {
  role: string | null;
  contact: Reader | null;
}

/** Mail to customers about what an editor says in the portal, where the preference has it. */
export function createCommentMail(strapi: Strapi) {
  const { mail } = platformOf(strapi);

  /** Who of the document's customer may sign in and read documents. */
  async function readers(customer: number): Promise<Reader[]> {
    const memberships = await table<MembershipRow>(strapi, UID.membership).findMany({
      where: { customer: { id: customer, portalAccess: true }, contact: { blocked: false } },
      populate: { contact: true },
      orderBy: { id: 'asc' },
    });
    return memberships.flatMap(({ role, contact }) => (contact && allows(rightsOf(role), 'documents.read') ? [contact] : []));
  }

  const load = (type: DocumentType, documentId: string) =>
    documentRows(strapi, type).findOne({
      where: { documentId },
      populate: { customer: { select: ['id', 'documentId', 'name'] }, contact: { select: ['id'] } },
    });

  /** The contact that the document is addressed to, as long as it reads it; else everybody there who does. */
  async function recipients(type: DocumentType, documentId: string): Promise<Reader[]> {
    if (!isOn(await settingsOf(strapi).preferences(), 'commentMails')) return [];
    const row = await load(type, documentId);
    const all = row?.customer ? await readers(row.customer.id) : [];
    const addressed = all.filter(({ id }) => id === row?.contact?.id);
    return addressed.length > 0 ? addressed : all;
  }

  return {
    recipients,

    /** Within the transaction of the comment: it leaves only if that commits. */
    async send(type: DocumentType, documentId: string, note: string): Promise<void> {
      const to = await recipients(type, documentId);
      if (to.length === 0) return;
      const row = await load(type, documentId);
      const customer = row?.customer;
      const brand = await portalBrand(strapi);
      // Whoever acts for several customers is led to the one that the document is for.
      const url = `${brand.portalUrl}/documents/${type}/${documentId}?customer=${customer?.documentId ?? ''}`;
      // A dash ends a word of a message's choice.
      const more = { type: type.replace('-', '_'), number: row?.number ?? '', note };
      for (const { id, documentId: reader, email, firstName, language } of to) {
        const content = { kind: 'document-answered', language: language ?? brand.defaultLanguage, firstName: firstName ?? '' } as const;
        await mail.queue({ ...content, url, email, reader: { id, documentId: reader }, customers: [customer?.name ?? ''], more }, brand);
      }
    },
  };
}
