import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { DocumentAttachment } from '../../../plugin/contract/customer/documents';
import type { KeptFile } from '../../../plugin/contract/editor/document-files';
import { ATTACHMENTS_MAX } from '../../../plugin/documents/limits';
import type { DocumentType } from '../../../plugin/documents/types';
import { richTextOf } from '../../../plugin/rules/rich-text';
import type { DocumentEventKind } from '../../../plugin/vocabulary';
import type { Actor } from '../conversations';
import { createIntake, type TakenFile } from '../customer-files';
import type { Download } from '../kernel/binder';
import { platformOf } from '../platform';
import { now } from '../platform/clock';
import { retrying } from '../platform/deadlock';
import { fieldError, PortalError } from '../platform/errors';
import { problemOfPdf } from '../platform/files';
import { hold } from '../platform/hold';
import { inTransaction, table, toDate, type Row, type Strapi, type Where } from '../platform/strapi';
import { UID } from '../platform/uid';
import { DOCUMENT_UIDS } from './content-types';
import { documentRows, type DocumentRow } from './rows';
import { subjectOf, type DocumentTimeline } from './timeline';

const PDF_PROBLEMS = {
  'pdf-broken': 'This PDF is broken or cut off.',
  'pdf-protected': 'This PDF is encrypted: whoever gets it may need a password.',
} as const;

export interface FileRow extends Row, TakenFile {
  purpose: 'attachment' | 'pdf';
  document: string;
  sha256: string;
  by: string | null;
  addedAt: string | Date;
}

type Whose = Pick<DocumentRow, 'documentId' | 'customer'>;

/** A file as customers are told of it. */
export const attachmentOf = ({ documentId, name, mime, size }: FileRow): DocumentAttachment => ({ id: documentId, name, mime, size });

/** The same for editors. */
export const keptFileOf = (row: FileRow): KeptFile => ({
  ...attachmentOf(row),
  by: row.by ?? '',
  addedAt: toDate(row.addedAt).toISOString(),
});

