import type { Context } from 'koa';
import { createHash } from 'node:crypto';
import type { Endpoint } from '../../../plugin/contract/endpoint';
import { IDEMPOTENCY_HEADER } from '../../../plugin/plugin-id';
import { now, plusSeconds } from '../platform/clock';
import { liveTable } from '../platform/content-type';
import { seal, unseal } from '../platform/crypto';
import { isDeadlock } from '../platform/deadlock';
import { newDocumentId } from '../platform/document-id';
import { fieldError, PortalError } from '../platform/errors';
import { keepNewestOfEach } from '../platform/newest';
import { inTransaction, table, tableName, toDate, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import type { Proved } from './access/guards';

/** Requests that brought an `Idempotency-Key`, with what was answered: written in the transaction of what they did. */
export const idempotencyKeyType = liveTable({
  singularName: 'idempotency-key',
  attributes: {
    /** Hash of who called, the endpoint and the key. */
    keyHash: { type: 'string', required: true, maxLength: 64 },
    /** Hash of who called: how many are kept of each is bounded. */
    partyHash: { type: 'string', required: true, maxLength: 64 },
    /** Hash of the parameters. */
    fingerprint: { type: 'string', required: true, maxLength: 64 },
    /** Sealed JSON: it may hold whatever a customer may read. */
    answer: { type: 'text' },
    expiresAt: { type: 'datetime', required: true },
  },
  indexes: [{ columns: ['key_hash'], unique: true }, { columns: ['party_hash', 'expires_at'] }, { columns: ['expires_at'] }],
});

interface KeyRow extends Row {
  fingerprint: string;
  answer: string;
  expiresAt: string | Date;
}

/** How long a key is remembered. */
const KEPT_SECONDS = 24 * 3600;
/** Keys of one caller that outlive a clean-up. */
const MOST_OF_EACH = 200;
/** Printable ASCII, bare or as the quoted string of RFC 8941 that the draft asks for. */
const KEY = /^(?:"([\x20-\x21\x23-\x5b\x5d-\x7e]{1,255})"|([\x21\x23-\x5b\x5d-\x7e]{1,255}))$/u;
const PURPOSE = 'idempotency';
const TIMES = 3;

/**
 * Runs the part of a handler that has effects: all of it in one transaction, with the key and with what it returns,
 * which is the handler's answer. Without a key it is a transaction and no more.
 */
export interface Once {
  <T>(work: () => Promise<T>): Promise<T>;
  /** Where what was done had to be undone after its commit: it was not answered then. */
  forget(): Promise<unknown>;
}

/** Another request with the key was faster. It ends the transaction of this one, and what was answered then is answered again. */
class AnsweredBefore extends PortalError {
  constructor() {
    super('conflict');
  }
}

/** The key that a request brings; undefined where it brings none. @throws PortalError `invalid-request` */
function keyOf(ctx: Context): string | undefined {
  const header = ctx.get(IDEMPOTENCY_HEADER);
  if (header === '') return undefined;
  const [, quoted, bare] = KEY.exec(header) ?? [];
  const key = quoted ?? bare;
  if (key === undefined) throw fieldError(['header', IDEMPOTENCY_HEADER], 'invalid-format', 'is a string of 1 to 255 printable characters');
  return key;
}

/** Whose key it is: another customer's, or another contact's, is another key. */
function callerOf({ party }: Proved, { id }: Endpoint): string {
  switch (party?.by) {
    case 'session':
      return `${party.contact.documentId}:${party.customer.documentId}`;
    case 'token':
      return `token:${party.token.id}`;
    case 'link':
      return `link:${party.contentType}:${party.documentId}`;
    default:
      throw new Error(`${id} cannot be idempotent: nobody is known to call it.`);
  }
}

const hashOf = (...parts: unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/**
 * Runs a handler so that requests with the same `Idempotency-Key` and parameters have one effect and one answer
 * (draft-ietf-httpapi-idempotency-key-header). What failed is not remembered: it left nothing, and may be tried again.
 * @throws PortalError `idempotency-key-reused` where the key came with other parameters before
 */
export async function idempotent<T>(
  strapi: Strapi,
  { ctx, endpoint, proved, input }: { ctx: Context; endpoint: Endpoint; proved: Proved; input: object },
  handler: (once: Once) => Promise<T>,
): Promise<T> {
  const key = keyOf(ctx);
  if (key === undefined)
    return handler(Object.assign(<R>(work: () => Promise<R>) => inTransaction(strapi, work), { forget: () => Promise.resolve() }));
  const rows = table<KeyRow>(strapi, UID.idempotencyKey);
  const caller = callerOf(proved, endpoint);
  // Bytes of a file are a stream: which file it is, its name and length say.
  const { file, ...parameters } = input as { file?: unknown };
  const fingerprint = hashOf(parameters, ...(file === undefined ? [] : [ctx.get('content-length')]));
  const row = { keyHash: hashOf(caller, endpoint.id, key), partyHash: hashOf(caller), fingerprint };

  /** What was answered; null where the key is new, or forgotten by now. */
  async function answered(): Promise<{ answer: T } | null> {
    const found = await rows.findOne({ where: { keyHash: row.keyHash } });
    if (!found) return null;
    if (toDate(found.expiresAt) <= now(strapi)) {
      await rows.deleteMany({ where: { id: found.id } });
      return null;
    }
    if (found.fingerprint !== row.fingerprint) throw new PortalError('idempotency-key-reused');
    return { answer: JSON.parse(unseal(strapi, PURPOSE, found.answer)) as T };
  }

  /** Who comes second with the key waits in this statement until the first has ended; false where that one has committed. */
  const claim = (): Promise<boolean> =>
    inTransaction(strapi, async (transaction) => {
      const keys = () => strapi.db.getConnection(tableName(strapi, UID.idempotencyKey)).transacting(transaction as never);
      const columns = { key_hash: row.keyHash, party_hash: row.partyHash, fingerprint: row.fingerprint };
      const instant = now(strapi);
      const times = { created_at: instant, updated_at: instant, expires_at: plusSeconds(instant, KEPT_SECONDS) };
      const documentId = newDocumentId();
      await keys()
        .insert({ document_id: documentId, ...columns, ...times })
        .onConflict('key_hash')
        .ignore();
      // With a lock, since MySQL would go on reading what was there now: before the work has held what it decides on.
      const [found] = await keys().where({ key_hash: row.keyHash }).forShare().select<{ document_id: string }[]>('document_id');
      return found?.document_id === documentId;
    });

  const once = async <R>(work: () => Promise<R>): Promise<R> => {
    for (let time = 1; ; time += 1) {
      let mine = false;
      try {
        return await inTransaction(strapi, async () => {
          mine = await claim();
          if (!mine) throw new AnsweredBefore();
          const answer = await work();
          await rows.updateMany({ where: { keyHash: row.keyHash }, data: { answer: seal(strapi, PURPOSE, JSON.stringify(answer)) } });
          return answer;
        });
      } catch (error) {
        // Where the first of several failed, MySQL has the others wait for each other. Within a transaction of the
        // caller's that one is over, and whoever began it begins anew.
        if (mine || time === TIMES || strapi.db.inTransaction() || !isDeadlock(error)) throw error;
      }
    }
  };

  const before = await answered();
  const forget = () => rows.deleteMany({ where: { keyHash: row.keyHash } });
  if (endpoint.idempotent === 'resumed') {
    const resumed = async <R>(work: () => Promise<R>): Promise<R> => {
      if (before) return before.answer as unknown as R;
      try {
        return await once(work);
      } catch (error) {
        const meanwhile = error instanceof AnsweredBefore ? await answered() : null;
        if (meanwhile) return meanwhile.answer as unknown as R;
        throw error;
      }
    };
    return handler(Object.assign(resumed, { forget }));
  }
  if (before) return before.answer;
  try {
    return await handler(Object.assign(once, { forget }));
  } catch (error) {
    const meanwhile = error instanceof AnsweredBefore ? await answered() : null;
    if (meanwhile) return meanwhile.answer;
    throw error;
  }
}

/** Forgets keys whose time is over, and what a caller has more of than is kept. */
export async function forgetKeys(strapi: Strapi): Promise<void> {
  await table(strapi, UID.idempotencyKey).deleteMany({ where: { expiresAt: { $lt: now(strapi) } } });
  await keepNewestOfEach(strapi, { uid: UID.idempotencyKey, by: 'expires_at', most: MOST_OF_EACH }, 'party_hash');
}
