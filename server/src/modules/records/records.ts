import type { SessionParty } from '../../kernel/party';
import {
  RECORDS_PAGE,
  type RecordDetail,
  type RecordRow as PresentedRow,
  type recordsContract,
} from '../../../../plugin/contract/customer/modules';
import { actorOf, requireComment } from '../../conversations';
import type { Handlers } from '../../kernel/binder';
import { now } from '../../platform/clock';
import { retrying } from '../../platform/deadlock';
import { fieldError, PortalError } from '../../platform/errors';
import { createLimiter, type Limiter } from '../../platform/limits';
import { inTransaction, type Strapi } from '../../platform/strapi';
import { portalBrand } from '../../settings';
import { isSortable } from '../document';
import type { LoadedModule } from '../settings';
import { createPublishedList } from './published-list';
import type { ModuleParts } from './parts';
import { permissionsFor } from './read';
import { bytesOf } from '../files';
import type { RecordRow } from './record-row';
import type { ListQuery } from './store';

/**
 * Records that a contact may make, saves of drafts (one that is typed without a pause saves itself every few
 * seconds), submissions (which write to editors) and comments within an hour; and searches of what is
 * published, which look at every document, within ten minutes.
 */
const SAVED = { name: 'record-saved', points: 2000, windowSeconds: 3600 };
const SUBMITTED = { name: 'record-submitted', points: 200, windowSeconds: 3600 };
const SEARCHED = { name: 'record-searched', points: 600, windowSeconds: 600 };
const CREATED = { name: 'record', points: 300, windowSeconds: 3600 };
const COMMENTED = { name: 'record-comment', points: 120, windowSeconds: 3600 };

const NUMERIC = new Set(['integer', 'decimal', 'boolean']);

