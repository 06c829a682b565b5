import { open } from 'node:fs/promises';

/** How much of a text file is looked at, bytes. */
const SAMPLE = 64 * 1024;

const BYTE_ORDER_MARKS: readonly [encoding: string, mark: readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** What no text has, in any encoding with 8-bit units (MIME Sniffing standard, "binary data byte"). */
// eslint-disable-next-line no-control-regex -- naming them is the point
const BINARY = /[\u0000-\u0008\u000B\u000E-\u001A\u001C-\u001F]/u;

/** How pages and drawings begin. Text may begin with "<" as well: an address, say. */
const PAGE = /^\s*<(?:!doctype|!--|\?xml|html|head|body|script|iframe|svg)(?![\w-])/iu;

/**
 * Whether a file is text: in UTF-8 or UTF-16 by its mark, else in any encoding that a spreadsheet or an
 * editor writes (UTF-8, Windows-1252, Shift JIS and the like), and not a page under the name of a text.
 * Which encoding it is does not matter: a file is handed on as it came.
 */
export async function isText(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(SAMPLE), 0, SAMPLE, 0);
    const sample = buffer.subarray(0, bytesRead);
    const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, index) => sample[index] === byte));
    // Without a mark each byte stands for itself: every character that decides anything here is ASCII.
    // A character may be cut at the sample's end.
    const text = marked
      ? new TextDecoder(marked[0], { fatal: true }).decode(sample, { stream: bytesRead === SAMPLE })
      : sample.toString('latin1');
    return !BINARY.test(text) && !PAGE.test(text);
  } catch {
    return false;
  } finally {
    await handle.close();
  }
}
