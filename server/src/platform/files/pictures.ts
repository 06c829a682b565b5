/**
 * What pictures cost. One that is a few kilobytes on the way can be gigabytes unpacked, and sharp unpacks
 * on the threads that hash passwords: so pictures are measured by their headers, tried in a process of
 * their own, and one at a time.
 */
import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { MOST_PIXELS } from '../../../../plugin/rules/pictures';
import { PortalError } from '../errors';
import { createGate } from '../gate';
import type { Strapi } from '../strapi';

export type PictureProblem = 'too-many-pixels' | 'damaged';

/** Longer than any picture of that many pixels takes to unpack, milliseconds, on a machine that is busy too. */
const TIMEOUT_MS = 30_000;

/** Those that Strapi makes smaller sizes of. Of others (AVIF, HEIC) only the header is read, here as there. */
const UNPACKED = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];

/** Chunks of a PNG that are gone through: before their data pictures have a handful. */
const MOST_CHUNKS = 1000;

/**
 * Run by Node with `-e`: the path of sharp, of the picture, the most pixels, and whether to unpack it. All
 * frames count, and are unpacked: sharp's own limit is for what it is told to read.
 */
const TRY = `
try { require('node:os').setPriority(10); } catch {}
const [library, file, most, unpack] = process.argv.slice(1);
const sharp = require(library);
sharp.cache(false);
sharp.concurrency(1);
const say = (word) => process.stdout.write(word);
const problem = (error) => say(/pixel limit/i.test(String(error)) ? 'too-many-pixels' : 'damaged');
sharp(file).metadata().then(({ width, height, pages = 1 }) => {
  if (width * height * pages > Number(most)) return say('too-many-pixels');
  if (!unpack) return say('good');
  return sharp(file, { animated: true, limitInputPixels: Number(most) }).stats().then(() => say('good'));
}).catch(problem);
`;

/** Pictures that wait at most, of all customers; one of each, since the portal sends two at once. */
const WAITING = { all: 20, each: 1 };
/** What whoever is refused waits, seconds: most pictures take less than one. */
const RETRY_SECONDS = 10;

/** Does something that unpacks a picture, when no other is being unpacked in this process. */
export const onePicture = createGate({
  ...WAITING,
  refusal: () =>
    new PortalError('too-many-requests', {
      retryAfter: RETRY_SECONDS,
      message: 'Other pictures are being checked. Send this one again in a moment.',
    }),
});

/** Strapi's own sharp: a second one in a process of Strapi's would bring its native library twice. */
function sharpOf(strapi: Strapi): string {
  const project = createRequire(path.join(strapi.dirs.app.root, 'package.json'));
  const upload = createRequire(project.resolve('@strapi/strapi/package.json')).resolve('@strapi/upload/package.json');
  return createRequire(upload).resolve('sharp');
}

/** Frames of a PNG, which sharp reads the first of only: its acTL chunk says how many (PNG, third edition, 11.3.5.1). */
async function framesOfPng(file: string): Promise<{ frames: number; pixels: number }> {
  const handle = await open(file);
  try {
    const at = async (position: number): Promise<Buffer> => (await handle.read(Buffer.alloc(16), 0, 16, position)).buffer;
    const header = await at(16);
    const pixels = header.readUInt32BE(0) * header.readUInt32BE(4);
    for (let position = 8, chunks = 0; chunks < MOST_CHUNKS; chunks += 1) {
      const chunk = await at(position);
      const type = chunk.toString('latin1', 4, 8);
      if (type === 'acTL') return { frames: chunk.readUInt32BE(8), pixels };
      // It stands before the data. NUL: the file is at its end.
      if (type === 'IDAT' || type === '\0\0\0\0') return { frames: 1, pixels };
      position += 12 + chunk.readUInt32BE(0);
    }
    return { frames: Infinity, pixels };
  } finally {
    await handle.close();
  }
}

/** Whether an AVIF or HEIC is a film: its brands say so, and what is in its tracks no header of a picture tells. */
async function isSequence(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(512), 0, 512, 0);
    const brands = buffer.toString('latin1', 8, Math.min(buffer.readUInt32BE(0), 512));
    return /avis|msf1|hevc|hevx/u.test(brands);
  } finally {
    await handle.close();
  }
}

/** Tries a picture in a process of its own: what breaks or outgrows it there leaves Strapi standing. */
function tryOut(strapi: Strapi, file: string, unpack: boolean): Promise<PictureProblem | undefined> {
  const input = ['-e', TRY, sharpOf(strapi), file, String(MOST_PIXELS), unpack ? 'unpack' : ''];
  const options = { timeout: TIMEOUT_MS, killSignal: 'SIGKILL', env: { ...process.env, NODE_OPTIONS: '' }, windowsHide: true } as const;
  return new Promise((resolve, reject) => {
    execFile(process.execPath, input, options, (error, said, complaint) => {
      if (said === 'good') resolve(undefined);
      else if (said === 'too-many-pixels' || said === 'damaged') resolve(said);
      else if (error?.killed) resolve('too-many-pixels');
      else if (error?.signal) resolve('damaged');
      else reject(new Error(`A picture could not be tried: ${complaint}`, { cause: error }));
    });
  });
}

/**
 * What is wrong with a picture: more than `MOST_PIXELS` over all its frames, or damaged, as Strapi would
 * find when an editor approves it. Waits while another one is unpacked; `customer` says whose it is.
 * @throws PortalError `too-many-requests` where too many wait, of all or of that customer
 */
export async function problemOfPicture(strapi: Strapi, file: string, mime: string, customer: number): Promise<PictureProblem | undefined> {
  if (!mime.startsWith('image/')) return undefined;
  if (mime === 'image/png') {
    const { frames, pixels } = await framesOfPng(file);
    if (frames * pixels > MOST_PIXELS) return 'too-many-pixels';
  }
  const unpack = UNPACKED.includes(mime);
  if (!unpack && (await isSequence(file))) return 'damaged';
  const problem = await onePicture(() => tryOut(strapi, file, unpack), String(customer));
  // What the libraries of this machine cannot read (HEIC, mostly) nobody unpacks.
  return problem === 'damaged' && !unpack ? undefined : problem;
}
