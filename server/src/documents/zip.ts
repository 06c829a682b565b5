import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { ZipFile } from 'yazl';
import type { Download } from '../kernel/binder';
import { now } from '../platform/clock';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';

/** What whoever is refused waits, seconds. */
const BUSY_SECONDS = 10;
/** How often a file is asked for again whose making has no room yet. */
const PATIENCE = 20;

interface Entry {
  name: string;
  /** @throws PortalError `too-many-requests` where it cannot be made yet */
  open: () => Promise<AsyncIterable<Uint8Array> | Buffer>;
}

/** Names that systems tell apart, which heed no case: a number stands behind what was there before. Pure. */
export function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const [, stem = name, extension = ''] = /^(.*?)(\.[^.]*)?$/su.exec(name) ?? [];
    let free = name;
    for (let count = 2; taken.has(free.toLowerCase()); count += 1) free = `${stem} (${count})${extension}`;
    taken.add(free.toLowerCase());
    return free;
  });
}

const streamOf = (bytes: AsyncIterable<Uint8Array> | Buffer): Readable => (bytes instanceof Readable ? bytes : Readable.from(bytes));

/**
 * Zips that are made while they are sent: one file after another, as fast as who downloads takes them, so that one of
 * them is in memory at a time. A contact has one under way; one that is given up makes no further file.
 */
export function createZips(strapi: Strapi) {
  const busy = new Set<number>();

  async function patiently({ open }: Entry, signal: AbortSignal): Promise<Readable> {
    for (let tried = 1; ; tried += 1) {
      try {
        return streamOf(await open());
      } catch (error) {
        if (!(error instanceof PortalError) || error.code !== 'too-many-requests' || tried === PATIENCE) throw error;
        await setTimeout((error.retryAfter ?? 1) * 1000, undefined, { signal });
      }
    }
  }

  function zip(entries: readonly Entry[], closed: () => void): Readable {
    const file = new ZipFile();
    const output = file.outputStream as Readable;
    const given = new AbortController();
    let current: Readable | undefined;
    output.once('close', () => {
      given.abort();
      current?.destroy();
      closed();
    });
    file.on('error', (error: Error) => {
      if (given.signal.aborted) return;
      strapi.log.error(`customer-portal: a zip of documents could not be made: ${error.message}`);
      output.destroy(error);
    });
    const names = distinct(entries.map(({ name }) => name));
    const mtime = now(strapi);
    for (const [index, entry] of entries.entries()) {
      // PDFs are packed already.
      file.addReadStreamLazy(names[index] ?? entry.name, { compress: false, mtime }, (pass) => {
        if (given.signal.aborted) return;
        patiently(entry, given.signal).then(
          (stream) => {
            current = stream;
            if (given.signal.aborted) return void stream.destroy();
            stream.once('error', (error) => file.emit('error', error));
            pass(null, stream);
          },
          (error: unknown) => pass(error, undefined as never),
        );
      });
    }
    file.end();
    return output;
  }

  return {
    /** @throws PortalError `too-many-requests` where this contact has one under way */
    download(contact: number, name: string, entries: readonly Entry[]): Download {
      if (busy.has(contact)) throw new PortalError('too-many-requests', { retryAfter: BUSY_SECONDS });
      busy.add(contact);
      const stream = zip(entries, () => busy.delete(contact));
      return { open: () => stream, name, mime: 'application/zip' };
    },
  };
}