/** What customers do with records. Every query is bound to the party; a module that it does not see answers 404. */
export function createRecords(
  strapi: Strapi,
  { catalogue, store, records, saving, files, history, languages, mails, publishing, related, quota }: ModuleParts,
) {
  const created = createLimiter(strapi, CREATED);
  const commented = createLimiter(strapi, COMMENTED);
  const [saved, submitted, searched] = [SAVED, SUBMITTED, SEARCHED].map((limit) => createLimiter(strapi, limit)) as [
    Limiter,
    Limiter,
    Limiter,
  ];
  const foreign = createPublishedList(strapi);

  async function openModule(party: SessionParty, id: string): Promise<LoadedModule> {
    const module = await catalogue.openOne(party.customer.kind, id);
    if (!module) throw new PortalError('not-found');
    return module;
  }

  async function ownRecord(party: SessionParty, module: LoadedModule, id: string): Promise<RecordRow> {
    const row = await store.of(party, module).findOne(id);
    if (!row) throw new PortalError('not-found');
    return row;
  }

  /** What is asked for, or the newest first; only columns of the list can be sorted by. */
  function sortOf(module: LoadedModule, sort = '-updatedAt'): ListQuery['sort'] {
    const descending = sort.startsWith('-');
    const by = descending ? sort.slice(1) : sort;
    const field = module.columns.find(({ name }) => name === by) ?? (by === 'title' ? module.titleField : undefined);
    if (field && isSortable(field)) return { by: field.name, numeric: NUMERIC.has(field.type), descending };
    if (by !== 'updatedAt' && by !== 'state')
      throw fieldError(['query', 'sort'], 'not-an-option', 'is nothing that this list is sorted by');
    return { by, numeric: false, descending };
  }

  async function published(party: SessionParty, module: LoadedModule, query: ListQuery): Promise<{ rows: PresentedRow[]; total: number }> {
    const { rows, total } = await foreign.page(module, query);
    const own = await store.of(party, module).live(rows.map(({ document }) => document));
    const mine = new Map(own.map((row) => [row.document, row.documentId]));
    return {
      rows: rows.map(({ document, ...row }) => ({ ...row, id: mine.get(document) ?? document, foreign: !mine.has(document) })),
      total,
    };
  }

  const detail = async (party: SessionParty, module: LoadedModule, id: string): Promise<RecordDetail> =>
    records.own(party, module, await ownRecord(party, module, id));

  const allow = (may: boolean): void => {
    if (!may) throw new PortalError('not-allowed');
  };

  const handlers: Handlers<typeof recordsContract> = {
    async find({ party, params, query: { page = 1, pageSize = RECORDS_PAGE, sort, q, state, show = 'ours' } }) {
      const module = await openModule(party, params.module);
      const order = await languages.of(module, party.contact.language);
      const query: ListQuery = { page, pageSize, state, search: q || undefined, sort: sortOf(module, sort), languages: order };
      if (show === 'published') {
        if (module.row.seen !== 'published') throw new PortalError('not-found');
        if (q) await searched.count(String(party.contact.id));
        return { ...(await published(party, module, query)), page, pageSize };
      }
      const mine = store.of(party, module);
      const [listed, total] = [await mine.list(query), await mine.count(query)];
      return { rows: listed.map((row) => records.row(module, row, order)), page, pageSize, total };
    },

    async findOne({ party, params }) {
      const module = await openModule(party, params.module);
      const row = await store.of(party, module).findOne(params.record);
      if (row) return records.own(party, module, row);
      const other = await records.foreign(party, module, params.record);
      if (!other) throw new PortalError('not-found');
      return other;
    },

    async create({ party, params, body: { key, values, submit }, once }) {
      const module = await openModule(party, params.module);
      allow(module.row.mayCreate && (submit || module.row.mayDraft));
      const creationKey = `${party.contact.documentId}:${key}`;
      const mine = store.of(party, module);
      const known = await mine.byKey(creationKey);
      if (known) return detail(party, module, known.documentId);
      await created.count(String(party.contact.id));
      try {
        const commit = (work: () => Promise<string>) => once(async () => detail(party, module, await work()));
        return await saving.save(party, module, null, { values, submit }, { commit, key: creationKey });
      } catch (error) {
        if (error instanceof PortalError) throw error;
        // The same request came twice at once: the unique key let one of them make the record.
        const other = await mine.byKey(creationKey);
        if (other) return detail(party, module, other.documentId);
        // The key made one elsewhere: in another module, or for another customer of the contact's.
        if ((await store.rows.count({ where: { creationKey } })) > 0) throw new PortalError('conflict');
        throw error;
      }
    },

    async update({ party, params: { module: moduleId, record: id }, body: { revision, values, submit } }) {
      const module = await openModule(party, moduleId);
      const row = await ownRecord(party, module, id);
      const may = permissionsFor(party, module, row);
      allow(submit ? may.edit : may.draft);
      if (row.revision !== revision) throw new PortalError('conflict');
      await (submit ? submitted : saved).count(String(party.contact.id));
      const commit = (work: () => Promise<string>): Promise<string> => inTransaction(strapi, work);
      return detail(party, module, await saving.save(party, module, row, { values, submit }, { commit }));
    },

    async withdraw({ party, params: { module: moduleId, record: id }, body: { revision } }) {
      const module = await openModule(party, moduleId);
      const row = await ownRecord(party, module, id);
      if (row.revision !== revision || row.state !== 'submitted') throw new PortalError('conflict');
      allow(permissionsFor(party, module, row).withdraw);
      await retrying(strapi, async () => {
        if (!(await store.of(party, module).change(row, { state: 'draft', changedAt: now(strapi), submittedAt: null })))
          throw new PortalError('conflict');
        await history.add(row, { kind: 'withdrawn', actor: actorOf(party), detail: module.row.name });
      });
      return detail(party, module, id);
    },

    /** Deletes what was never published; of what was, the unpublished changes. */
    async delete({ party, params }) {
      const module = await openModule(party, params.module);
      const row = await ownRecord(party, module, params.record);
      allow(permissionsFor(party, module, row).delete);
      await store.holding(row, async () => {
        await files.removeOf([row.id]);
        if (row.document && row.live) {
          const excerpts = await publishing.excerpts(module, row.document);
          const back = { ...excerpts, state: 'approved', working: null, changedAt: now(strapi), submittedAt: null, filesUntil: null };
          if (!(await store.of(party, module).change(row, back))) throw new PortalError('conflict');
          return;
        }
        await history.removeOf([row.id]);
        if (!(await store.of(party, module).remove(row))) throw new PortalError('conflict');
      });
      return { id: row.documentId };
    },

    async comment({ party, params, body: { text }, once }) {
      const module = await openModule(party, params.module);
      const row = await ownRecord(party, module, params.record);
      allow(permissionsFor(party, module, row).comment);
      const rich = requireComment(text);
      await commented.count(String(party.contact.id));
      const actor = actorOf(party);
      const { organisation } = await portalBrand(strapi);
      return once(async () => {
        await quota.hold(party.customer.id);
        return store.holding(row, async () => {
          const added = await history.add(row, { kind: 'comment', actor, text: rich, detail: module.row.name });
          await store.countComment(row, bytesOf(rich));
          await store.commented(row);
          await quota.requireRecords(party.customer.id);
          await mails.toEditors('record-commented', { record: row.documentId, module, customer: party.customer.name });
          return history.presentTo(added, actor, organisation);
        });
      });
    },
  };

  /** Records that a relation can point to. */
  async function options(party: SessionParty, moduleId: string, name: string, search = '') {
    const module = await openModule(party, moduleId);
    const field = module.fields.find((one) => one.name === name && one.type === 'relation');
    if (!field) throw new PortalError('not-found');
    if (search) await searched.count(String(party.contact.id));
    return related.options(party, field, search);
  }

  return { openModule, options, handlers };
}
