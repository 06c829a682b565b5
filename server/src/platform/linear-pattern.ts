import { RE2JS } from 're2js';

/** Inside a class, what JavaScript calls white space (ECMA-262 §22.2.2.9) and RE2 does not. */
const SPACE = '\\t-\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}';
const NO_LINE_END = '[^\\n\\r\\x{2028}\\x{2029}]';

/** What means the same to both, or is rewritten so that it does; one token at a time, outside and inside of classes. */
const OUTSIDE =
  /\\[dDwWbBtnrfv]|\\s|\\S|\\x[\da-fA-F]{2}|\\u[\da-fA-F]{4}|\\[^\w\s]|\(\?:|\(\?<[A-Za-z]\w*>|\((?!\?)|[|)^$]|[*+?]\??|\{\d+(?:,\d*)?\}\??|\[\^?(?=[^\]])|\.|[^\\()[{*+?]/uy;
const INSIDE = /\\[dDwWtnrfv]|\\s|\\x[\da-fA-F]{2}|\\u[\da-fA-F]{4}|\\[^\w\s]|\]|[^\\\]]/uy;

const IS_CLASS = /^\\[dDwWsS]$/u;
const isSurrogate = (hex: string): boolean => /^d[89a-f]/iu.test(hex);

function rewritten(token: string, inside: boolean): string | undefined {
  if (token.startsWith('\\u')) return isSurrogate(token.slice(2)) ? undefined : `\\x{${token.slice(2)}}`;
  if (token === '\\s') return inside ? SPACE : `[${SPACE}]`;
  if (token === '\\S') return `[^${SPACE}]`;
  if (token.startsWith('(?<')) return '(';
  if (!inside) return token === '.' ? NO_LINE_END : token === ']' || token === '}' ? `\\${token}` : token;
  // A bracket would begin a POSIX class in RE2.
  return token === '[' ? '\\[' : token;
}

/**
 * A JavaScript expression (without flags, as Strapi takes them) in RE2's words, or undefined where that cannot be
 * said: it looks ahead or back, refers back, or uses what the two understand differently. Pure.
 */
function translated(pattern: string): string | undefined {
  let [at, inside, text] = [0, false, ''];
  while (at < pattern.length) {
    const token = inside ? INSIDE : OUTSIDE;
    token.lastIndex = at;
    const [found] = token.exec(pattern) ?? [];
    const word = found && rewritten(found, inside);
    if (word === undefined || found === undefined) return undefined;
    // A range with a class for an end is three things in JavaScript, and an error or another thing in RE2.
    if (inside && IS_CLASS.test(found) && (pattern[at - 1] === '-' || /^-[^\]]/u.test(pattern.slice(at + found.length)))) return undefined;
    text += word;
    at += found.length;
    if (!inside && found.startsWith('[')) inside = true;
    else if (inside && found === ']') inside = false;
  }
  return inside ? undefined : text;
}

/**
 * Matches in time that grows with the text only, whatever the expression (RE2): undefined for an expression that
 * it does not understand as JavaScript does. A text with characters beyond 16 bits, of which JavaScript sees halves,
 * is for the caller.
 */
export function linearMatcher(pattern: string): ((text: string) => boolean) | undefined {
  try {
    const text = translated(pattern);
    if (text === undefined) return undefined;
    const compiled = RE2JS.compile(text);
    return (value) => compiled.matcher(value).find();
  } catch {
    return undefined;
  }
}
