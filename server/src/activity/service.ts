import { CONTACT_ACTIVITY_KINDS, type ActivityKind, type ContactActivityKind } from '../../../plugin/activity-kinds';
import { afterCommit, tell } from '../platform/events';
import { configOf } from '../platform/config';
import { now, plusSeconds } from '../platform/clock';
import { inserter } from '../platform/sql';
import { keepNewest, keepNewestOfEach } from '../platform/newest';
import { idsWith } from '../platform/search';
import { serviceOf, table, type Row, type Strapi, type Where } from '../platform/strapi';
import { UID } from '../platform/uid';

/** Where a request came from. */
export interface Client {
  ip: string;
  userAgent: string;
}

export interface ActivityEntry {
  kind: ActivityKind;
  /** Address that it was done with or to. */
  email: string;
  contactId?: number | null;
  /** Absent where no request of a browser's caused it. */
  client?: Client;
  /** The editor who did it. */
  editor?: string;
  /** Way in, factor or connection, and why it failed. Never a secret. */
  detail?: string;
}

export interface ActivityRecord extends Row {
  kind: ActivityKind;
  at: string | Date;
  email: string | null;
  editor: string | null;
  detail: string | null;
  ipAddress: string | null;
  userAgent: string | null;
  contact?: (Row & { firstName: string | null; lastName: string | null }) | null;
}

export interface ActivityFilter {
  /** Part of an address, the editor's too. */
  search?: string;
  kind?: ActivityKind;
  contactDocumentId?: string;
  from?: Date;
  to?: Date;
}

/** A connection's key, as Strapi makes document ids. */
const CONNECTION_KEY = /^[a-z0-9]{24}$/u;

/** How many rows are written before the owner of the last one is bound to its number: the clean-up comes once an hour only. */
const BOUND_EVERY = 100;

/** Rows that an export reads at once. */
const AT_ONCE = 500;
const WITH_CONTACT = { contact: { select: ['id', 'documentId', 'firstName', 'lastName'] } };

/** The audit trail of sign-ins and of changes to what opens an account (ASVS 5.0 16.3). */
export function createActivity(strapi: Strapi) {
  const rows = table<ActivityRecord>(strapi, UID.activity);
  const insert = inserter(strapi, UID.activity);

  /** Ways in are noted by a connection's key: what is read later is its name, the connection may be gone by then. */
  async function named(detail: string | undefined): Promise<string | undefined> {
    if (detail === undefined || !CONNECTION_KEY.test(detail)) return detail;
    const connection = await table<Row & { settings: unknown }>(strapi, UID.connection).findOne({ where: { documentId: detail } });
    const settings = (typeof connection?.settings === 'string' ? JSON.parse(connection.settings) : connection?.settings) as
      | { name?: string }
      | undefined;
    return settings?.name ?? detail;
  }

  const whereOf = ({ search, kind, contactDocumentId, from, to }: ActivityFilter): Where => ({
    ...(search && idsWith(strapi, UID.activity, ['email', 'editor'], search)),
    ...(kind && { kind }),
    ...(contactDocumentId && { contact: { documentId: contactDocumentId } }),
    ...((from ?? to) && { at: { ...(from && { $gte: from }), ...(to && { $lte: to }) } }),
  });

  const bound = (most: number) => ({ uid: UID.activity, by: 'at', most });
  let written = 0;

  /** Removes the oldest of what one contact, or strangers, fill the table with. What an editor did stays: nobody else can make it more. */
  function bindTo(contactId: number | null): Promise<void> {
    const { perContact, ofNobody } = configOf(strapi).activity;
    if (contactId !== null) return keepNewest(strapi, bound(perContact), (rows) => rows.where('contact_id', contactId));
    return keepNewest(strapi, bound(ofNobody), (rows) => rows.whereNull('contact_id').whereNull('editor'));
  }

  /** Writes a row, in the caller's transaction if there is one; what it returns tells Strapi's event hub, after the commit. */
  async function write({ kind, email, contactId, client, editor, ...entry }: ActivityEntry): Promise<() => Promise<void>> {
    const at = now(strapi);
    const detail = await named(entry.detail);
    await insert({
      kind,
      at,
      email: email.slice(0, 254),
      contact: contactId ?? null,
      editor: editor?.slice(0, 254) ?? null,
      detail: detail?.slice(0, 255) ?? null,
      ipAddress: client?.ip.slice(0, 64) ?? null,
      userAgent: client?.userAgent ?? null,
    });
    written += 1;
    const due = written % BOUND_EVERY === 0;
    return async () => {
      await tell(strapi, 'activity', { kind, at: at.toISOString(), email, detail: detail ?? '', editor: editor ?? '' });
      if (due) await afterCommit(strapi, () => bindTo(contactId ?? null));
    };
  }

  return {
    write,

    /** Writes a row and tells Strapi's event hub; within a transaction both wait for its commit. */
    async record(entry: ActivityEntry): Promise<void> {
      await (
        await write(entry)
      )();
    },

    /** A page of rows, newest first, and whether there are more. */
    async find(filter: ActivityFilter, page: number, pageSize: number): Promise<{ rows: ActivityRecord[]; more: boolean }> {
      const found = await rows.findMany({
        where: whereOf(filter),
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
        offset: (page - 1) * pageSize,
        limit: pageSize + 1,
        populate: WITH_CONTACT,
      });
      return { rows: found.slice(0, pageSize), more: found.length > pageSize };
    },

    /** All rows of a filter, the newest first, a few hundred at a time: each read goes on below the last number. */
    async *all(filter: ActivityFilter): AsyncGenerator<ActivityRecord[]> {
      const where = whereOf(filter);
      let below: number | undefined;
      for (;;) {
        const found = await rows.findMany({
          where: { $and: [where, ...(below === undefined ? [] : [{ id: { $lt: below } }])] },
          orderBy: { id: 'desc' },
          limit: AT_ONCE,
          populate: WITH_CONTACT,
        });
        if (found.length > 0) yield found;
        if (found.length < AT_ONCE) return;
        below = found.at(-1)?.id;
      }
    },

    /** The latest rows about one contact under its present address: before it had that, it was somebody else's perhaps. */
    latestOf: (contactId: number, email: string, limit: number): Promise<(ActivityRecord & { kind: ContactActivityKind })[]> =>
      table<ActivityRecord & { kind: ContactActivityKind }>(strapi, UID.activity).findMany({
        where: { contact: contactId, email, kind: { $in: [...CONTACT_ACTIVITY_KINDS] } },
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
        limit,
      }),

    /** How often customers did these things in a time, by kind: after its begin, and up to its end. What editors did does not count. */
    async countOf(kinds: readonly ActivityKind[], from: Date, to: Date): Promise<Map<string, number>> {
      const counted = new Map<string, number>();
      for (const kind of kinds)
        counted.set(kind, await rows.count({ where: { kind, at: { $gt: from, $lte: to }, editor: { $null: true } } }));
      return counted;
    },

    /** Removes rows that are older than the configuration keeps them, and the oldest of what one contact or strangers fill the table with. */
    async removeOld(): Promise<void> {
      const old = plusSeconds(now(strapi), -configOf(strapi).activity.keepSeconds);
      await keepNewest(strapi, { uid: UID.activity, by: 'at', most: 0 }, (all) => all.where('at', '<', old));
      await keepNewestOfEach(strapi, bound(configOf(strapi).activity.perContact), 'contact_id');
      await bindTo(null);
    },
  };
}

export const activityOf = serviceOf('activity', createActivity);
