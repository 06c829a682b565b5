/**
 * The URL that a text is, or null. In place of `URL.canParse`, which once it is optimised answers wrongly
 * on Node 20 for text beyond Latin-1. Pure.
 */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
