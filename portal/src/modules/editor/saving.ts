/**
 * How a record's form is saved, apart from what it looks like: one request at a time, each with the
 * revision that the one before it answered. Free of React.
 */
import type { RecordDetail, RecordValues } from '../../../../plugin/contract/customer/modules';
import { ApiError, asApiError } from '../../api/api-error';
import type { Arguments, Key, Response } from '../../api/client';

/** `call` or `send`: whether an ended session may open its dialog for this. */
export type Way = <K extends Key>(key: K, ...request: Arguments<K>) => Promise<Response<K>>;

export interface Wanted {
  values: RecordValues;
  submit: boolean;
  way: Way;
}

export interface Saver {
  save: (wanted: Wanted) => Promise<RecordDetail>;
  /** Goes on from this version: a newer one was looked at. */
  rebase: (record: Pick<RecordDetail, 'id' | 'revision'>) => void;
}

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** Whether a record holds what was sent; what else it holds (ids, fields that cannot be changed) does not matter. */
export function holds(held: unknown, sent: unknown): boolean {
  if (isNothing(held) || isNothing(sent)) return isNothing(held) && isNothing(sent);
  if (Array.isArray(held) && Array.isArray(sent)) return held.length === sent.length && sent.every((one, index) => holds(held[index], one));
  if (typeof held !== 'object' || typeof sent !== 'object') return held === sent;
  return Object.entries(sent as object).every(([name, value]) => holds((held as Record<string, unknown>)[name], value));
}

/** Whether a request may have been carried out although no answer said so. */
const isUnanswered = (error: unknown): boolean => {
  const { code, status } = asApiError(error);
  return code === 'network' || status >= 500;
};

export interface SaverParts {
  module: string;
  key: string;
  /** The version that is changed; absent: a new record. */
  start?: Pick<RecordDetail, 'id' | 'revision'>;
  /** The record may have been made under its key before, by a page that did not see the answer. */
  maybeMade?: boolean;
}

/**
 * Saves one record. A new one is made under `key`: the server makes it once, however often it is
 * asked, and answers with what it was made with. If more was typed before an answer came, the record
 * is then saved once more.
 */
export function createSaver({ module, key, start, maybeMade = false }: SaverParts): Saver {
  let base = start;
  /** What was asked when no answer came; nothing that could be asked, where it is not known any more. */
  let unanswered: string | undefined = maybeMade ? '' : undefined;
  let last: Promise<unknown> = Promise.resolve();

  /** What was last saved over a version without an answer. */
  let doubted: { revision: number; values: RecordValues } | undefined;

  const stands = (record: RecordDetail, { values, submit }: Wanted): boolean =>
    (!submit || record.state !== 'draft') && holds(record.values, values);

  async function update(wanted: Wanted, { id, revision }: Pick<RecordDetail, 'id' | 'revision'>): Promise<RecordDetail> {
    const { values, submit, way } = wanted;
    const params = { module, record: id };
    try {
      const saved = await way('PUT /modules/:module/records/:record', { params, body: { revision, values, submit } });
      doubted = undefined;
      return saved;
    } catch (error) {
      if (isUnanswered(error)) doubted = { revision, values };
      if (asApiError(error).code !== 'conflict' || doubted?.revision !== revision) throw error;
      // Nobody else need have been faster: it may be the save whose answer got lost.
      const now = await way('GET /modules/:module/records/:record', { params });
      if (!holds(now.values, doubted.values)) throw error;
      doubted = undefined;
      return stands(now, wanted) ? now : update(wanted, now);
    }
  }

  async function create(wanted: Wanted): Promise<RecordDetail> {
    const { values, submit, way } = wanted;
    const asked = JSON.stringify([values, submit]);
    try {
      const made = await way('POST /modules/:module/records', { params: { module }, body: { key, values, submit } });
      if (unanswered === undefined || unanswered === asked) return made;
      base = made;
      return stands(made, wanted) ? made : await update(wanted, made);
    } catch (error) {
      if (!base && isUnanswered(error)) unanswered ??= asked;
      throw error;
    }
  }

  async function run(wanted: Wanted): Promise<RecordDetail> {
    const saved = await (base ? update(wanted, base) : create(wanted));
    base = saved;
    return saved;
  }

  return {
    save(wanted) {
      const next = last.then(() => run(wanted));
      last = next.catch(() => undefined);
      return next;
    },
    rebase: (record) => {
      base = record;
    },
  };
}

/** What a save that went on by itself ran into: no line, an ended session, or something to tell. */
export function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 'network' || error.status >= 500 || error.code === 'too-many-requests');
}
