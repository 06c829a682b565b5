/** Seconds after it was begun at which a provider is asked about what is not settled: 1 and 5 minutes, an hour, then each day. */
export const ASK_AGAIN = [60, 300, 3600] as const;
export const DAILY = 24 * 3600;
