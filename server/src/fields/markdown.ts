/**
 * What customers may write into an attribute of Strapi's Markdown kind (`richtext`). It is published as it is
 * stored, and whatever shows it turns Markdown into HTML, most renderers with the HTML that it holds: so it
 * may hold none, nor a link that runs something.
 */
import MarkdownIt from 'markdown-it';
import type { FieldError } from '../../../plugin/contract/errors';
import { RICH_TEXT_MAX } from '../../../plugin/rules/rich-text';
import type { LevelledField } from './levels';

export interface MarkdownProblem {
  code: 'html' | 'unsafe-link' | 'too-long';
  message: string;
}

/**
 * How every HTML tag, comment, instruction and autolink begins (CommonMark 0.31 §6.5 and §6.6), in code spans
 * too: renderers do not agree on where code ends.
 */
const HTML = /<[a-z/!?]/iu;

/** Schemes of links; an address without one stays on the site. */
const SAFE = /^(?:https?:|mailto:|tel:|[^:]*(?:[/?#]|$))/iu;

/** Strapi's own preview of Markdown is made with this parser; it decodes what a link hides its scheme in. */
const parser = new MarkdownIt({ html: false });
let unsafe = false;
parser.validateLink = (url) => {
  // Browsers pass over control characters and white space in a scheme (WHATWG URL §4.4), however they are written.
  if (!SAFE.test(url.replace(/[\p{Cc}\s]|&#?\w+;/gu, ''))) unsafe = true;
  return true;
};

/** What is wrong with a text as Markdown of a customer's; undefined: nothing. */
export function markdownProblem(text: string): MarkdownProblem | undefined {
  // Before it is parsed: what that costs grows with it.
  if (text.length > RICH_TEXT_MAX) return { code: 'too-long', message: `may have at most ${RICH_TEXT_MAX} characters` };
  if (HTML.test(text)) return { code: 'html', message: 'holds HTML, which is not taken here' };
  unsafe = false;
  parser.parse(text, {});
  return unsafe ? { code: 'unsafe-link', message: 'holds a link that is no web, mail or phone address' } : undefined;
}

type Values = Record<string, unknown>;
type Path = (string | number)[];

/** Calls back for every text of a Markdown field, components' fields included. */
function eachMarkdown(
  fields: readonly Pick<LevelledField, 'name' | 'type' | 'markdown' | 'fields'>[],
  values: Values,
  visit: (path: Path, text: string) => void,
  above: Path = [],
): void {
  for (const { name, type, markdown, fields: nested = [] } of fields) {
    const value = values[name];
    const path = [...above, name];
    if (markdown && typeof value === 'string') visit(path, value);
    else if (type === 'component' && Array.isArray(value))
      value.forEach((part, index) => eachMarkdown(nested, part as Values, visit, [...path, index]));
    else if (type === 'component' && value !== null && value !== undefined) eachMarkdown(nested, value as Values, visit, path);
  }
}

/** The same text, however its lines end. */
const plain = (text: string): string => text.replace(/\r\n?/gu, '\n').trim();

/** Wrong Markdown among a record's values. What `published` holds already is the team's, and may stay. */
export function markdownErrors(fields: readonly LevelledField[], values: Values, published: Values | null): FieldError[] {
  const errors: FieldError[] = [];
  let known: Set<string> | undefined;
  eachMarkdown(fields, values, (path, text) => {
    const problem = markdownProblem(text);
    if (!problem) return;
    if (!known) {
      const texts = new Set<string>();
      if (published) eachMarkdown(fields, published, (_path, one) => texts.add(plain(one)));
      known = texts;
    }
    if (!known.has(plain(text))) errors.push({ path, ...problem });
  });
  return errors;
}
