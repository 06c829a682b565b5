/** The present instant. One place to take it from, so that rules take it as an argument. */
export const now = (): Date => new Date();

/** `date` plus a number of seconds. */
export const plusSeconds = (date: Date, seconds: number): Date => new Date(date.getTime() + seconds * 1000);
