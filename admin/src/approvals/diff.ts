/** A part of a text: in both versions, only in the newer, or only in the older one. */
export interface Piece {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** Words times words that are compared at most: more would hold up the page. */
const MOST_CELLS = 1_000_000;

const wordsOf = (text: string): string[] => text.match(/\s+|[^\s]+/gu) ?? [];

/** For every pair of positions the length of the longest common rest. */
function commonRests(older: string[], newer: string[]): Uint32Array[] {
  const rows = Array.from({ length: older.length + 1 }, () => new Uint32Array(newer.length + 1));
  for (let i = older.length - 1; i >= 0; i -= 1) {
    for (let j = newer.length - 1; j >= 0; j -= 1) {
      const [row, below] = [rows[i], rows[i + 1]];
      if (!row || !below) continue;
      row[j] = older[i] === newer[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return rows;
}

/** Puts a word behind the pieces, into the last one where it is of the same kind. */
function append(pieces: Piece[], kind: Piece['kind'], text: string): void {
  const last = pieces.at(-1);
  if (last?.kind === kind) last.text += text;
  else if (text !== '') pieces.push({ kind, text });
}

/**
 * What changed from one text to another, word by word. Texts that are too long to compare are
 * replaced as a whole.
 */
export function wordDiff(before: string, after: string): Piece[] {
  const [older, newer] = [wordsOf(before), wordsOf(after)];
  let start = 0;
  while (start < older.length && start < newer.length && older[start] === newer[start]) start += 1;
  let end = 0;
  while (end < older.length - start && end < newer.length - start && older.at(-1 - end) === newer.at(-1 - end)) end += 1;

  const from = older.slice(start, older.length - end);
  const to = newer.slice(start, newer.length - end);
  const pieces: Piece[] = [];
  append(pieces, 'same', older.slice(0, start).join(''));
  if (from.length * to.length > MOST_CELLS) {
    append(pieces, 'removed', from.join(''));
    append(pieces, 'added', to.join(''));
  } else {
    const rests = commonRests(from, to);
    let [i, j] = [0, 0];
    while (i < from.length || j < to.length) {
      const [one, other] = [from[i], to[j]];
      if (one !== undefined && one === other) {
        append(pieces, 'same', one);
        [i, j] = [i + 1, j + 1];
      } else if (one !== undefined && (other === undefined || (rests[i + 1]?.[j] ?? 0) >= (rests[i]?.[j + 1] ?? 0))) {
        append(pieces, 'removed', one);
        i += 1;
      } else if (other !== undefined) {
        append(pieces, 'added', other);
        j += 1;
      }
    }
  }
  append(pieces, 'same', older.slice(older.length - end).join(''));
  return pieces;
}
