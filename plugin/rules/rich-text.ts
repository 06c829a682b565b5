/**
 * Rich text that customers write: Strapi Blocks JSON, closed to paragraphs and lists with bold,
 * italic and underlined text. No HTML is stored or made anywhere. Pure, without zod: the portal
 * checks with it too.
 */
import { CONTROL_CHARACTERS } from './control-characters';

export interface RichTextSpan {
  type: 'text';
  text: string;
  bold?: boolean;
  italic?: boolean;
  underline?: boolean;
}
export interface RichTextParagraph {
  type: 'paragraph';
  children: RichTextSpan[];
}
export interface RichTextListItem {
  type: 'list-item';
  children: RichTextSpan[];
}
export interface RichTextList {
  type: 'list';
  format: 'ordered' | 'unordered';
  children: RichTextListItem[];
}
export type RichText = (RichTextParagraph | RichTextList)[];

/** Plain text as rich text: a paragraph a line. */
export const richTextOf = (text: string): RichText =>
  text.split(/\r?\n/u).map((line) => ({ type: 'paragraph', children: [{ type: 'text', text: line }] }));

/** Longest text of a comment, and of a rich-text field, in UTF-16 units. */
export const COMMENT_MAX = 5000;
export const RICH_TEXT_MAX = 20_000;
const MOST_BLOCKS = 500;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const hasOnly = (value: Record<string, unknown>, keys: readonly string[]): boolean => Object.keys(value).every((key) => keys.includes(key));

function isSpan(value: unknown): value is RichTextSpan {
  if (!isObject(value) || !hasOnly(value, ['type', 'text', 'bold', 'italic', 'underline'])) return false;
  const marks = [value.bold, value.italic, value.underline];
  return (
    value.type === 'text' &&
    typeof value.text === 'string' &&
    !CONTROL_CHARACTERS.test(value.text) &&
    marks.every((mark) => mark === undefined || typeof mark === 'boolean')
  );
}

const areSpans = (value: unknown): value is RichTextSpan[] =>
  Array.isArray(value) && value.length > 0 && value.length <= MOST_BLOCKS && value.every(isSpan);

const isItem = (value: unknown): value is RichTextListItem =>
  isObject(value) && hasOnly(value, ['type', 'children']) && value.type === 'list-item' && areSpans(value.children);

function isBlock(value: unknown): value is RichTextParagraph | RichTextList {
  if (!isObject(value)) return false;
  if (value.type === 'paragraph') return hasOnly(value, ['type', 'children']) && areSpans(value.children);
  const { children } = value;
  return (
    value.type === 'list' &&
    hasOnly(value, ['type', 'format', 'children']) &&
    (value.format === 'ordered' || value.format === 'unordered') &&
    Array.isArray(children) &&
    children.length > 0 &&
    children.length <= MOST_BLOCKS &&
    children.every(isItem)
  );
}

/** Whether a value is rich text as customers may write it. */
export const isRichText = (value: unknown): value is RichText =>
  Array.isArray(value) && value.length <= MOST_BLOCKS && value.every(isBlock);

/** The text of any Strapi Blocks value, a line for each block, for searching, titles and plain mail. */
export function plainTextOf(value: unknown): string {
  const textIn = (node: unknown): string => {
    if (!isObject(node)) return '';
    if (typeof node.text === 'string') return node.text;
    return Array.isArray(node.children) ? node.children.map(textIn).join(node.type === 'list' ? '\n' : '') : '';
  };
  return Array.isArray(value) ? value.map(textIn).join('\n') : '';
}

/** Rich text that says nothing. */
export const isEmptyRichText = (value: unknown): boolean => plainTextOf(value).trim() === '';
