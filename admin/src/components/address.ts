/** The page that an address names: the first where it names none. */
export function pageIn(params: URLSearchParams): number {
  const page = Number(params.get('page') ?? '1');
  return Number.isInteger(page) && page >= 1 && page <= 99_999 ? page : 1;
}

/** The one of some values that an address names. */
export const oneOf = <T extends string>(values: readonly T[], value: string | null): T | undefined => values.find((one) => one === value);

/** Words that are searched for, as the server is asked; undefined: for none. */
export const wordsOf = (search: string): string | undefined => search.trim() || undefined;
