import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { randomToken } from '../../server/src/platform/crypto';
import type { FileStore } from '../../server/src/platform/files';

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What every store of private files must do; `make` gives an empty one. */
export function describeFileStore(name: string, make: () => FileStore): void {
  describe(`files on ${name}`, () => {
    let store: FileStore;
    const folder = mkdtempSync(path.join(os.tmpdir(), 'customer-portal-store-'));
    beforeEach(() => {
      store = make();
    });
    afterAll(() => {
      rmSync(folder, { recursive: true, force: true });
    });

    const put = async (bytes: Buffer, most?: number): Promise<string> => {
      const key = randomToken();
      expect(await store.put(key, Readable.from([bytes]), most)).toEqual({ size: bytes.length, sha256: hashOf(bytes) });
      return key;
    };
    const read = async (key: string, range?: { start: number; end: number }): Promise<Buffer | null> => {
      const open = await store.open(key);
      return open && buffer(open(range));
    };

    it('come back as they were, each under its own key, in pieces of any size', async () => {
      const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 2000 }), { maxLength: 5 });
      await fc.assert(
        fc.asyncProperty(pieces, async (list) => {
          const [key, other] = [randomToken(), await put(Buffer.from('of somebody else'))];
          const bytes = Buffer.concat(list);
          expect(await store.put(key, Readable.from(list))).toEqual({ size: bytes.length, sha256: hashOf(bytes) });
          expect([await store.exists(key), await read(key)]).toEqual([true, bytes]);
          expect((await read(other))?.toString()).toBe('of somebody else');
        }),
        { numRuns: 25 },
      );
    });

    it('come in parts, whose first and last byte are named', async () => {
      const bytes = randomBytes(5000);
      const key = await put(bytes);
      for (const [start, end] of [
        [0, 0],
        [0, 4999],
        [4999, 4999],
        [100, 3000],
      ] as const)
        expect(await read(key, { start, end })).toEqual(bytes.subarray(start, end + 1));
    });

    it('are kept up to the limit, and nothing of one that is longer', async () => {
      await put(Buffer.alloc(1000), 1000);
      const key = randomToken();
      await expect(store.put(key, Readable.from([Buffer.alloc(600), Buffer.alloc(401)]), 1000)).rejects.toMatchObject({
        code: 'body-too-large',
      });
      expect([await store.exists(key), await read(key)]).toEqual([false, null]);
    });

    it('are not there when their bytes stopped half-way', async () => {
      const key = randomToken();
      async function* half(): AsyncGenerator<Buffer> {
        yield await Promise.resolve(Buffer.alloc(100));
        throw new Error('The line is dead.');
      }
      await expect(store.put(key, half())).rejects.toThrow('The line is dead.');
      expect([await store.exists(key), await read(key)]).toEqual([false, null]);
    });

    it('are taken from this machine, once their bytes were looked at', async () => {
      const [key, file] = [randomToken(), path.join(folder, randomToken())];
      writeFileSync(file, 'looked at');
      await store.putFile(key, file);
      expect((await read(key))?.toString()).toBe('looked at');
      expect(store.pathOf ? existsSync(store.pathOf(key)) : true).toBe(true);
    });

    it('are gone when they are removed, twice if need be, and no other with them', async () => {
      const [key, other] = [await put(Buffer.from('mine')), await put(Buffer.from('yours'))];
      await store.remove(key);
      await store.remove(key);
      await store.remove(randomToken());
      expect([await store.exists(key), await read(key), (await read(other))?.toString()]).toEqual([false, null, 'yours']);
    });
  });
}
