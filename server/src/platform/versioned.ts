import type { Row, Table } from './strapi';

/** JSON with the number of its shape. */
export interface Stored {
  version: number;
  value: unknown;
}

const isStored = (json: unknown): json is Stored =>
  typeof json === 'object' && json !== null && 'value' in json && Number.isInteger((json as Partial<Stored>).version);

/**
 * JSON that we keep while the code that reads it changes: written with the number of its shape, read from that
 * and any older one. What has no number is the first. Pure.
 * @param upgrades what makes of each shape the next, the first one first; what stands here stays
 */
export function versioned<T>(...upgrades: ((older: never) => unknown)[]) {
  const newest = upgrades.length + 1;
  return {
    newest,
    write: (value: T): Stored => ({ version: newest, value }),
    /** @throws Error for a shape that is newer than this code: another instance was updated first */
    read(json: unknown): T {
      const { version, value } = isStored(json) ? json : { version: 1, value: json };
      if (version > newest) throw new Error(`It was written in shape ${version}, of which this version of the plugin knows nothing yet.`);
      return upgrades.slice(version - 1).reduce((older, upgrade) => upgrade(older as never), value) as T;
    },
  };
}

/** The attribute that a content type declares for `shapedTable`; empty in rows from before shapes were numbered. */
export const SHAPE = { type: 'integer' };

/**
 * A table with attributes of JSON whose shape may change. The attribute `shape` of a row is the number of theirs: it
 * is written with them, and a row is read from that or any older one. Beside the JSON and not in it, since statements
 * look into it. What is written of them is written together.
 * @param attributes those whose shape it is; a row that was read without one is left as it is
 * @param upgrades what makes of a row of each shape one of the next, the first one first; what stands here stays
 */
export function shapedTable<R extends Row>(
  rows: Table<R>,
  attributes: readonly (keyof R & string)[],
  ...upgrades: ((older: never) => unknown)[]
): Table<R> {
  const shapes = versioned<R>(...upgrades);
  const read = <T extends R | null>(row: T): T =>
    row && attributes.every((name) => row[name] !== undefined) ? (shapes.read({ version: row.shape ?? 1, value: row }) as T) : row;
  const write = <D extends Record<string, unknown>>(data: D): D =>
    attributes.some((name) => Object.hasOwn(data, name)) ? { ...data, shape: shapes.newest } : data;
  return {
    ...rows,
    findOne: async (query) => read(await rows.findOne(query)),
    findMany: async (query) => (await rows.findMany(query)).map(read),
    create: async ({ data }) => rows.create({ data: write(data) }),
    updateMany: async ({ where, data }) => rows.updateMany({ where, data: write(data) }),
  };
}
