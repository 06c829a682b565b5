/** Most domains that the settings hold. */
export const MAX_SIGN_UP_DOMAINS = 200;

/** Whether an entry names a domain that one above it names too. */
export const repeats = (list: readonly { domain: string }[], index: number): boolean =>
  list.findIndex(({ domain }) => domain === list[index]?.domain) < index;
