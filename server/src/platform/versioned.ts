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
    write: (value: T): Stored => ({ version: newest, value }),
    /** @throws Error for a shape that is newer than this code: another instance was updated first */
    read(json: unknown): T {
      const { version, value } = isStored(json) ? json : { version: 1, value: json };
      if (version > newest) throw new Error(`It was written in shape ${version}, of which this version of the plugin knows nothing yet.`);
      return upgrades.slice(version - 1).reduce((older, upgrade) => upgrade(older as never), value) as T;
    },
  };
}
