/**
 * What happens to records when the things that they stand on change: the team publishes, unpublishes
 * or deletes a document, a customer is deleted, time passes.
 */
import { now } from '../../platform/clock';
import { table, tableName, type Row, type Strapi } from '../../platform/strapi';
import { UID } from '../../platform/uid';
import { adoptComponents, narrowIds } from '../../fields';
import { NO_LANGUAGE } from '../document';
import type { LoadedModule } from '../settings';
import type { ModuleParts } from './parts';
import { isOurs } from '../publishing';
import type { RecordRow } from './record-row';

interface DocumentContext {
  uid: string;
  action: string;
  params: { documentId?: string; status?: string };
}

const CONCERNED = new Set(['publish', 'unpublish', 'delete', 'discardDraft']);
/** Whether an action of the Document Service changes what is published; `update` does when it is told to publish. */
const isConcerned = ({ action, params }: DocumentContext): boolean =>
  CONCERNED.has(action) || (action === 'update' && params.status === 'published');
const AT_ONCE = 500;
/** How often a record is read again when somebody else changes it at the same time. */
const TRIES = 5;

/** What customers write of a version, and in which language. */
interface Values {
  values: Record<string, unknown>;
  language: string | null;
}
const NOTHING: Values = { values: {}, language: null };

export function createUpkeep(
  strapi: Strapi,
  { catalogue, store, records, files, history, languages, library, publishedFiles, publishing, reader }: ModuleParts,
) {
  /** Removes records with all that belongs to them. The team's documents stay the team's. */
  async function removeRecords(ids: number[]): Promise<void> {
    if (ids.length === 0) return;
    await strapi.db.transaction(async () => {
      await store.lock(ids);
      await files.removeOf(ids);
      await history.removeOf(ids);
      await store.rows.deleteMany({ where: { id: { $in: ids } } });
    });
  }

  const isPublished = async (uid: string, documentId: string): Promise<boolean> =>
    (await strapi.db.query(uid).count({ where: { documentId, publishedAt: { $notNull: true } } })) > 0;
  const exists = async (uid: string, documentId: string): Promise<boolean> =>
    (await strapi.db.query(uid).count({ where: { documentId } })) > 0;

  /** The values that customers write, of the version that is published now. */
  async function publishedValues(module: LoadedModule, row: RecordRow): Promise<Values> {
    const others = module.localized ? [...(await languages.of(module, null)), ...(await languages.codes())] : [NO_LANGUAGE];
    const { values, language } = await records.newest(
      module,
      { ...row, working: null },
      row.language === null ? others : [row.language, ...others],
    );
    const written = Object.fromEntries(module.writable.map(({ name }) => [name, values[name] ?? null]));
    return { values: await publishing.adopt(module, { document: row.document, language }, written), language };
  }

  /** The components of a discarded draft are made anew: an unpublished version goes on naming those that they were. */
  async function followDraft(module: LoadedModule, row: RecordRow, before: Row | null): Promise<void> {
    const { draft } = await publishing.versionsOf(module, row.document, row.language);
    const working = adoptComponents(module.writable, row.working ?? {}, before, draft);
    await store.rows.updateMany({ where: { id: row.id, revision: row.revision }, data: { working } });
  }

  /** The same of the team's draft: what is left of a version that was taken back unseen. */
  async function draftValues(module: LoadedModule, row: RecordRow): Promise<Values> {
    const { draft } = await publishing.versionsOf(module, row.document, row.language);
    const values = draft ? reader.present(module.writable, { row: draft, language: row.language ?? NO_LANGUAGE }).values : {};
    return { values, language: row.language };
  }

  /**
   * Brings a record in line with its document as it is now; false when somebody changed it meanwhile.
   * `last` is what was published before it was taken back. Without a module there is an owner only, who
   * is kept for documents of every content type.
   */
  async function follow(module: LoadedModule | undefined, row: RecordRow, last: Values | null): Promise<boolean> {
    const { contentType } = row;
    const document = row.document ?? '';
    const tell = (kind: 'published' | 'unpublished') => history.add(row, { kind, actor: { system: true }, detail: module?.row.name ?? '' });
    if (!(await exists(contentType, document))) {
      // What the customer is at work on is not lost with the team's document: it would become a new one.
      const atWork = row.working !== null && row.state !== 'unpublished';
      if (atWork) return store.change(row, { document: null, live: false, changedAt: now(strapi) });
      await removeRecords([row.id]);
      return true;
    }
    if (await isPublished(contentType, document)) {
      const back = row.state === 'unpublished' ? { state: 'approved', working: null } : {};
      const atWork = row.working !== null && row.state !== 'unpublished' ? { working: row.working, language: row.language } : undefined;
      const shown = module || !atWork ? await publishing.excerpts(module ?? (await catalogue.shapeOf(contentType)), document, atWork) : {};
      if (!(await store.change(row, { ...back, ...shown, live: true, ...(row.working === null && { changedAt: now(strapi) }) })))
        return false;
      if (!row.live) await tell('published');
      return true;
    }
    // Taken back while it was in no module: what the customer wrote is known again once it is in one.
    const unfinished = row.state === 'approved' && module !== undefined;
    if (!row.live && !unfinished) return true;
    const { values, language } = unfinished ? (last ?? (await draftValues(module, row))) : NOTHING;
    const taken = unfinished ? { state: 'unpublished', working: values, language, changedAt: now(strapi) } : {};
    const shown = module
      ? await publishing.excerpts(
          module,
          null,
          unfinished ? { working: values, language } : { working: row.working ?? {}, language: row.language },
        )
      : {};
    if (!(await store.change(row, { ...taken, ...shown, live: false }))) return false;
    if (row.live) await tell('unpublished');
    return true;
  }

  /** Follows a document. What fails is no reason to undo what the team did: the clean-up tries again. */
  async function align(uid: string, module: LoadedModule | undefined, document: string, last: Values | null = null): Promise<void> {
    try {
      for (let tried = 0; tried < TRIES; tried += 1) {
        const row = await store.ofDocument(uid, document);
        if (!row || (await strapi.db.transaction(() => follow(module, row, last)))) return;
      }
    } catch (error) {
      strapi.log.error(`customer-portal: a record does not follow the document ${document} of ${uid} yet: ${String(error)}`);
    }
  }

  /**
   * Follows documents of a content type that changed unseen: while it was no module or had no Draft &
   * Publish, by a statement of somebody's, or when the process was killed in between.
   */
  async function catchUp(module: LoadedModule): Promise<void> {
    const documents = () => strapi.db.getConnection(tableName(strapi, module.uid)).select('document_id');
    const published = () => documents().whereNotNull('published_at').whereNotNull('document_id');
    const rows = (await store
      .connection()
      .select('document')
      .where({ content_type: module.uid })
      .whereNotNull('document')
      .andWhere((any) => {
        void any
          .where((one) => void one.where({ live: true }).whereNotIn('document', published()))
          .orWhere((one) => void one.where({ live: false }).whereIn('document', published()))
          .orWhere({ live: false, state: 'approved' })
          .orWhereNotIn('document', documents().whereNotNull('document_id'))
          .orWhereNull('cells');
      })
      .limit(AT_ONCE)) as { document: string }[];
    for (const { document } of rows) await align(module.uid, module, document);
  }

  return {
    removeRecords,
    catchUp,

    /** A document that has just become a customer's: its list shows it. */
    async adopted(uid: string, document: string): Promise<void> {
      await align(uid, await catalogue.of(uid), document);
    },

    /** Follows the team's own publishing; our own writes its records itself. */
    subscribe(): void {
      strapi.documents.use(async (context, next) => {
        const asked = context as unknown as DocumentContext;
        const { uid, action } = asked;
        const { documentId } = asked.params;
        const concerned = uid.startsWith('api::') && isConcerned(asked) && documentId !== undefined && !isOurs(uid, documentId);
        const row = concerned && documentId ? await store.ofDocument(uid, documentId) : null;
        if (!row || !documentId) return next();
        const module = await catalogue.of(uid);
        const takesBack = action === 'unpublish' || action === 'delete';
        const last = module && takesBack && row.live && row.working === null ? await publishedValues(module, row) : null;
        const discarded =
          module && action === 'discardDraft' && row.working ? await publishing.versionsOf(module, row.document, row.language) : null;
        const result = await next();
        if (module && discarded) await followDraft(module, row, discarded.draft);
        await align(uid, module, documentId, last);
        return result;
      });
      const removeOf = async (customers: number[]): Promise<void> => {
        if (customers.length === 0) return;
        for (;;) {
          const rows = await store.rows.findMany({ where: { customer: { $in: customers } }, select: ['id'], limit: AT_ONCE });
          if (rows.length === 0) break;
          await removeRecords(rows.map(({ id }) => id));
        }
        await files.removeOfCustomers(customers);
      };
      const customers = table<Row>(strapi, UID.customer);
      const before = async (event: { params: { where?: unknown } }): Promise<void> => {
        const found = await customers.findMany({ where: (event.params.where ?? {}) as Record<string, unknown>, select: ['id'] });
        await removeOf(found.map(({ id }) => id));
      };
      strapi.db.lifecycles.subscribe({ models: [UID.customer], beforeDelete: before, beforeDeleteMany: before });
    },

    /** What only time brings: files of rejected versions, uploads that were never saved, what a killed process left, rows that lost their owner. */
    async cleanUp(): Promise<void> {
      const due = await store.rows.findMany({
        where: { filesUntil: { $lt: now(strapi) } },
        orderBy: [{ filesUntil: 'asc' }],
        limit: AT_ONCE,
      });
      for (const row of due) {
        const gone = await files.of(row);
        const ids = new Set(gone.map(({ documentId }) => documentId));
        const module = await catalogue.of(row.contentType);
        const working = row.working && module ? narrowIds(module.writable, row.working, 'media', (id) => !ids.has(id)) : row.working;
        await strapi.db.transaction(async () => {
          if (await store.change(row, { working, filesUntil: null })) await files.remove(gone);
        });
      }
      await files.removeLoose();
      await library.removeLeft();
      await publishedFiles.cleanUp();
      const orphans = (await store.connection().whereNull('customer_id').select('id').limit(AT_ONCE)) as { id: number }[];
      await removeRecords(orphans.map(({ id }) => id));
      await history.removeOrphans();
      await history.removeSurplus();
      for (const module of await catalogue.modules()) await catchUp(module);
    },
  };
}

export type Upkeep = ReturnType<typeof createUpkeep>;
