import { errors } from '@strapi/utils';
import { table, type Strapi } from '../platform/strapi';

type Named = { id: number } | { documentId: string };

/** One of what a relation's input names: a row's number, a document's id, or an object with either. */
function named(input: unknown): Named | null {
  if (typeof input === 'object' && input !== null) {
    const { id, documentId } = input as { id?: unknown; documentId?: unknown };
    return named(id ?? documentId);
  }
  if (typeof input === 'number' || /^\d+$/u.test(String(input))) return { id: Number(input) };
  return typeof input === 'string' ? { documentId: input } : null;
}

/**
 * Reads what the Document Service is given for a relation to one: in any of the forms that Strapi takes.
 * Undefined: nothing changes; null: it is emptied. Pure.
 */
export function relatedOne(input: unknown): Named | null | undefined {
  if (input === undefined || input === null) return input;
  if (typeof input !== 'object' || Array.isArray(input) || 'id' in input || 'documentId' in input) return named([input].flat().at(-1));
  const { set, connect, disconnect } = input as { set?: unknown; connect?: unknown; disconnect?: unknown };
  const next = [set ?? connect ?? []].flat().at(-1);
  if (next !== undefined) return named(next);
  return set || [disconnect ?? []].flat().length > 0 ? null : undefined;
}

/**
 * The row that a relation kept in a column is to name: Strapi's query layer takes nothing else there.
 * @throws ValidationError where there is none
 */
export async function relatedId(strapi: Strapi, uid: string, name: string, input: unknown): Promise<number | null | undefined> {
  const one = relatedOne(input);
  if (!one) return one;
  const row = await table(strapi, uid).findOne({ where: one, select: ['id'] });
  if (row) return row.id;
  const message = 'This is not there any more. Choose another one.';
  throw new errors.ValidationError(message, { errors: [{ path: [name], message, name: 'ValidationError' }] });
}
