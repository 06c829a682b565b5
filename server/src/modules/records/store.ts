import type { Knex } from 'knex';
import type { RecordState } from '../../../../plugin/vocabulary';
import { now } from '../../platform/clock';
import { foldedHas, type Condition } from '../../platform/search';
import { inTransaction, table, tableName, toDate, type Strapi } from '../../platform/strapi';
import { PortalError } from '../../platform/errors';
import { hold } from '../../platform/hold';
import { UID } from '../../platform/uid';
import { shapedTable } from '../../platform/versioned';
import type { RecordParty } from '../../kernel/party';
import { repository, type Repository } from '../../kernel/repository';
import type { Cells } from '../document';
import type { LoadedModule } from '../settings';
import type { RecordRow } from './record-row';
import { numbered } from './component-ids';

/** What a line of a record's history takes besides its text, bytes. */
const LINE_BYTES = 500;

/** What counts of a record whose unpublished version becomes the published one. */
export const publishedNow = ({ draftBytes }: Pick<RecordRow, 'draftBytes'>) => ({ liveBytes: draftBytes, draftBytes: 0 });

/** A row of a list, as the database gives it. */
export interface ListedRecord {
  documentId: string;
  state: RecordState;
  changedAt: Date;
  cells: Cells | null;
}

/** A published record as a relation offers it. */
export interface Choice {
  document: string;
  cells: Cells | null;
}

export interface ListQuery {
  page: number;
  pageSize: number;
  state?: RecordState;
  search?: string;
  /** A column of the module's, `state` or `updatedAt`. */
  sort: { by: string; numeric: boolean; descending: boolean };
  /** Languages to show a version in, best first. */
  languages: readonly string[];
}

/**
 * The JSON member `language.field` of a column as text, in each database's words. Language and field
 * come from the schema and the settings, never from a request, and are bound all the same.
 */
function member(strapi: Strapi, column: string, language: string, field: string): Condition {
  switch (strapi.db.dialect.client) {
    case 'postgres':
      return { sql: '(?? #>> ?::text[])', bindings: [column, `{"${language}","${field}"}`] };
    case 'mysql':
      return { sql: 'json_value(??, ?)', bindings: [column, `$."${language}"."${field}"`] };
    default:
      return { sql: 'json_extract(??, ?)', bindings: [column, `$."${language}"."${field}"`] };
  }
}

/**
 * A member that is a number, or true or false, to sort by. PostgreSQL refuses to cast anything else, and
 * a field may have been text before: what is no number then counts as nothing.
 */
function asNumber(strapi: Strapi, sql: string): string {
  if (strapi.db.dialect.client !== 'postgres') return `cast(${sql} as decimal(30, 6))`;
  const digits = `replace(replace(${sql}, 'true', '1'), 'false', '0')`;
  return `cast(substring(${digits} from '^(-{0,1}[0-9]+([.][0-9]+){0,1})$') as decimal(30, 6))`;
}

/** The first of the languages that a row has the field in. */
function inLanguages(strapi: Strapi, column: string, languages: readonly string[], field: string): Condition {
  const members = languages.map((language) => member(strapi, column, language, field));
  const bindings = members.flatMap((one) => one.bindings);
  return { sql: members.length === 1 ? (members[0]?.sql ?? 'null') : `coalesce(${members.map(({ sql }) => sql).join(', ')})`, bindings };
}

const parsed = (value: unknown): Cells | null => (typeof value === 'string' ? (JSON.parse(value) as Cells) : (value as Cells | null));

/**
 * The rows of customers' records. What serves a customer goes through `of(party, module)`, whose
 * owner is in every statement.
 */
