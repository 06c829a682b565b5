import type { DocumentType } from '../../../plugin/documents/types';
import { fileName } from '../../../plugin/rules/file-name';
import type { PreferenceValues } from '../../../plugin/preferences';
import type { PdfDocument } from '../../../plugin/pdf-document';
import { dateIn } from '../../../plugin/rules/calendar';
import type { Download } from '../kernel/binder';
import { platformOf } from '../platform';
import { now } from '../platform/clock';
import { sign } from '../platform/crypto';
import type { Rendered } from '../platform/pdf';
import { table, toDate, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { logoIdentity, settingsOf } from '../settings';
import { buyerOf, sellerOf, type BilledCustomer } from './parties';
import type { DocumentFiles } from './files';
import { createKeptPdfs } from './kept-pdfs';
import { pdfDocumentOf, pdfNameOf } from './pdf-document';
import { detailOf } from './present';
import { createRender } from './render';
import type { DocumentRow } from './rows';

const PURPOSE = 'document-pdf';

export interface DocumentFile {
  bytes: Buffer;
  name: string;
}

/** A document, and all that its PDF is made of. */
interface Template {
  document: PdfDocument;
  name: string;
  created: Date;
  logoFile: string | null;
  /** Names what comes out for good. */
  key: string;
}

const sliced = (bytes: Uint8Array): Download['open'] => {
  const all = Buffer.from(bytes);
  return (range) => (range ? all.subarray(range.start, range.end + 1) : all);
};

async function wholeOf(source: AsyncIterable<Uint8Array> | Buffer): Promise<Buffer> {
  if (Buffer.isBuffer(source)) return source;
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** PDFs of documents: made when they are asked for, kept until the document, the template or its logo is another. */
export function createDocumentPdfs(strapi: Strapi, files: DocumentFiles) {
  const { pdf } = platformOf(strapi);
  const kept = createKeptPdfs(strapi);
  const { raw, render } = createRender(strapi);
  /** What is being made: whoever asks for the same waits for the same. */
  const making = new Map<string, Promise<Rendered>>();

  async function templateOf(type: DocumentType, row: DocumentRow, by: Partial<PreferenceValues> = {}): Promise<Template> {
    const preferences = { ...(await settingsOf(strapi).preferences()), ...by };
    const general = (await settingsOf(strapi).get('general')).values;
    const language = row.language ?? preferences.defaultLanguage;
    const status = row.state === 'draft' || row.state === 'void' ? row.state : undefined;
    const detail = detailOf(type, row, row.issueDate ?? '');
    const document = pdfDocumentOf(detail, { paper: preferences.pdfPaper, accent: preferences.accentColour, language, status });
    const created = toDate(row.issuedAt ?? row.updatedAt);
    const parts = [document, created, await logoIdentity(strapi, general.logoFile), await pdf.fingerprint()];
    const key = sign(strapi, PURPOSE, JSON.stringify(parts));
    return { document, name: fileName(pdfNameOf(detail, language)), created, logoFile: general.logoFile, key };
  }

  async function make(documentId: string, { document, created, logoFile, key }: Template, keep: boolean): Promise<Rendered> {
    const { made, whole } = await render('document', document, { created, logoFile }, `document ${documentId}`);
    if (keep && whole) await kept.keep(documentId, key, made.bytes);
    return made;
  }

  function madeOnce(documentId: string, template: Template): Promise<Rendered> {
    const known = making.get(template.key);
    if (known) return known;
    const one = make(documentId, template, true).finally(() => making.delete(template.key));
    making.set(template.key, one);
    return one;
  }

  /** A draft as it would be if it were issued now. */
  async function asIssued(row: DocumentRow): Promise<DocumentRow> {
    if (row.state !== 'draft') return row;
    const preferences = await settingsOf(strapi).preferences();
    const customer = row.customer && (await table<BilledCustomer>(strapi, UID.customer).findOne({ where: { id: row.customer.id } }));
    return {
      ...row,
      issueDate: row.issueDate ?? dateIn(preferences.timeZone, now(strapi)),
      seller: sellerOf(preferences),
      buyer: customer ? buyerOf(customer) : null,
    };
  }

  /** The PDF that the team put in place of ours. @throws PortalError `pdf-failed` where it is lost: ours says something else */
  async function ownOf(type: DocumentType, row: DocumentRow): Promise<Download | null> {
    const found = await files.pdfOf(type, row.documentId);
    if (!found) return null;
    const { defaultLanguage } = await settingsOf(strapi).preferences();
    const name = fileName(pdfNameOf({ type, number: row.number ?? '' }, row.language ?? defaultLanguage));
    return { ...found, name, mime: 'application/pdf' };
  }

  return {
    /**
     * The PDF of a document that is issued, to be handed over: the team's own, where it has one.
     * @throws PortalError `pdf-failed`, `too-many-requests`
     */
    async download(type: DocumentType, row: DocumentRow): Promise<Download> {
      const own = await ownOf(type, row);
      if (own) return own;
      const template = await templateOf(type, row);
      const { key: etag, name } = template;
      const found = await kept.find(etag);
      if (found) return { ...found, name, mime: 'application/pdf', etag };
      const { bytes } = await madeOnce(row.documentId, template);
      return { open: sliced(bytes), size: bytes.byteLength, name, mime: 'application/pdf', etag };
    },

    /** The same as a whole, for a mail. */
    async fileOf(type: DocumentType, row: DocumentRow): Promise<DocumentFile> {
      const file = await this.download(type, row);
      return { name: file.name, bytes: await wholeOf(file.open()) };
    },

    /** The same for who writes it; of a draft it is nowhere kept. */
    async preview(type: DocumentType, row: DocumentRow): Promise<Download> {
      if (row.state !== 'draft') return this.download(type, row);
      const own = await ownOf(type, row);
      if (own) return own;
      const template = await templateOf(type, await asIssued(row));
      const { bytes } = await make(row.documentId, template, false);
      return { open: sliced(bytes), size: bytes.byteLength, name: template.name, mime: 'application/pdf' };
    },

    /** A document that is none, by settings that need not be saved. @throws PdfError */
    async sample(type: DocumentType, row: DocumentRow, by: Partial<PreferenceValues>): Promise<Uint8Array> {
      const { document, created, logoFile } = await templateOf(type, row, by);
      return (await raw('document', document, { created, logoFile })).made.bytes;
    },

    /** Characters of it that no font has: boxes stand in their place. None where that cannot be told. */
    async missingCharacters(type: DocumentType, row: DocumentRow): Promise<string[]> {
      if (await files.hasPdf(type, row.documentId)) return [];
      try {
        return await pdf.missingCharacters((await templateOf(type, row)).document);
      } catch (error) {
        strapi.log.warn(`customer-portal: nobody knows whether the fonts of PDFs have all characters: ${String(error)}`);
        return [];
      }
    },

    cleanUp: () => kept.cleanUp(),
  };
}
