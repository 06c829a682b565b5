/**
 * How everything that people search is compared: in any case, with accents or without, and every character
 * means itself, whichever database it is.
 */
import type { Knex } from 'knex';
import { columnName, tableName, type Strapi } from './strapi';

/** A condition for a statement that is written by hand. */
export interface Condition {
  sql: string;
  bindings: string[];
}

/** As searching compares: lower case, without accents. */
export const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** The words of what was typed into a search field. */
export const wordsOf = (search: string): string[] => search.trim().split(/\s+/u).filter(Boolean);

/** That a text which was folded when it was written holds a text. `!` escapes, since a backslash means more on MySQL. */
export const foldedHas = ({ sql, bindings }: Condition, text: string): Condition => ({
  sql: `${sql} like ? escape '!'`,
  bindings: [...bindings, `%${fold(text).replace(/[!%_]/gu, '!$&')}%`],
});

/** Blocks of Unicode whose letters have accents: Latin, Greek and Cyrillic. */
const ACCENTED = [
  [0x41, 0x5a],
  [0x61, 0x7a],
  [0xc0, 0x24f],
  [0x370, 0x52f],
  [0x1e00, 0x1fff],
] as const;

/** Every spelling of a letter, by the letter without case and accents. */
const spellings = new Map<string, string>();
for (const [first, last] of ACCENTED) {
  for (let code = first; code <= last; code += 1) {
    const letter = String.fromCodePoint(code);
    const plain = fold(letter);
    if (/^\p{L}$/u.test(letter) && /^\p{L}$/u.test(plain)) spellings.set(plain, (spellings.get(plain) ?? '') + letter);
  }
}

/** What a character of a search is also written as: its case and its accents. Letters of other scripts have their case alone. */
function spellingsOf(character: string): string {
  const known = spellings.get(fold(character));
  if (known) return known;
  const cases = [character, character.toLowerCase(), character.toUpperCase()].filter((one) => /^\p{L}$/u.test(one));
  return [...new Set(cases)].join('');
}

/**
 * A pattern of letters' classes, which all databases take as they are: their `lower` and `like` know more or fewer
 * letters by the database, its collation and its locale (SQLite only those of ASCII).
 */
function patternOf(text: string, literal: (character: string) => string): string {
  const characters = [...text.normalize('NFC')].map((character) => {
    const letters = spellingsOf(character);
    return letters ? `[${letters}]` : literal(character);
  });
  return characters.join('');
}

const glob = (text: string): string => `*${patternOf(text, (character) => character.replace(/[*?[]/u, '[$&]'))}*`;
const regexp = (text: string): string => patternOf(text, (character) => character.replace(/[\\^$.|?*+(){}[\]]/u, '\\$&'));

/** That a text stands somewhere in a column. */
function columnHas(strapi: Strapi, column: string, text: string): Condition {
  const { client } = strapi.db.dialect;
  // A list searches its whole numbers too, which PostgreSQL matches as text only when told to.
  if (client === 'postgres') return { sql: 'cast(?? as text) ~ ?', bindings: [column, regexp(text)] };
  if (client !== 'sqlite') return { sql: '?? regexp ?', bindings: [column, regexp(text)] };
  // SQLite's `like` knows the case of ASCII, and is several times as fast: classes are for values of more bytes than characters.
  const { sql, bindings } = foldedHas({ sql: '??', bindings: [column] }, text);
  return {
    sql: `${sql} or (length(??) < length(cast(?? as blob)) and ?? glob ?)`,
    bindings: [...bindings, column, column, column, glob(text)],
  };
}

/** That a text stands somewhere in one of the columns. Columns are names of ours or of a schema, never from a request. */
export function textHas(strapi: Strapi, columns: readonly string[], text: string): Condition {
  if (columns.length === 0) return { sql: '1 = 0', bindings: [] };
  const each = columns.map((column) => columnHas(strapi, column, text));
  return { sql: `(${each.map(({ sql }) => sql).join(' or ')})`, bindings: each.flatMap(({ bindings }) => bindings) };
}

/** The same as a condition of Strapi's on `id`, for a type's own attributes. */
export function idsWith(strapi: Strapi, uid: string, attributes: readonly string[], text: string): { id: { $in: Knex.QueryBuilder } } {
  const { sql, bindings } = textHas(
    strapi,
    attributes.map((name) => columnName(strapi, uid, name)),
    text,
  );
  const rows: Knex.QueryBuilder = strapi.db.getConnection(tableName(strapi, uid));
  return { id: { $in: rows.select('id').whereRaw(sql, bindings) } };
}