export function createStore(strapi: Strapi) {
  const rows = numbered(shapedTable(table<RecordRow>(strapi, UID.record), ['working']));
  const memberships = table(strapi, UID.membership);
  const connection = (): Knex.QueryBuilder => strapi.db.getConnection(tableName(strapi, UID.record));

  /**
   * The records of a module that a party sees: its customer's, or only those that its contact made. A document
   * that the team's code gave the customer appears when it is published.
   */
  const within = (party: RecordParty, { uid, row }: LoadedModule): Repository<RecordRow> =>
    repository(strapi, party, {
      uid: UID.record,
      customer: 'customer',
      ...(row.seen === 'own' && { contact: 'contact' }),
      within: { contentType: uid, $or: [{ live: true }, { working: { $notNull: true } }] },
      rows,
    });

  /** Adds what a list is narrowed by. */
  function narrow(
    query: Knex.QueryBuilder,
    module: LoadedModule,
    { state, search, languages }: Pick<ListQuery, 'state' | 'search' | 'languages'>,
  ): Knex.QueryBuilder {
    if (state) void query.andWhere({ state });
    if (search) {
      const fields = new Set([...module.columns, ...(module.titleField ? [module.titleField] : [])].map(({ name }) => name));
      void query.andWhere((any) => {
        // Nothing to look in: nothing is found.
        if (fields.size === 0) void any.whereRaw('1 = 0');
        for (const field of fields) {
          const { sql, bindings } = foldedHas(inLanguages(strapi, 'folded', languages, field), search);
          void any.orWhereRaw(sql, bindings);
        }
      });
    }
    return query;
  }

  function order(query: Knex.QueryBuilder, { sort, languages }: ListQuery): void {
    const direction = sort.descending ? 'desc' : 'asc';
    if (sort.by === 'updatedAt') void query.orderBy('changed_at', direction);
    else if (sort.by === 'state') void query.orderBy('state', direction).orderBy('changed_at', 'desc');
    else {
      const { sql, bindings } = inLanguages(strapi, sort.numeric ? 'cells' : 'folded', languages, sort.by);
      const value = sort.numeric ? asNumber(strapi, sql) : sql;
      // Empty ones last, whatever the database thinks of null.
      void query.orderByRaw(`case when ${sql} is null then 1 else 0 end`, bindings).orderByRaw(`${value} ${direction}`, bindings);
    }
    void query.orderBy('id', direction);
  }

  const acts = async (contact: number, customer: number): Promise<boolean> =>
    (await memberships.count({ where: { contact, customer } })) > 0;

  /**
   * Locks rows until the transaction that it is called in ends; how many are still there. Whoever writes what
   * belongs to a record takes the record first: two that take them in different orders stop each other.
   */
  const lock = (ids: number[]): Promise<number> => hold(strapi, UID.record, { id: ids });

  return {
    rows,

    /** A party's records of a module. */
    of(party: RecordParty, module: LoadedModule) {
      const mine = within(party, module);
      /** The same for statements written by hand. */
      const statement = (): Knex.QueryBuilder =>
        mine
          .statement()
          .where({ content_type: module.uid })
          .andWhere((any) => void any.where({ live: true }).orWhereNotNull('working'));
      return {
        async list(query: ListQuery): Promise<ListedRecord[]> {
          const select = narrow(statement(), module, query).select('document_id', 'state', 'changed_at', 'cells');
          order(select, query);
          const found = (await select.limit(query.pageSize).offset((query.page - 1) * query.pageSize)) as Record<string, unknown>[];
          return found.map((row) => ({
            documentId: row.document_id as string,
            state: row.state as RecordState,
            changedAt: toDate(row.changed_at),
            cells: parsed(row.cells),
          }));
        },

        async count(query: Pick<ListQuery, 'state' | 'search' | 'languages'>): Promise<number> {
          const [row]: { count: number | string }[] = await narrow(statement(), module, query).count({ count: '*' });
          return Number(row?.count ?? 0);
        },

        /** By its own id, or by the id of the document that it became. */
        async findOne(id: string): Promise<RecordRow | null> {
          // By the ids' own indexes: beside the owner's, databases go through all that the owner has.
          const named = await rows.findMany({ where: { $or: [{ documentId: id }, { document: id }] }, select: ['id'] });
          if (named.length === 0) return null;
          const row = await mine.one(
            { id: { $in: named.map((one) => one.id) } },
            {
              populate: { contact: { select: ['id', 'documentId', 'firstName', 'lastName', 'email'] } },
            },
          );
          // Who acts for the customer no more is gone, as far as its records are concerned.
          if (row?.contact && row.contact.id !== party.contact?.id && !(await acts(row.contact.id, party.customer.id))) row.contact = null;
          return row;
        },

        /** Changes a record if nobody has meanwhile, as `change` below. */
        change: ({ id, revision }: Pick<RecordRow, 'id' | 'revision'>, data: Record<string, unknown>): Promise<boolean> =>
          mine.transition(id, { revision }, { ...data, revision: revision + 1 }),

        /** Makes a record of the party's. */
        create: (data: Record<string, unknown>): Promise<RecordRow> =>
          mine.create({ ...data, contentType: module.uid, contact: party.contact?.id ?? null, live: false, revision: 1 }),

        remove: ({ id, revision }: Pick<RecordRow, 'id' | 'revision'>): Promise<boolean> => mine.remove(id, { revision }),

        byKey: (creationKey: string): Promise<RecordRow | null> => mine.one({ creationKey }),

        /** Published ones among these documents. */
        live: (documents: string[]): Promise<RecordRow[]> =>
          mine.list({ where: { live: true, document: { $in: documents } }, limit: documents.length }),

        /** What a relation may point to: published ones, newest first, found by their titles. */
        async choices({ search, languages, limit }: { search: string; languages: readonly string[]; limit: number }): Promise<Choice[]> {
          const query = statement().andWhere({ live: true });
          const { titleField } = module;
          if (search && !titleField) return [];
          if (search && titleField) {
            const { sql, bindings } = foldedHas(inLanguages(strapi, 'folded', languages, titleField.name), search);
            void query.whereRaw(sql, bindings);
          }
          const found = (await query
            .select('document', 'cells')
            .orderBy('changed_at', 'desc')
            .orderBy('id', 'desc')
            .limit(limit)) as Choice[];
          return found.map(({ document, cells }) => ({ document, cells: parsed(cells) }));
        },
      };
    },

    /**
     * Changes a record if nobody has meanwhile: one UPDATE, whose count decides between two that race.
     * False: somebody was faster, or the record is gone.
     */
    async change(row: Pick<RecordRow, 'id' | 'revision'>, data: Record<string, unknown>): Promise<boolean> {
      const { count } = await rows.updateMany({
        where: { id: row.id, revision: row.revision },
        data: { ...data, revision: row.revision + 1 },
      });
      return count === 1;
    },

    lock,

    /** Does something for a record in a transaction, in which nobody else changes or deletes it. */
    holding: <T>(row: Pick<RecordRow, 'id'>, work: () => Promise<T>): Promise<T> =>
      inTransaction(strapi, async () => {
        if ((await lock([row.id])) === 0) throw new PortalError('not-found');
        return work();
      }),

    /** Counts a comment for the customer's room: its text, and what a line takes besides. */
    countComment: (row: Pick<RecordRow, 'id'>, bytes: number): Promise<void> =>
      inTransaction(strapi, async (transaction) => {
        await connection()
          .transacting(transaction as Knex.Transaction)
          .where({ id: row.id })
          .increment('comment_bytes', bytes + LINE_BYTES);
      }),

    /** A customer has commented: unread from now on. Counted by the database, since several may at once. */
    commented: (row: Pick<RecordRow, 'id'>): Promise<void> =>
      inTransaction(strapi, async (transaction) => {
        await rows.updateMany({ where: { id: row.id }, data: { unread: true, commentedAt: now(strapi) } });
        const counted = strapi.db.connection.raw('coalesce(comments, 0) + 1');
        await connection()
          .transacting(transaction as Knex.Transaction)
          .where({ id: row.id })
          .update({ comments: counted });
      }),

    /** An editor has seen so many comments. One that came since stays unread: the count is part of the statement. */
    async commentsRead(row: Pick<RecordRow, 'id'>, comments: number): Promise<boolean> {
      const { count } = await rows.updateMany({ where: { id: row.id, unread: true, comments }, data: { unread: false } });
      return count === 1;
    },

    ofDocument: (uid: string, document: string): Promise<RecordRow | null> =>
      rows.findOne({ where: { document, contentType: uid }, populate: { customer: true, contact: true } }),

    /** For statements of the approvals inbox. */
    connection,
    member: (column: string, language: string, field: string) => member(strapi, column, language, field),
  };
}

export type Store = ReturnType<typeof createStore>;
