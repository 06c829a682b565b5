import { createContext, Script } from 'node:vm';

/**
 * Longest that a team's regular expression may look at one value, milliseconds. An honest one takes
 * microseconds, but a busy machine may stand still for a while; one that took too long gets less.
 */
const MOST_MS = 1000;
const MOST_AGAIN_MS = 250;

const trial = { pattern: '', text: '' };
const context = createContext(trial);
const script = new Script('new RegExp(pattern).test(text)');
const slow = new Set<string>();

/**
 * Holds the texts of one request against regular expressions of a content type's. Some expressions take
 * years over certain texts, and the whole server with them: what takes too long does not match, and after
 * that nothing in the same request does. `tell` hears of such an expression once.
 */
export function patternMatcher(tell?: (pattern: string) => void): (pattern: string, text: string) => boolean {
  let givenUp = false;
  return (pattern, text) => {
    if (givenUp) return false;
    Object.assign(trial, { pattern, text });
    try {
      return script.runInContext(context, { timeout: slow.has(pattern) ? MOST_AGAIN_MS : MOST_MS }) === true;
    } catch {
      givenUp = true;
      if (!slow.has(pattern)) tell?.(pattern);
      slow.add(pattern);
      return false;
    }
  };
}
