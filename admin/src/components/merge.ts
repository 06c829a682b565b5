/** A settings form's values: one plain value, one list of plain data, or texts and switches by name, per name. */
export type Value = string | number | boolean | null | readonly (string | Readonly<Record<string, unknown>>)[] | Branch;
interface Branch {
  readonly [name: string]: string | boolean | Branch;
}
export type Values = Record<string, Value>;

export interface Merge<V extends Values> {
  /** The newest version with one's own changes on top. */
  values: V;
  /** Names of one's own changes that differ from the newest version. */
  mine: (keyof V & string)[];
  /** Those of them that the other editor changed too, to something else. */
  both: (keyof V & string)[];
}

const isBranch = (value: Value | undefined): value is Branch => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Lists are the same when what they hold is, in the same order; so is what has names. */
const same = (a: Value | undefined, b: Value | undefined): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));

/** Of a value that has parts, such as a table of switches, each part by itself. */
function mergeValue(base: Value | undefined, mine: Value, newest: Value): { value: Value; both: boolean } {
  if (same(mine, base) || same(mine, newest)) return { value: newest, both: false };
  if (!isBranch(base) || !isBranch(mine) || !isBranch(newest)) return { value: mine, both: !same(newest, base) };
  const parts = Object.entries(newest).map(([name, part]) => {
    const own = mine[name];
    return [name, own === undefined ? { value: part, both: false } : mergeValue(base[name], own, part)] as const;
  });
  const value = Object.fromEntries(parts.map(([name, part]) => [name, part.value])) as Value;
  return { value, both: parts.some(([, part]) => part.both) };
}

/**
 * Lays what an editor changed (from `base` to `mine`) over what somebody else saved meanwhile, so
 * that the editor can look at both before saving.
 */
export function mergeChanges<V extends Values>(base: V, mine: V, newest: V): Merge<V> {
  const names = Object.keys(newest) as (keyof V & string)[];
  const merged = names.flatMap((name) => {
    const [own, theirs] = [mine[name], newest[name]];
    if (own === undefined || theirs === undefined) return [];
    const { value, both } = mergeValue(base[name], own, theirs);
    return same(value, theirs) ? [] : [{ name, value, both }];
  });
  const values = { ...newest, ...Object.fromEntries(merged.map(({ name, value }) => [name, value])) };
  return { values, mine: merged.map(({ name }) => name), both: merged.flatMap(({ name, both }) => (both ? [name] : [])) };
}
