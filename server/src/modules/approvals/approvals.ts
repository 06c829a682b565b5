import { APPROVALS_PAGE, type ApprovalDetail, type approvalsContract } from '../../../../plugin/contract/editor/approvals';
import { plainTextOf } from '../../../../plugin/rules/rich-text';
import type { Editor, Handlers } from '../../kernel/binder';
import { PortalError } from '../../platform/errors';
import type { Strapi } from '../../platform/strapi';
import { createApprovalView, POPULATE, type FullRow } from './view';
import { createDecisions } from './decisions';
import { mayReadField, readableBy, type ReadableModule } from './editor-permissions';
import { createInbox, type InboxQuery } from './inbox';
import { requireComment } from '../../conversations';
import type { ModuleParts } from '../records';
import { createRevalidation } from './revalidation';

/** The editors' side of records: their inbox, each record there, and what editors say and decide. */
export function createApprovals(strapi: Strapi, parts: ModuleParts): Handlers<typeof approvalsContract> {
  const { catalogue, store, history, languages, mails, files } = parts;
  const revalidate = createRevalidation(strapi, parts);
  const view = createApprovalView(strapi, parts, revalidate);
  const decisions = createDecisions(strapi, parts, view, revalidate);
  const { load, present, detail, languageOf, mailOf, author } = view;
  const inbox = createInbox(strapi, store);

  const readable = async (editor: Editor): Promise<ReadableModule[]> =>
    readableBy(editor, await catalogue.modules(), await languages.codes(), await languages.fallback());

  const reload = async (editor: Editor, id: string): Promise<ApprovalDetail> => detail(editor, await load(editor, id));

  return {
    async find({ editor, query: { page = 1, module: only, state = 'submitted', q } }) {
      const modules = (await readable(editor)).filter(({ module }) => !only || module.row.documentId === only);
      const wanted: InboxQuery = { modules, codes: await languages.codes(), state, search: q || undefined, page, pageSize: APPROVALS_PAGE };
      const ids = await inbox.page(wanted);
      const rows = await store.rows.findMany({ where: { id: { $in: ids } }, populate: POPULATE });
      const byId = new Map(rows.map((row) => [row.id, row]));
      const byType = new Map((await catalogue.modules()).map((module) => [module.uid, module]));
      const listed = ids.map(async (id) => {
        const row = byId.get(id);
        const module = row && byType.get(row.contentType);
        return row?.customer && module ? [present(editor, module, row as FullRow, await languageOf(module, row))] : [];
      });
      return { rows: (await Promise.all(listed)).flat(), page, total: await inbox.count(wanted) };
    },

    /** How many wait and how many have unread comments, in all and in each module that the editor may look into. */
    async count({ editor }) {
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

    findOne: ({ editor, params }) => reload(editor, params.id),

    async findOfDocument({ editor, params: { uid, document } }) {
      const known = await store.ofDocument(uid, document);
      if (!known || !(await catalogue.of(uid))) return null;
      return reload(editor, known.documentId).catch((error: unknown) => {
        if (error instanceof PortalError && error.code === 'not-found') return null;
        throw error;
      });
    },

    async read({ editor, params, body }) {
      const { row } = await load(editor, params.id);
      return { read: await store.commentsRead(row, body.comments) };
    },

    async file({ editor, params: { id, file } }) {
      const { row, module } = await load(editor, id);
      // What a draft names was not handed in yet.
      if (row.state === 'draft') throw new PortalError('not-found');
      const language = await languageOf(module, row);
      return files.downloadOf(row, file, (field) => mayReadField(editor, module.uid, language, field));
    },

    async approve({ editor, params: { id }, body }) {
      await decisions.approve(editor, id, body);
      return reload(editor, id);
    },

    async reject({ editor, params: { id }, body }) {
      await decisions.reject(editor, id, body);
      return reload(editor, id);
    },

    decideAll: ({ editor, body }) => decisions.all(editor, body),

    async comment({ editor, params, body: { text, internal } }) {
      const { row, module } = await load(editor, params.id);
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
