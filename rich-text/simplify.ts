/**
 * Any Strapi Blocks value as the rich text that customers write: what the editor cannot hold (an
 * editor's headings, links and pictures) becomes plain paragraphs. Pure.
 */
import { CONTROL_CHARACTERS } from '../plugin/rules/control-characters';
import {
  isEmptyRichText,
  type RichText,
  type RichTextListItem,
  type RichTextParagraph,
  type RichTextSpan,
} from '../plugin/rules/rich-text';

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

const childrenOf = (node: Node): Node[] => (Array.isArray(node.children) ? node.children.filter(isNode) : []);

/** What the rules of both sides refuse, wherever it stands. */
const CONTROL = new RegExp(CONTROL_CHARACTERS, 'gu');

export const span = (text: string, { bold, italic, underline }: Omit<RichTextSpan, 'type' | 'text'>): RichTextSpan => ({
  type: 'text',
  text: text.replace(CONTROL, ''),
  ...(bold && { bold: true }),
  ...(italic && { italic: true }),
  ...(underline && { underline: true }),
});

const sameMarks = (a: RichTextSpan, b: RichTextSpan): boolean => a.bold === b.bold && a.italic === b.italic && a.underline === b.underline;

/** Neighbours with the same marks as one, none of them empty; at least one, as Strapi's own editor wants it. */
export function joinSpans(spans: readonly RichTextSpan[]): RichTextSpan[] {
  const joined: RichTextSpan[] = [];
  for (const next of spans) {
    const last = joined.at(-1);
    if (next.text === '') continue;
    if (last && sameMarks(last, next)) joined[joined.length - 1] = { ...last, text: last.text + next.text };
    else joined.push(next);
  }
  return joined.length > 0 ? joined : [{ type: 'text', text: '' }];
}

/** All text within a node, with its marks. */
function spansIn(node: Node): RichTextSpan[] {
  if (typeof node.text === 'string') {
    return [span(node.text, { bold: node.bold === true, italic: node.italic === true, underline: node.underline === true })];
  }
  return childrenOf(node).flatMap(spansIn);
}

/** Items of a list; those of lists within it follow the item that they stand in. */
function itemsOf(list: Node): RichTextListItem[] {
  return childrenOf(list).flatMap((child) => {
    if (child.type === 'list') return itemsOf(child);
    const nested = childrenOf(child).filter(({ type }) => type === 'list');
    const own = childrenOf(child).filter(({ type }) => type !== 'list');
    const item: RichTextListItem = { type: 'list-item', children: joinSpans(own.flatMap(spansIn)) };
    return [item, ...nested.flatMap(itemsOf)];
  });
}

const paragraph = (spans: readonly RichTextSpan[]): RichTextParagraph => ({ type: 'paragraph', children: joinSpans(spans) });

export function simplify(blocks: readonly unknown[]): RichText {
  return blocks.filter(isNode).flatMap((block): RichText => {
    if (block.type === 'list') {
      const children = itemsOf(block);
      return children.length > 0 ? [{ type: 'list', format: block.format === 'ordered' ? 'ordered' : 'unordered', children }] : [];
    }
    if (block.type === 'image') return [];
    return [paragraph(spansIn(block))];
  });
}

/** Without the blank paragraphs before and after what a text says; they stay between. */
export function withoutBlankEnds(text: RichText): RichText {
  const says = text.map((block) => !isEmptyRichText([block]));
  return text.slice(says.indexOf(true), says.lastIndexOf(true) + 1);
}
