/**
 * What an email address is, and its one spelling: the rule of every way in, on both sides. Pure.
 *
 * - Local part: the ASCII characters of WHATWG's "valid email address" (HTML, type=email) and the letters,
 *   marks and digits of other scripts (RFC 6531 §3.3). Dots stand between other characters (RFC 5321
 *   dot-string), and characters beyond U+FFFF are left out: Strapi's `email` attribute refuses both.
 * - Domain: a name with a dot, by UTS #46 as browsers and Node apply it to URLs.
 * - Refused: control, bidirectional, zero-width and all other invisible characters, and words that mix
 *   the look-alike scripts Latin, Greek, Cyrillic and Armenian (UTS #39).
 */
import { decode } from 'punycode/punycode.js';
import { parseUrl } from './parse-url';

/** RFC 5321 §4.5.3.1.3, counted in the longer of its two spellings. */
export const EMAIL_MAX = 254;

const MARKED = /^\p{M}/u;
const INVISIBLE = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u;
const BEYOND_BMP = /[\u{10000}-\u{10FFFF}]/u;
const ATOM = /^[a-z0-9!#$%&'*+/=?^_`{|}~\-\p{L}\p{M}\p{N}]+$/u;
/** With the full stops of other scripts, which UTS #46 takes for one. */
const DOMAIN = /^[a-z0-9\-.\p{L}\p{M}\p{N}\u3002\uFF0E\uFF61]+$/u;
const ASCII_DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/u;
const ALIKE = [/\p{Script=Latin}/u, /\p{Script=Greek}/u, /\p{Script=Cyrillic}/u, /\p{Script=Armenian}/u];
/** Cyrillic letters that read as Latin ones; a label of nothing else is shown as what it is on the wire. */
const READS_AS_LATIN = /^[асԁеһіјӏорԛѕԝхуъьҽпгѵѡ\d-]+$/u;

const mixesScripts = (word: string): boolean => ALIKE.filter((script) => script.test(word)).length > 1;
const wordsOf = (text: string): string[] => text.split(/[^\p{L}\p{M}]+/u);
const isAscii = (text: string): boolean => /^[\x20-\x7E]*$/u.test(text);

/** The domain as DNS and mail servers know it (punycode), or null where it is none. Lower-cased. */
function toAscii(domain: string): string | null {
  if (domain.length > EMAIL_MAX || !DOMAIN.test(domain) || INVISIBLE.test(domain)) return null;
  const hostname = parseUrl(`http://${domain}`)?.hostname ?? '';
  return hostname.length <= 253 && ASCII_DOMAIN.test(hostname) ? hostname : null;
}

/** A label as people read it; the label as it is where that could deceive, or is not what it stands for. */
function readable(label: string, asciiTop: boolean): string {
  if (!label.startsWith('xn--')) return label;
  let text: string;
  try {
    text = decode(label.slice(4));
  } catch {
    return label;
  }
  const plain =
    /^(?!-)[a-z0-9\-\p{L}\p{M}\p{N}]+(?<!-)$/u.test(text) && !MARKED.test(text) && !INVISIBLE.test(text) && !BEYOND_BMP.test(text);
  const deceives = wordsOf(text).some(mixesScripts) || (asciiTop && READS_AS_LATIN.test(text));
  return plain && !deceives && toAscii(`${text}.test`) === `${label}.test` ? text : label;
}

/**
 * A domain in its one spelling: lower-cased, NFC, in Unicode where that reads as what it is and in
 * punycode otherwise (as browsers show it). Null where it is none. Idempotent.
 */
export function canonicalDomain(typed: string): string | null {
  const ascii = toAscii(typed.trim().toLowerCase());
  if (ascii === null) return null;
  const labels = ascii.split('.');
  const asciiTop = !labels.at(-1)?.startsWith('xn--');
  const domain = labels.map((label) => readable(label, asciiTop)).join('.');
  // No top-level domain begins or ends with a digit, and Strapi's `email` attribute takes none.
  return /\.\d[^.]*$|\d$/u.test(domain) ? null : domain;
}

/** An address in the one spelling by which accounts are found, or null where it is none. Idempotent. */
export function canonicalEmail(typed: string): string | null {
  if (typed.length > 4 * EMAIL_MAX) return null;
  const text = typed.trim();
  const at = text.lastIndexOf('@');
  if (at < 1) return null;
  const local = text.slice(0, at).normalize('NFC').toLowerCase().normalize('NFC');
  const domain = canonicalDomain(text.slice(at + 1));
  const isLocal =
    local.split('.').every((atom) => ATOM.test(atom)) && !MARKED.test(local) && !INVISIBLE.test(local) && !BEYOND_BMP.test(local);
  if (domain === null || !isLocal || wordsOf(local).some(mixesScripts)) return null;
  const email = `${local}@${domain}`;
  return email.length <= EMAIL_MAX && local.length + 1 + (toAscii(domain) ?? domain).length <= EMAIL_MAX ? email : null;
}

/** The spelling that mail servers take: an ASCII domain, which is all that many mail services know. */
export function wireEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1);
  return isAscii(domain) ? email : `${email.slice(0, at)}@${toAscii(domain) ?? domain}`;
}

/** Most addresses of a list that somebody types. */
const LIST_MAX = 10;

/** Addresses of a text that has one on each line, each once; null where a line has none, or there are too many. */
export function emailsIn(text: string): string[] | null {
  const lines = text.split(/\r?\n/u).filter((one) => one.trim() !== '');
  const found = lines.flatMap((one) => canonicalEmail(one) ?? []);
  return found.length === lines.length && found.length <= LIST_MAX ? [...new Set(found)] : null;
}
