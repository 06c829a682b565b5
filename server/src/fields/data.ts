/**
 * From the values of a record to what the Document Service takes. Pure: what the values name (files,
 * components of the team's document) has been looked up before.
 */
import { isWritableField } from '../../../plugin/fields/field';
import type { LevelledField } from './levels';

export interface Lookups {
  /** Ids of the Media Library by the ids that values name. What is missing was deleted, and is left out. */
  media: ReadonlyMap<string, number>;
  /** Related documents that the customer does not see and cannot take away, by field. */
  unseen: ReadonlyMap<string, string[]>;
  /** The components of the document's draft, as `uid:id`. */
  components: ReadonlySet<string>;
}

type Values = Record<string, unknown>;
const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

function componentData(field: LevelledField, value: unknown, lookups: Lookups): unknown {
  if (!isObject(value)) return null;
  const { id } = value;
  const known = typeof id === 'string' && lookups.components.has(`${field.component}:${id}`);
  // Updated in place where it is known, so that what the customer does not see of it stays.
  return { ...(known && { id: Number(id) }), ...dataOf(field.fields ?? [], value, lookups, `${field.name}.`) };
}

function valueData(field: LevelledField, value: unknown, lookups: Lookups, above: string): unknown {
  switch (field.type) {
    case 'media': {
      const ids = (Array.isArray(value) ? (value as string[]) : []).flatMap((id) => lookups.media.get(id) ?? []);
      return field.multiple ? ids : (ids[0] ?? null);
    }
    case 'relation': {
      const chosen = Array.isArray(value) ? (value as string[]) : [];
      const unseen = lookups.unseen.get(`${above}${field.name}`) ?? [];
      const all = field.multiple || chosen.length === 0 ? [...chosen, ...unseen] : chosen;
      return { set: all.map((documentId) => ({ documentId })) };
    }
    case 'component':
      if (!field.multiple) return componentData(field, value, lookups);
      return (Array.isArray(value) ? value : []).map((part) => componentData(field, part, lookups));
    default:
      return value ?? null;
  }
}

/**
 * The data of the fields that the customer writes. One that a version says nothing of became writable
 * after it was saved, and stays as it is.
 */
export const dataOf = (fields: readonly LevelledField[], values: Values, lookups: Lookups, above = ''): Values =>
  Object.fromEntries(
    fields
      .filter((field) => isWritableField(field) && Object.hasOwn(values, field.name))
      .map((field) => [field.name, valueData(field, values[field.name], lookups, above)]),
  );

const partsOf = (value: unknown): Values[] => [value].flat().filter(isObject);

/** The one of `now` that a customer's part is: by its id, there or in `before`; a single one is always itself. */
function placeOf({ id }: Values, { multiple }: LevelledField, before: Values[], now: Values[]): number {
  if (!multiple) return now.length > 0 ? 0 : -1;
  const here = now.findIndex((part) => String(part.id) === id);
  if (here !== -1) return here;
  // Publishing copies components in order: the nth of one version is the nth of the other, as long as there are as many.
  return before.length === now.length ? before.findIndex((part) => String(part.id) === id) : -1;
}

/**
 * A copy of a customer's values whose components have the ids that they have in `to`; `from` is the
 * version of the document that the customer was shown. What the customer does not see of a component
 * stays by its id, so each is taken once and where it was; what is somewhere else, or anybody's, is new.
 */
export function adoptComponents(fields: readonly LevelledField[], values: Values, from: Values | null, to: Values | null): Values {
  const copy = { ...values };
  for (const field of fields) {
    if (field.type !== 'component' || !Object.hasOwn(values, field.name)) continue;
    const [before, now] = [partsOf(from?.[field.name]), partsOf(to?.[field.name])];
    const taken = new Set<unknown>();
    const take = (part: unknown): boolean => part !== undefined && !taken.has(part) && Boolean(taken.add(part));
    const parts = partsOf(values[field.name]).map(({ id, ...part }) => {
      const place = placeOf({ id }, field, before, now);
      const shown = before.length === now.length ? before[place] : before.find((one) => String(one.id) === id);
      const adopted = take(now[place]) ? now[place] : undefined;
      const within = adoptComponents(field.fields ?? [], part, shown ?? null, adopted ?? null);
      if (adopted) return { id: String(adopted.id), ...within };
      // The team changed how many there are: the id is kept until there are as many again.
      return place === -1 && shown && take(shown) ? { id, ...part } : within;
    });
    copy[field.name] = field.multiple ? parts : (parts[0] ?? null);
  }
  return copy;
}

/** The components that a version of a document has, as `uid:id`. */
export function componentsIn(fields: readonly LevelledField[], version: Values | null, found = new Set<string>()): Set<string> {
  for (const field of fields) {
    if (field.type !== 'component') continue;
    for (const part of partsOf(version?.[field.name])) {
      found.add(`${field.component}:${String(part.id)}`);
      componentsIn(field.fields ?? [], part, found);
    }
  }
  return found;
}
