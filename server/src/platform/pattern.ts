import { createContext, Script } from 'node:vm';
import { linearMatcher } from './linear-pattern';

/**
 * Longest that JavaScript may hold a team's regular expression against one value, milliseconds. An honest one takes
 * microseconds, but a busy machine may stand still for a while; one that took too long gets less.
 */
const MOST_MS = 200;
const MOST_AGAIN_MS = 50;
/** Expressions that are kept compiled: a team has some dozens. */
const MOST_KEPT = 500;

const trial = { pattern: '', text: '' };
const context = createContext(trial);
const script = new Script('new RegExp(pattern).test(text)');
const slow = new Set<string>();
const linear = new Map<string, ReturnType<typeof linearMatcher>>();

/** What is told of an expression, for the log. */
export type TellPattern = (message: string) => void;

/** The expression for linear time, or undefined where there is none; whoever first needs it is told. */
function linearOf(pattern: string, field: string, tell: TellPattern): ReturnType<typeof linearMatcher> {
  if (!linear.has(pattern)) {
    if (linear.size >= MOST_KEPT) linear.clear();
    const made = linearMatcher(pattern);
    linear.set(pattern, made);
    if (!made)
      tell(
        `the regular expression of ${field} cannot be matched in linear time (it looks ahead or back, say): a value that keeps it busy is refused. ${pattern}`,
      );
  }
  return linear.get(pattern);
}

/** JavaScript's engine takes other characters for two, without the flag that Strapi does not set. */
const isSimple = (text: string): boolean => !/[\p{Cs}\u{10000}-\u{10ffff}]/u.test(text);

/**
 * Holds the texts of one request against regular expressions of a content type's. Some expressions take
 * years over certain texts, and the whole server with them. What does not match is found by RE2 in linear time. What
 * does is tried with JavaScript's engine for a moment, since Strapi will use it as well: what takes too long does
 * not match, and after that nothing in the same request does. `tell` hears of such an expression, by its field.
 */
export function patternMatcher(
  contentType: string,
  tell: TellPattern = () => undefined,
): (pattern: string, text: string, field: string) => boolean {
  let givenUp = false;
  return (pattern, text, name) => {
    if (givenUp) return false;
    const field = `${contentType}.${name}`;
    const quick = linearOf(pattern, field, tell);
    if (quick && isSimple(text) && !quick(text)) return false;
    Object.assign(trial, { pattern, text });
    try {
      return script.runInContext(context, { timeout: slow.has(pattern) ? MOST_AGAIN_MS : MOST_MS }) === true;
    } catch {
      givenUp = true;
      tell(`the regular expression of ${field} takes too long over a text of ${text.length} characters, which is refused: ${pattern}`);
      if (slow.size >= MOST_KEPT) slow.clear();
      slow.add(pattern);
      return false;
    }
  };
}
