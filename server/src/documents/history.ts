import type { documentHistoryContract, DocumentHistoryLine } from '../../../plugin/contract/editor/document-history';
import { plainTextOf } from '../../../plugin/rules/rich-text';
import type { DocumentEventKind } from '../../../plugin/vocabulary';
import { requireComment, type EventRow } from '../conversations';
import type { Handlers } from '../kernel/binder';
import { PortalError } from '../platform/errors';
import { hold } from '../platform/hold';
import { inTransaction, type Strapi } from '../platform/strapi';
import { signedHash } from './answers';
import { createCommentMail } from './comment-mail';
import { DOCUMENT_UIDS } from './content-types';
import { readableDocument } from './readable';
import { documentRows } from './rows';
import { documentsOf } from './service';
import { aboutOf, subjectOf } from './timeline';

/** What editors see of documents' timelines, and say. */
export function documentHistoryHandlers(strapi: Strapi): Handlers<typeof documentHistoryContract> {
  const mails = createCommentMail(strapi);

  const shown = (row: EventRow<DocumentEventKind>): DocumentHistoryLine => {
    const { mine: _mine, ...line } = documentsOf(strapi).timeline.presentToEditor(row);
    return { ...line, byLink: row.byLink === true, recipients: row.recipients ?? '', about: aboutOf(row) };
  };

  return {
    async find({ editor, params: { type, document } }) {
      const row = await readableDocument(strapi, editor, type, document);
      const seen = row.state !== 'draft';
      const lines = await documentsOf(strapi).timeline.find(subjectOf(type, document), { internal: true });
      return {
        lines: lines.map(shown),
        customer: (seen && row.customer?.name) || '',
        mailed: seen && (await mails.recipients(type, document)).length > 0,
      };
    },

    async answer({ editor, params: { type, document } }) {
      await readableDocument(strapi, editor, type, document);
      const row = await documentRows(strapi, type).findOne({ where: { documentId: document } });
      if (!row?.answer) return { answer: null };
      const { version: _version, revision: _revision, ...answer } = row.answer;
      return { answer: { ...answer, matches: answer.sha256 === signedHash(row) } };
    },

    async comment({ editor, params: { type, document }, body: { text, internal } }) {
      await readableDocument(strapi, editor, type, document);
      const rich = requireComment(text);
      const written = await inTransaction(strapi, async () => {
        await hold(strapi, DOCUMENT_UIDS[type], { document_id: document });
        const row = await documentRows(strapi, type).findOne({ where: { documentId: document }, select: ['state'] });
        // Gone meanwhile; or a draft, of which nobody in the portal knows.
        if (!row || (row.state === 'draft' && !internal)) throw new PortalError(row ? 'conflict' : 'not-found');
        const line = { kind: 'comment', actor: { editor: editor.email }, text: rich, internal } as const;
        const added = await documentsOf(strapi).timeline.note(type, document, line);
        if (!internal) await mails.send(type, document, plainTextOf(rich));
        return added;
      });
      return shown(written);
    },
  };
}
