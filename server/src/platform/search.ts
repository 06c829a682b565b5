/** Escapes what LIKE takes for itself; `!` is the escape character, since a backslash means more on MySQL. */
const escaped = (text: string): string => text.replace(/[!%_]/gu, '!$&');

/** The words of what was typed into a search field. */
export const wordsOf = (search: string): string[] => search.trim().split(/\s+/u).filter(Boolean);

/**
 * A condition that a word stands somewhere in one of the columns, whatever its case. SQLite's `lower` knows
 * ASCII only, so a letter like the Ö of "Özdemir" is looked for as it is, and as a capital at the beginning.
 * Columns are names of ours, never from a request.
 */
export function wordIn(columns: readonly string[], word: string): { sql: string; bindings: string[] } {
  const lower = word.toLowerCase();
  const capital = lower.charAt(0).toUpperCase() + lower.slice(1);
  const tries = [...new Set([word, capital].filter((one) => /[^\p{ASCII}]/u.test(one)))];
  const parts = columns.flatMap((column) => [
    { sql: "lower(??) like ? escape '!'", bindings: [column, `%${escaped(lower)}%`] },
    ...tries.map((one) => ({ sql: "?? like ? escape '!'", bindings: [column, `%${escaped(one)}%`] })),
  ]);
  return { sql: `(${parts.map(({ sql }) => sql).join(' or ')})`, bindings: parts.flatMap(({ bindings }) => bindings) };
}
