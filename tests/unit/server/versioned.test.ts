import fc from 'fast-check';
import type { Row, Table } from '../../../server/src/platform/strapi';
import { shapedTable, versioned } from '../../../server/src/platform/versioned';

describe('JSON that is kept while its shape changes', () => {
  const first = versioned<{ name: string }>();
  const third = versioned<{ names: string[]; kind: string }>(
    ({ name }: { name: string }) => ({ names: [name] }),
    (older: { names: string[] }) => ({ ...older, kind: 'unknown' }),
  );
  const overJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const any = versioned<unknown>();
        expect(any.read(overJson(any.write(value)))).toEqual(overJson(value));
      }),
      { seed: 20261130, numRuns: 200 },
    );
  });

  it('is read from any older shape, and without a number from the first', () => {
    const expected = { names: ['Ash'], kind: 'unknown' };
    expect(third.read({ name: 'Ash' })).toEqual(expected);
    expect(third.read(overJson(first.write({ name: 'Ash' })))).toEqual(expected);
    expect(third.read({ version: 2, value: { names: ['Ash'] } })).toEqual(expected);
  });

  it('is not guessed at when it is newer than the code that reads it', () => {
    expect(() => first.read(third.write({ names: [], kind: '' }))).toThrow('shape 3');
  });
});

describe('a table whose JSON has a shape', () => {
  interface ListRow extends Row {
    names?: unknown;
    shape?: number | null;
  }
  /** Holds the one row that it is given, and what is written. */
  function createTable(row: Partial<ListRow>) {
    const written: Record<string, unknown>[] = [];
    const stored = { id: 1, documentId: 'a', ...row };
    const rows = {
      findOne: async () => stored,
      findMany: async () => [stored],
      create: async ({ data }: { data: Record<string, unknown> }) => (written.push(data), stored),
      updateMany: async ({ data }: { data: Record<string, unknown> }) => (written.push(data), { count: 1 }),
    } as unknown as Table<ListRow>;
    const toList = ({ names, ...row }: { names: string }): object => ({ ...row, names: names.split(' ') });
    return { written, table: shapedTable(rows, ['names'], toList) };
  }

  it.each([[{ shape: null }], [{}], [{ shape: 1 }]])('is read from the first shape where it has no other number: %j', async (number) => {
    const { table } = createTable({ names: 'Ash Birch', ...number });
    for (const row of [await table.findOne({}), ...(await table.findMany({}))]) expect(row?.names).toEqual(['Ash', 'Birch']);
  });

  it('is read as it is from the present shape, and not at all from a newer one', async () => {
    expect((await createTable({ names: ['Ash'], shape: 2 }).table.findOne({}))?.names).toEqual(['Ash']);
    const { table } = createTable({ names: {}, shape: 3 });
    await expect(table.findOne({})).rejects.toThrow('shape 3');
    await expect(table.findMany({})).rejects.toThrow('shape 3');
  });

  it('is left as it is where only other attributes are read or written', async () => {
    const { table, written } = createTable({ shape: 3 });
    expect(await table.findOne({ select: ['documentId'] })).toMatchObject({ documentId: 'a' });
    await table.updateMany({ where: {}, data: { position: 2 } });
    expect(written).toEqual([{ position: 2 }]);
  });

  it('is written with its number', async () => {
    const { table, written } = createTable({});
    await table.create({ data: { names: ['Ash'] } });
    await table.updateMany({ where: {}, data: { names: ['Birch'] } });
    expect(written).toEqual([
      { names: ['Ash'], shape: 2 },
      { names: ['Birch'], shape: 2 },
    ]);
  });
});
