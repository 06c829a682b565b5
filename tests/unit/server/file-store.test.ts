import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createFiles, type FileStore } from '../../../server/src/platform/files';
import { createDiskStore } from '../../../server/src/platform/files/disk';
import { PortalError } from '../../../server/src/platform/errors';
import { randomToken } from '../../../server/src/platform/crypto';
import type { Jobs } from '../../../server/src/platform/jobs';
import type { Strapi } from '../../../server/src/platform/strapi';
import { describeFileStore } from '../../support/file-store';

const folder = mkdtempSync(path.join(os.tmpdir(), 'customer-portal-disk-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A store that keeps nothing on this machine, as one of a cloud does. */
function createMemoryStore(): FileStore {
  const kept = new Map<string, Buffer>();
  const put: FileStore['put'] = async (key, source, most = Infinity) => {
    const bytes = await buffer(Readable.from(source));
    if (bytes.length > most) throw new PortalError('body-too-large');
    kept.set(key, bytes);
    return { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  };
  return {
    put,
    putFile: async (key, file) => void (await put(key, Readable.from([await readFile(file)]))),
    open: async (key) => {
      const bytes = kept.get(key);
      return bytes ? (range) => Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes]) : null;
    },
    exists: async (key) => kept.has(key),
    remove: async (key) => void kept.delete(key),
  };
}

describeFileStore('disk', () => createDiskStore(() => folder));
describeFileStore('another machine', createMemoryStore);

describe('files on disk', () => {
  const store = createDiskStore(() => folder);

  it('lie where they lay before: in a folder of the first two letters of their key', async () => {
    const key = randomToken();
    await store.put(key, Readable.from([Buffer.from('x')]));
    expect(readFileSync(path.join(folder, key.slice(0, 2), key), 'utf8')).toBe('x');
    expect(readdirSync(path.join(folder, 'arriving'))).toEqual([]);
  });

  it.each(['../../etc/passwd', '', 'a'.repeat(42), `${'a'.repeat(42)}/`])('are found by no key but a key (%j)', async (key) => {
    const asked = [() => store.open(key), () => store.exists(key), async () => store.remove(key), async () => store.pathOf(key)];
    for (const ask of asked) await expect(ask()).rejects.toThrow('Not the key');
  });
});

describe('a file that lies on another machine', () => {
  const strapi = {
    dirs: { app: { root: folder } },
    config: { get: () => ({ files: { directory: folder } }) },
  } as unknown as Strapi;
  const files = createFiles(strapi, {} as Jobs, createMemoryStore());

  it('is taken in, and lent to what wants a file of this machine for as long as it takes', async () => {
    const arrived = await files.take(Readable.from([Buffer.from('Hello')]), { name: 'hello.txt', most: 100 });
    await arrived.keep();
    expect([existsSync(arrived.arriving), await files.has(arrived.key)]).toEqual([false, true]);
    const seen: string[] = [];
    const text = await files.onDisk(arrived.key, async (file) => {
      seen.push(file);
      return readFile(file, 'utf8');
    });
    expect([text, existsSync(seen[0] as string)]).toEqual(['Hello', false]);
    await expect(files.onDisk(randomToken(), async () => undefined)).rejects.toThrow('gone');
  });
});
