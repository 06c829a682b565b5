/** Longest name that is looked at, in characters. */
export const TIME_ZONE_MAX = 64;

/** Whether a text is an IANA time zone that this runtime knows (`Europe/Berlin`); an offset is none. */
export function isTimeZone(zone: string): boolean {
  if (zone.length > TIME_ZONE_MAX || !/^[A-Za-z]/u.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
