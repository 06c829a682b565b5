import type { Knex } from 'knex';
import type { RecordState } from '../../../../plugin/vocabulary';
import { foldedHas, textHas, type Condition } from '../../platform/search';
import { tableName, type Strapi } from '../../platform/strapi';
import { UID } from '../../platform/uid';
import { NO_LANGUAGE } from '../document';
import type { LoadedModule } from '../settings';
import type { ReadableModule } from './editor-permissions';
import type { Store } from '../records';

export interface InboxQuery {
  modules: ReadableModule[];
  /** Languages that Strapi has. */
  codes: string[];
  /** `unread`: those with comments that no editor has opened, in whatever state; `unread-only`: of these, those that do not wait. */
  state: RecordState | 'unread' | 'unread-only';
  search?: string;
  page: number;
  pageSize: number;
}

/** The statements behind the editors' list: over all customers, and over those modules only that are named. */
export function createInbox(strapi: Strapi, store: Store) {
  /** The title in any of the languages that a record may be written in. */
  function titleHas({ titleField, localized }: LoadedModule, codes: string[], text: string): Condition {
    if (!titleField) return { sql: '1 = 0', bindings: [] };
    const titles = (localized ? codes : [NO_LANGUAGE]).map((code) => foldedHas(store.member('folded', code, titleField.name), text));
    return { sql: `(${titles.map(({ sql }) => sql).join(' or ')})`, bindings: titles.flatMap(({ bindings }) => bindings) };
  }

  function select({ modules, codes, state, search }: InboxQuery): Knex.QueryBuilder {
    const isUnread = state === 'unread' || state === 'unread-only';
    const query = store
      .connection()
      .where(isUnread ? { unread: true } : { state })
      .whereNotNull('customer_id');
    if (state === 'unread-only') void query.andWhereNot({ state: 'submitted' });
    const whole = modules.filter(({ languages }) => languages === null).map(({ module }) => module.uid);
    void query.andWhere((any) => {
      void any.whereIn('content_type', whole);
      for (const { module, languages, fallback } of modules) {
        if (!languages) continue;
        void any.orWhere((one) => {
          void one.where({ content_type: module.uid }).andWhere((some) => {
            void some.whereIn('language', languages);
            if (fallback) void some.orWhereNull('language');
          });
        });
      }
    });
    if (!search) return query;
    const name = textHas(strapi, ['name'], search);
    const named = strapi.db.getConnection(tableName(strapi, UID.customer)).select('id').whereRaw(name.sql, name.bindings);
    return query.andWhere((any) => {
      void any.whereIn('customer_id', named);
      for (const { module, languages } of modules) {
        const { sql, bindings } = titleHas(module, languages ?? codes, search);
        void any.orWhereRaw(`(content_type = ? and ${sql})`, [module.uid, ...bindings]);
      }
    });
  }

  return {
    /** Ids of a page: those that wait longest first, what is decided newest first. */
    async page(query: InboxQuery): Promise<number[]> {
      const waiting = query.state === 'submitted' || query.state === 'unread';
      const since = query.state === 'unread' ? 'commented_at' : waiting ? 'submitted_at' : 'changed_at';
      const rows = (await select(query)
        .select('id')
        .orderBy(since, waiting ? 'asc' : 'desc')
        .orderBy('id', waiting ? 'asc' : 'desc')
        .limit(query.pageSize)
        .offset((query.page - 1) * query.pageSize)) as { id: number }[];
      return rows.map(({ id }) => id);
    },

    /** How many wait or are unread, by content type; those of which none is are left out. */
    async countByType(modules: ReadableModule[], state: 'submitted' | 'unread' | 'unread-only'): Promise<Map<string, number>> {
      if (modules.length === 0) return new Map();
      const query = select({ modules, codes: [], state, page: 1, pageSize: 1 });
      const rows: { uid: string; count: number | string }[] = await query
        .select({ uid: 'content_type' })
        .count({ count: '*' })
        .groupBy('content_type');
      return new Map(rows.map(({ uid, count }) => [uid, Number(count)]));
    },

    async count(query: InboxQuery): Promise<number> {
      if (query.modules.length === 0) return 0;
      const [row]: { count: number | string }[] = await select(query).count({ count: '*' });
      return Number(row?.count ?? 0);
    },
  };
}
