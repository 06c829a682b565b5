import { APPROVALS_PAGE, type ApprovalDetail, type ApprovalEvent, type WaitingModule } from '../../../../plugin/contract/editor/approvals';
import { plainTextOf } from '../../../../plugin/rules/rich-text';
import type { RecordState } from '../../../../plugin/vocabulary';
import type { Download, Editor } from '../../kernel/binder';
import { PortalError } from '../../platform/errors';
import type { Strapi } from '../../platform/strapi';
import { createApprovalView, POPULATE, type FullRow } from './view';
import { createDecisions, type Approval } from './decisions';
import { mayReadField, readableBy, type ReadableModule } from './editor-permissions';
import { createInbox, type InboxQuery } from './inbox';
import { requireComment, type ModuleParts } from '../records';
import { createRevalidation } from './revalidation';

/** The editors' side of records: their inbox, each record there, and what editors say and decide. */
export function createApprovals(strapi: Strapi, parts: ModuleParts) {
  const { catalogue, store, history, languages, mails, files } = parts;
  const revalidate = createRevalidation(strapi, parts);
  const view = createApprovalView(strapi, parts, revalidate);
  const decisions = createDecisions(strapi, parts, view, revalidate);
  const { load, present, detail, languageOf, mailOf, author } = view;
  const inbox = createInbox(strapi, store);

  const readable = async (editor: Editor): Promise<ReadableModule[]> =>
    readableBy(editor, await catalogue.modules(), await languages.codes(), await languages.fallback());

  const reload = async (editor: Editor, id: string): Promise<ApprovalDetail> => {
    return detail(editor, await load(editor, id));
  };

  return {
    async find(
      editor: Editor,
      {
        page = 1,
        module: only,
        state = 'submitted',
        q,
      }: { page?: number; module?: string; state?: Exclude<RecordState, 'draft'> | 'unread'; q?: string },
    ) {
      const modules = (await readable(editor)).filter(({ module }) => !only || module.row.documentId === only);
      const query: InboxQuery = { modules, codes: await languages.codes(), state, search: q || undefined, page, pageSize: APPROVALS_PAGE };
      const ids = await inbox.page(query);
      const rows = await store.rows.findMany({ where: { id: { $in: ids } }, populate: POPULATE });
      const byId = new Map(rows.map((row) => [row.id, row]));
      const byType = new Map((await catalogue.modules()).map((module) => [module.uid, module]));
      const listed = ids.map(async (id) => {
        const row = byId.get(id);
        const module = row && byType.get(row.contentType);
        return row?.customer && module ? [present(editor, module, row as FullRow, await languageOf(module, row))] : [];
      });
      return { rows: (await Promise.all(listed)).flat(), page, total: await inbox.count(query) };
    },

    /** How many wait and how many have unread comments, in all and in each module that the editor may look into. */
    async waiting(editor: Editor): Promise<{ waiting: number; unread: number; open: number; modules: WaitingModule[] }> {
      const modules = await readable(editor);
      const [counts, unread] = [await inbox.countByType(modules, 'submitted'), await inbox.countByType(modules, 'unread')];
      const listed = modules.map(({ module: { uid, row } }) => ({
        id: row.documentId,
        name: row.name,
        contentType: uid,
        waiting: counts.get(uid) ?? 0,
        unread: unread.get(uid) ?? 0,
      }));
      const sum = (key: 'waiting' | 'unread'): number => listed.reduce((before, module) => before + module[key], 0);
      const others = [...(await inbox.countByType(modules, 'unread-only')).values()].reduce((before, count) => before + count, 0);
      return { waiting: sum('waiting'), unread: sum('unread'), open: sum('waiting') + others, modules: listed };
    },

    findOne: reload,

    async findOfDocument(editor: Editor, uid: string, document: string): Promise<ApprovalDetail | null> {
      const known = await store.ofDocument(uid, document);
      if (!known || !(await catalogue.of(uid))) return null;
      return reload(editor, known.documentId).catch((error: unknown) => {
        if (error instanceof PortalError && error.code === 'not-found') return null;
        throw error;
      });
    },

    async read(editor: Editor, id: string, comments: number): Promise<{ read: boolean }> {
      const { row } = await load(editor, id);
      return { read: await store.commentsRead(row, comments) };
    },

    async file(editor: Editor, id: string, file: string): Promise<Download> {
      const { row, module } = await load(editor, id);
      // What a draft names was not handed in yet.
      if (row.state === 'draft') throw new PortalError('not-found');
      const language = await languageOf(module, row);
      return files.downloadOf(row, file, (field) => mayReadField(editor, module.uid, language, field));
    },

    async approve(editor: Editor, id: string, approval: Approval): Promise<ApprovalDetail> {
      await decisions.approve(editor, id, approval);
      return reload(editor, id);
    },

    async reject(editor: Editor, id: string, { revision, note }: { revision: number; note: string }): Promise<ApprovalDetail> {
      await decisions.reject(editor, id, { revision, note });
      return reload(editor, id);
    },

    decideAll: decisions.all,

    async comment(editor: Editor, id: string, { text, internal }: { text: unknown[]; internal: boolean }): Promise<ApprovalEvent> {
      const { row, module } = await load(editor, id);
      const rich = requireComment(text);
      const event = await store.holding(row, async () => {
        const added = await history.add(row, {
          kind: 'comment',
          actor: { editor: editor.email },
          text: rich,
          internal,
          detail: module.row.name,
        });
        if (!internal)
          await mails.toContact(author(row).reverse(), row.customer.id, 'record-answered', mailOf(module, row, plainTextOf(rich)));
        return added;
      });
      return history.presentToEditor(event);
    },
  };
}

export type Approvals = ReturnType<typeof createApprovals>;
