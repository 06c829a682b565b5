import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';

/** What a zip holds, by name in its order: read strictly, each file as long as it is said to be. */
export async function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const file = await fromBufferPromise(bytes, { strictFileNames: true });
  const files = new Map<string, Buffer>();
  for await (const entry of file.eachEntry()) files.set(entry.fileName, await buffer(await file.openReadStreamPromise(entry)));
  return files;
}
