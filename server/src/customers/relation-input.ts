import { errors } from '@strapi/utils';

/** What a write does to a relation: the whole new list, or what comes and goes. Row ids. */
export interface RelationChange {
  set: number[] | null;
  connect: number[];
  disconnect: number[];
}

function idsIn(input: unknown): number[] {
  return [input].flat().flatMap((item: unknown) => {
    if (item === null || item === undefined) return [];
    const id = typeof item === 'object' ? (item as { id?: unknown }).id : item;
    if (!/^\d+$/u.test(String(id))) throw new errors.ValidationError('A relation names something that is not known here.');
    return [Number(id)];
  });
}

/**
 * Reads a relation's input as Strapi's query layer takes it (`toAssocs` of @strapi/database): `set` goes
 * before the rest, and a list, an id or an object with one is a `set` too. Null where nothing is written. Pure.
 */
export function relationChange(input: unknown): RelationChange | null {
  if (input === undefined) return null;
  if (input === null || typeof input !== 'object' || Array.isArray(input) || 'id' in input) {
    return { set: idsIn(input), connect: [], disconnect: [] };
  }
  const { set, connect, disconnect } = input as { set?: unknown; connect?: unknown; disconnect?: unknown };
  if (set) return { set: idsIn(set), connect: [], disconnect: [] };
  return { set: null, connect: idsIn(connect), disconnect: idsIn(disconnect) };
}

/** The list after the change. Pure. */
export function relatedAfter(change: RelationChange, before: readonly number[]): number[] {
  const kept = before.filter((id) => !change.disconnect.includes(id));
  return [...new Set(change.set ?? [...kept, ...change.connect])];
}