/** Files that the team puts to documents: attachments, and a PDF in place of ours. */
export function createDocumentFiles(strapi: Strapi, timeline: DocumentTimeline) {
  const rows = table<FileRow>(strapi, UID.documentFile);
  const { files } = platformOf(strapi);
  const intake = createIntake(strapi);
  const of = (type: DocumentType, document: string, purpose: FileRow['purpose']): Where => ({ ...subjectOf(type, document), purpose });

  /** Holds the document; whether it is issued. What happens to a draft's files is nobody's business yet. */
  async function holding(type: DocumentType, documentId: string): Promise<boolean> {
    if ((await hold(strapi, DOCUMENT_UIDS[type], { document_id: documentId })) === 0) throw new PortalError('not-found');
    const row = await documentRows(strapi, type).findOne({ where: { documentId }, select: ['state'] });
    return row?.state !== 'draft';
  }

  async function note(type: DocumentType, documentId: string, kind: DocumentEventKind, actor: Actor, name: string): Promise<void> {
    await timeline.note(type, documentId, { kind, actor, text: richTextOf(name) });
  }

  const byOf = (actor: Actor): string | null => ('editor' in actor ? actor.editor.slice(0, 255) : null);

  async function removeRows(found: FileRow[]): Promise<void> {
    if (found.length === 0) return;
    await rows.deleteMany({ where: { id: { $in: found.map(({ id }) => id) } } });
    await files.removeLater(found.map(({ key }) => key));
  }

  const pdfs = (type: DocumentType, documentId: string): Promise<FileRow[]> =>
    rows.findMany({ where: of(type, documentId, 'pdf'), orderBy: { id: 'desc' } });

  async function load(type: DocumentType, documentId: string, file: string): Promise<FileRow> {
    const row = await rows.findOne({ where: { ...of(type, documentId, 'attachment'), documentId: file } });
    if (!row) throw new PortalError('not-found');
    return row;
  }

  return {
    attachments: (type: DocumentType, documentId: string): Promise<FileRow[]> =>
      rows.findMany({ where: of(type, documentId, 'attachment'), orderBy: { id: 'asc' } }),

    hasPdf: async (type: DocumentType, documentId: string): Promise<boolean> =>
      (await rows.count({ where: of(type, documentId, 'pdf') })) > 0,

    /** The row of the PDF that stands in place of ours; null where there is none. */
    pdfRow: async (type: DocumentType, documentId: string): Promise<FileRow | null> => (await pdfs(type, documentId))[0] ?? null,

    /** What opens it. One that is being put in place is not there yet: the one before it is. @throws PortalError `pdf-failed` where it is lost */
    async pdfOf(type: DocumentType, documentId: string): Promise<Pick<Download, 'open' | 'size' | 'etag'> | null> {
      // Once more where none opens: what was found may have been replaced, and removed, in between.
      for (const last of [false, true]) {
        const found = await pdfs(type, documentId);
        for (const row of found) {
          const open = await files.open(row.key);
          if (open) return { open, size: row.size, etag: row.documentId };
        }
        if (found.length === 0) return null;
        if (last) break;
      }
      strapi.log.error(`customer-portal: the PDF of the team's own of document ${documentId} is gone from the store of files`);
      throw new PortalError('pdf-failed');
    },

    async download(type: DocumentType, documentId: string, file: string): Promise<Download> {
      const row = await load(type, documentId, file);
      const open = await files.open(row.key);
      if (!open) throw new PortalError('not-found');
      return { open, name: row.name, mime: row.mime, size: row.size, etag: row.documentId };
    },

    /** @throws PortalError `invalid-request`, `body-too-large`, `not-found` where the document is gone meanwhile */
    attach: (type: DocumentType, { documentId, customer }: Whose, name: string, source: Readable, actor: Actor): Promise<FileRow> =>
      intake.take<FileRow>({
        customer: customer?.id ?? 0,
        contact: null,
        name,
        source,
        async write(file, sha256) {
          const issued = await holding(type, documentId);
          if ((await rows.count({ where: of(type, documentId, 'attachment') })) >= ATTACHMENTS_MAX)
            throw fieldError(['file'], 'too-many', `A document has at most ${ATTACHMENTS_MAX} attachments.`);
          const data = { ...of(type, documentId, 'attachment'), ...file, sha256, by: byOf(actor), addedAt: now(strapi) };
          const row = await rows.create({ data });
          if (issued) await note(type, documentId, 'file-added', actor, file.name);
          return row;
        },
        discard: ({ id }) => rows.deleteMany({ where: { id } }),
      }),

    /** Of two who remove one at once one does. */
    detach: (type: DocumentType, documentId: string, file: string, actor: Actor): Promise<string> =>
      retrying(strapi, async () => {
        const issued = await holding(type, documentId);
        const row = await load(type, documentId, file);
        await removeRows([row]);
        if (issued) await note(type, documentId, 'file-removed', actor, row.name);
        return row.name;
      }),

    /** Puts a PDF in place of ours. @throws PortalError `invalid-request` where it is none, broken or encrypted */
    async setPdf(type: DocumentType, { documentId, customer }: Whose, name: string, source: Readable, actor: Actor): Promise<FileRow> {
      const row = await intake.take<FileRow>({
        customer: customer?.id ?? 0,
        contact: null,
        // Whatever it is called: its bytes must be a PDF's.
        name: name.toLowerCase().endsWith('.pdf') ? name : `${name}.pdf`,
        source,
        async check({ path }) {
          const problem = await problemOfPdf(path);
          if (problem) throw fieldError(['file'], problem, PDF_PROBLEMS[problem]);
        },
        async write(file, sha256) {
          const issued = await holding(type, documentId);
          const data = { ...of(type, documentId, 'pdf'), ...file, sha256, by: byOf(actor), addedAt: now(strapi) };
          const created = await rows.create({ data });
          if (issued) await note(type, documentId, 'pdf-set', actor, file.name);
          return created;
        },
        discard: ({ id }) => rows.deleteMany({ where: { id } }),
      });
      // Those before go once it is there. Of two at once the newer row stays: the other's file goes with its row.
      await inTransaction(strapi, async () => {
        await holding(type, documentId);
        const all = await pdfs(type, documentId);
        await removeRows(all.filter(({ id }) => id < row.id));
        if (!all.some(({ id }) => id === row.id)) await files.removeLater([row.key]);
      });
      return row;
    },

    /** The same for bytes that another system sends; the same again changes nothing. */
    async takePdf(type: DocumentType, whose: Whose, bytes: Buffer): Promise<'created' | 'updated' | 'unchanged'> {
      const before = (await pdfs(type, whose.documentId))[0];
      if (before?.sha256 === createHash('sha256').update(bytes).digest('hex') && (await files.has(before.key))) return 'unchanged';
      await this.setPdf(type, whose, 'document.pdf', Readable.from([bytes]), { system: true });
      return before ? 'updated' : 'created';
    },

    /** @throws PortalError `not-found` where there is none (any more) */
    removePdf: (type: DocumentType, documentId: string, actor: Actor): Promise<void> =>
      retrying(strapi, async () => {
        const issued = await holding(type, documentId);
        const found = await pdfs(type, documentId);
        if (!found[0]) throw new PortalError('not-found');
        await removeRows(found);
        if (issued) await note(type, documentId, 'pdf-removed', actor, found[0].name);
      }),

    /** Files go with their document: a draft that is deleted. */
    subscribe(): void {
      const types = Object.values(DOCUMENT_UIDS) as string[];
      const before = async ({ model, params }: { model: { uid: string }; params: { where?: unknown } }): Promise<void> => {
        const gone = await table(strapi, model.uid).findMany({ where: (params.where ?? {}) as Where, select: ['documentId'] });
        if (gone.length === 0) return;
        const where = { contentType: model.uid, document: { $in: gone.map(({ documentId }) => documentId) } };
        await removeRows(await rows.findMany({ where }));
      };
      strapi.db.lifecycles.subscribe({ models: types, beforeDelete: before, beforeDeleteMany: before });
    },
  };
}

export type DocumentFiles = ReturnType<typeof createDocumentFiles>;
