import type { RichText, RichTextParagraph, RichTextSpan } from '../../../plugin/rules/rich-text';

/** Marks that a comment can have, with the letter of their key. */
export const MARKS = [
  { name: 'bold', key: 'b' },
  { name: 'italic', key: 'i' },
  { name: 'underline', key: 'u' },
] as const;
export type MarkName = (typeof MARKS)[number]['name'];

/** A paragraph as the editor's library holds it; it may lack what it takes for granted. */
export interface Typed {
  children: readonly object[];
}

export const EMPTY: RichTextParagraph[] = [{ type: 'paragraph', children: [{ type: 'text', text: '' }] }];

const isText = (child: object): child is { text: string } & Partial<Record<MarkName, boolean>> =>
  'text' in child && typeof child.text === 'string';

function spanOf(child: object): RichTextSpan[] {
  if (!isText(child)) return [];
  const marks = MARKS.filter(({ name }) => child[name] === true).map(({ name }) => [name, true]);
  return [{ type: 'text', text: child.text, ...(Object.fromEntries(marks) as Partial<Record<MarkName, true>>) }];
}

const isBlank = ({ children }: RichTextParagraph): boolean => children.every(({ text }) => text.trim() === '');

/** What was typed, as it is stored: nothing but what rich text may hold, without blank lines around it. */
export function richTextOf(typed: readonly object[]): RichText {
  const paragraphs = typed.map((node): RichTextParagraph => {
    const children = 'children' in node && Array.isArray(node.children) ? (node.children as object[]).flatMap(spanOf) : [];
    return { type: 'paragraph', children: children.length > 0 ? children : [{ type: 'text', text: '' }] };
  });
  while (paragraphs[0] && isBlank(paragraphs[0])) paragraphs.shift();
  for (let last = paragraphs.at(-1); last && isBlank(last); last = paragraphs.at(-1)) paragraphs.pop();
  return paragraphs;
}
