/** Positions of the first and the last byte. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * The one range of bytes that a Range header asks for (RFC 9110, section 14). Null where it is to be ignored, which
 * answers the whole file: a unit of another kind, a header that is no valid one, or several ranges, which a server
 * may pass over (14.2) and which cost most. `unsatisfiable` where no byte of it is there.
 */
export function byteRange(header: string, size: number): ByteRange | 'unsatisfiable' | null {
  const [, first, last] = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/iu.exec(header) ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return null;
  if (first !== '' && last !== '' && BigInt(last) < BigInt(first)) return null;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(size - 1, Number(last));
  return start > end ? 'unsatisfiable' : { start, end };
}
