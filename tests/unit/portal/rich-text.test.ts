import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isRichText, plainTextOf, type RichText, type RichTextSpan } from '../../../plugin/rules/rich-text';
import { fromEditor, toEditor } from '../../../rich-text/lexical-state';
import { joinSpans, simplify } from '../../../rich-text/simplify';

const mark = fc.constantFrom({}, { bold: true }, { italic: true }, { underline: true }, { bold: true, italic: true, underline: true });
const text = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom('a', 'ß', ' ', '\n', '\t', '<', '&', '😀') });
const span = fc.tuple(text, mark).map(([value, marks]): RichTextSpan => ({ type: 'text', text: value, ...marks }));
const spans = fc.array(span, { maxLength: 4 });
const block = fc.oneof(
  spans.map((children) => ({ type: 'paragraph' as const, children: joinSpans(children) })),
  fc
    .tuple(fc.constantFrom('ordered' as const, 'unordered' as const), fc.array(spans, { minLength: 1, maxLength: 3 }))
    .map(([format, items]) => ({
      type: 'list' as const,
      format,
      children: items.map((children) => ({ type: 'list-item' as const, children: joinSpans(children) })),
    })),
);
const rich: fc.Arbitrary<RichText> = fc.array(block, { minLength: 1, maxLength: 5 });

/** Anything that JSON can hold below a `children`, as an editor or an attacker may have stored it. */
const anyBlocks = fc.array(
  fc.oneof(
    block,
    fc.jsonValue(),
    fc.record({ type: fc.constantFrom('heading', 'quote', 'image', 'link', 'list'), children: fc.jsonValue() }),
  ),
);

/** Marks of a line break say nothing: they are those of what stands before it. */
const visible = (value: RichText | null): unknown => JSON.parse(JSON.stringify(value));

describe('rich text through the editor', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(rich, (value) => {
        const once = fromEditor(toEditor(value));
        if (plainTextOf(value).trim() === '') return once === null;
        expect(plainTextOf(once)).toBe(plainTextOf(value));
        // Line breaks may have joined the span before them; from then on nothing changes any more.
        expect(visible(fromEditor(toEditor(once)))).toEqual(visible(once));
        return isRichText(once);
      }),
    );
  });

  it('keeps marks and lists', () => {
    const value: RichText = [
      {
        type: 'paragraph',
        children: [
          { type: 'text', text: 'Plain ' },
          { type: 'text', text: 'bold', bold: true },
          { type: 'text', text: ' both', bold: true, underline: true },
        ],
      },
      { type: 'list', format: 'ordered', children: [{ type: 'list-item', children: [{ type: 'text', text: 'one' }] }] },
      { type: 'paragraph', children: [{ type: 'text', text: 'a\nb' }] },
    ];
    expect(fromEditor(toEditor(value))).toEqual(value);
  });

  it('starts with an empty paragraph where there is nothing, and ends with nothing', () => {
    expect(toEditor(null).root.children).toHaveLength(1);
    expect(fromEditor(toEditor(null))).toBeNull();
    expect(fromEditor(toEditor([{ type: 'paragraph', children: [{ type: 'text', text: '  ' }] }]))).toBeNull();
  });

  it('knows nothing of formats and lists within lists that the editor may meet', () => {
    const item = (...children: unknown[]) => ({ type: 'listitem', children });
    const state = {
      root: {
        type: 'root',
        children: [
          { type: 'paragraph', children: [{ type: 'text', text: 'x', format: 1 | 4 | 16 }] },
          {
            type: 'list',
            listType: 'bullet',
            children: [
              item({ type: 'text', text: 'a', format: 0 }),
              item({ type: 'list', listType: 'bullet', children: [item({ type: 'text', text: 'b', format: 0 })] }),
            ],
          },
        ],
      },
    } as unknown as Parameters<typeof fromEditor>[0];
    expect(fromEditor(state)).toEqual([
      { type: 'paragraph', children: [{ type: 'text', text: 'x', bold: true }] },
      {
        type: 'list',
        format: 'unordered',
        children: [
          { type: 'list-item', children: [{ type: 'text', text: 'a' }] },
          { type: 'list-item', children: [{ type: 'text', text: 'b' }] },
        ],
      },
    ]);
  });
});

describe('simplify', () => {
  it('makes rich text of customers of anything', () => {
    fc.assert(fc.property(anyBlocks, (value) => isRichText(simplify(value)) || value.length > 500));
  });

  it('leaves what customers write as it is', () => {
    fc.assert(fc.property(rich, (value) => expect(simplify(value)).toEqual(value)));
  });

  it('keeps the words of headings and links', () => {
    const blocks = [
      { type: 'heading', level: 2, children: [{ type: 'text', text: 'Head' }] },
      {
        type: 'paragraph',
        children: [
          { type: 'text', text: 'see ' },
          { type: 'link', url: 'javascript:alert(1)', children: [{ type: 'text', text: 'here', bold: true }] },
        ],
      },
      { type: 'image', image: { url: '/x.png' }, children: [{ type: 'text', text: '' }] },
    ];
    expect(simplify(blocks)).toEqual([
      { type: 'paragraph', children: [{ type: 'text', text: 'Head' }] },
      {
        type: 'paragraph',
        children: [
          { type: 'text', text: 'see ' },
          { type: 'text', text: 'here', bold: true },
        ],
      },
    ]);
  });
});
