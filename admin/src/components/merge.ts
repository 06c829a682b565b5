/** A settings form's values: one plain value, or one list of plain data, per name. */
export type Value = string | number | boolean | null | readonly (string | Readonly<Record<string, string>>)[];
export type Values = Record<string, Value>;

export interface Merge<V extends Values> {
  /** The newest version with one's own changes on top. */
  values: V;
  /** Names of one's own changes that differ from the newest version. */
  mine: (keyof V & string)[];
  /** Those of them that the other editor changed too, to something else. */
  both: (keyof V & string)[];
}

/** Lists are the same when what they hold is, in the same order. */
const same = (a: Value | undefined, b: Value | undefined): boolean =>
  a === b || (Array.isArray(a) && Array.isArray(b) && JSON.stringify(a) === JSON.stringify(b));

/**
 * Lays what an editor changed (from `base` to `mine`) over what somebody else saved meanwhile, so
 * that the editor can look at both before saving.
 */
export function mergeChanges<V extends Values>(base: V, mine: V, newest: V): Merge<V> {
  const names = Object.keys(newest) as (keyof V & string)[];
  const changed = names.filter((name) => name in mine && !same(mine[name], base[name]) && !same(mine[name], newest[name]));
  const values = { ...newest };
  for (const name of changed) values[name] = mine[name];
  return { values, mine: changed, both: changed.filter((name) => !same(newest[name], base[name])) };
}
