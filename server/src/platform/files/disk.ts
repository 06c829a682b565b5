import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { receive, type FileStore } from './store';

/** Where files arrive, beside the others, so that one is moved and not copied when it is kept. */
export const arrivalsIn = (folder: string): string => path.join(folder, 'arriving');

/** Files in a folder of this machine, which several instances may share. */
export function createDiskStore(folder: () => string): FileStore & Required<Pick<FileStore, 'pathOf'>> {
  /** Two folders deep, so that none holds all files. */
  const pathOf = (key: string): string => {
    if (!/^[\w-]{43}$/u.test(key)) throw new Error('Not the key of a file.');
    return path.join(folder(), key.slice(0, 2), key);
  };
  const exists = async (key: string): Promise<boolean> => (await stat(pathOf(key)).catch(() => null)) !== null;
  const putFile = async (key: string, file: string): Promise<void> => {
    await mkdir(path.dirname(pathOf(key)), { recursive: true, mode: 0o700 });
    await rename(file, pathOf(key));
  };
  return {
    pathOf,
    exists,
    putFile,
    async put(key, source, most) {
      const arriving = path.join(arrivalsIn(folder()), path.basename(pathOf(key)));
      const stored = await receive(arriving, source, most);
      await putFile(key, arriving);
      return stored;
    },
    open: async (key) => ((await exists(key)) ? (range) => createReadStream(pathOf(key), range) : null),
    remove: (key) => rm(pathOf(key), { force: true }),
  };
}
