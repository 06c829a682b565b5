import { StatementProblem } from './line';

/** Encodings that banks use, by the name that XML declares. As browsers do, ISO 8859-1 is read as Windows-1252. */
const ENCODINGS = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii', 'iso-8859-1', 'iso-8859-15', 'latin1', 'windows-1252', 'utf-16']);

function decode(bytes: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new StatementProblem(`The file is not written in ${encoding}, as it says.`);
  }
}

/** The encoding by the mark at its beginning; undefined without one. */
function marked([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

/** The text of a statement, and whether it is XML. @throws StatementProblem */
export function textOf(bytes: Uint8Array): { text: string; isXml: boolean } {
  const mark = marked(bytes);
  // The declaration of XML is readable in whatever has ASCII in it.
  const head = new TextDecoder(mark ?? 'windows-1252').decode(bytes.subarray(0, 400));
  const isXml = head.trimStart().startsWith('<');
  if (mark !== undefined) return { text: decode(bytes, mark), isXml };
  const declared = isXml ? /^\s*<\?xml[^>]{0,100}?\bencoding\s*=\s*["']([\w-]{1,40})["']/u.exec(head)?.[1]?.toLowerCase() : undefined;
  if (declared !== undefined) {
    if (!ENCODINGS.has(declared)) throw new StatementProblem(`The encoding ${declared} is not known.`);
    return { text: decode(bytes, declared), isXml };
  }
  if (isXml) return { text: decode(bytes, 'utf-8'), isXml };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), isXml };
  } catch {
    // Older exports of banks are not UTF-8 and say nothing of what they are.
    return { text: decode(bytes, 'windows-1252'), isXml };
  }
}
