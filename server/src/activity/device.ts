import Bowser from 'bowser';

/** `Chrome on Windows`: the browser and system that a User-Agent header names; empty where it names none. Pure. */
export function deviceOf(userAgent: string | null | undefined): string {
  if (!userAgent) return '';
  const { browser, os } = Bowser.parse(userAgent);
  return [browser.name, os.name].filter(Boolean).join(' on ').slice(0, 100);
}
