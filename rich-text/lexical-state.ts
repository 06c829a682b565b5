/**
 * Between rich text (Strapi Blocks JSON) and the state of the editor, both as plain data. Pure: the
 * editor itself is not needed.
 */
import type { SerializedEditorState, SerializedLexicalNode } from 'lexical';
import { isEmptyRichText, type RichText, type RichTextListItem, type RichTextSpan } from '../plugin/rules/rich-text';
import { joinSpans, span } from './simplify';

/** Bits of a text node's format (lexical's IS_BOLD and so on). */
export const FORMAT = { bold: 1, italic: 2, underline: 8 } as const;

type Node = SerializedLexicalNode & Record<string, unknown>;

const ELEMENT = { direction: null, format: '', indent: 0, version: 1 } as const;

const formatOf = ({ bold, italic, underline }: RichTextSpan): number =>
  (bold ? FORMAT.bold : 0) | (italic ? FORMAT.italic : 0) | (underline ? FORMAT.underline : 0);

/** A span's text; its line breaks and tabs are nodes of their own. */
const nodesOf = (one: RichTextSpan): Node[] =>
  one.text
    .split(/(\n|\t)/u)
    .filter((part) => part !== '')
    .map((part): Node => {
      if (part === '\n') return { type: 'linebreak', version: 1 };
      const text = { text: part, format: formatOf(one), style: '', version: 1 };
      return part === '\t' ? { ...text, type: 'tab', detail: 2, mode: 'normal' } : { ...text, type: 'text', detail: 0, mode: 'normal' };
    });

const inline = (spans: readonly RichTextSpan[]): Node[] => spans.flatMap(nodesOf);

const itemNode = ({ children }: RichTextListItem, index: number): Node => ({
  ...ELEMENT,
  type: 'listitem',
  value: index + 1,
  children: inline(children),
});

const paragraphNode = (spans: readonly RichTextSpan[]): Node => ({
  ...ELEMENT,
  type: 'paragraph',
  textFormat: 0,
  textStyle: '',
  children: inline(spans),
});

/** Rich text as a state that the editor can start with. */
export function toEditor(rich: RichText | null): SerializedEditorState {
  const children = (rich ?? []).map((block): Node => {
    if (block.type === 'paragraph') return paragraphNode(block.children);
    const ordered = block.format === 'ordered';
    return {
      ...ELEMENT,
      type: 'list',
      listType: ordered ? 'number' : 'bullet',
      start: 1,
      tag: ordered ? 'ol' : 'ul',
      children: block.children.map(itemNode),
    };
  });
  return { root: { ...ELEMENT, type: 'root', children: children.length > 0 ? children : [paragraphNode([])] } };
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;
const childrenOf = (node: Node): Node[] => (Array.isArray(node.children) ? (node.children as unknown[]).filter(isNode) : []);

function spansOf(node: Node): RichTextSpan[] {
  if (node.type === 'linebreak') return [{ type: 'text', text: '\n' }];
  if (typeof node.text !== 'string') return childrenOf(node).flatMap(spansOf);
  const format = typeof node.format === 'number' ? node.format : 0;
  const has = (bit: number): boolean => (format & bit) !== 0;
  return [span(node.text, { bold: has(FORMAT.bold), italic: has(FORMAT.italic), underline: has(FORMAT.underline) })];
}

/** A line break takes the marks of what stands before it, so that it splits no span. */
function inlineOf(nodes: readonly Node[]): RichTextSpan[] {
  const spans: RichTextSpan[] = [];
  for (const next of nodes.flatMap(spansOf)) {
    const last = spans.at(-1);
    spans.push(next.text === '\n' && last ? { ...last, text: '\n' } : next);
  }
  return joinSpans(spans);
}

/** Items of a list. The editor makes no lists within lists; if one came along, its items stay in order. */
const itemsOf = (list: Node): RichTextListItem[] =>
  childrenOf(list).flatMap((item): RichTextListItem[] => {
    const nested = childrenOf(item).filter(({ type }) => type === 'list');
    const own = childrenOf(item).filter(({ type }) => type !== 'list');
    const here: RichTextListItem[] = own.length > 0 || nested.length === 0 ? [{ type: 'list-item', children: inlineOf(own) }] : [];
    return [...here, ...nested.flatMap(itemsOf)];
  });

/** What stands in the editor; null where that is nothing. */
export function fromEditor({ root }: SerializedEditorState): RichText | null {
  const rich = childrenOf(root as unknown as Node).flatMap((node): RichText => {
    if (node.type !== 'list') return [{ type: 'paragraph', children: inlineOf(childrenOf(node)) }];
    const children = itemsOf(node);
    return children.length > 0 ? [{ type: 'list', format: node.listType === 'number' ? 'ordered' : 'unordered', children }] : [];
  });
  return isEmptyRichText(rich) ? null : rich;
}
