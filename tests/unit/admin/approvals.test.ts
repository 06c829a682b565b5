import fc from 'fast-check';
import type { ApprovalDetail } from '../../../plugin/contract/editor/approvals';
import { isRichText, type RichText } from '../../../plugin/rules/rich-text';
import { wordDiff } from '../../../admin/src/approvals/diff';
import { addressOf, filterIn, isFiltered, queryOf } from '../../../admin/src/approvals/filter';
import { approvalPath, documentPath, inboxPath } from '../../../admin/src/approvals/paths';
import { placeOf } from '../../../admin/src/approvals/queue';
import { refusalWords } from '../../../admin/src/approvals/refusal-words';
import { ageOf } from '../../../admin/src/approvals/use-age';
import { entriesIn, idsIn, isCompared, isEmptyValue, partFields, zonesIn } from '../../../admin/src/approvals/values';

const MODULE = 'm'.repeat(24);
import { fromEditor, toEditor } from '../../../rich-text/lexical-state';
import { simplify, withoutBlankEnds } from '../../../rich-text/simplify';

/** Blocks as they come out of the comment's editor and are sent. */
const sent = (typed: readonly unknown[]): RichText => withoutBlankEnds(fromEditor(toEditor(simplify(typed))) ?? []);

describe('the filter of the inbox', () => {
  test('stands in the address, without what is as it is at first', () => {
    const filter = filterIn(new URLSearchParams(`page=2&search=pump&module=${MODULE}&state=rejected`));
    expect(filter).toEqual({ page: 2, search: 'pump', module: MODULE, state: 'rejected' });
    expect(filterIn(new URLSearchParams(addressOf(filter)))).toEqual(filter);
    expect(addressOf(filterIn(new URLSearchParams()))).toEqual({});
    expect(inboxPath({ module: MODULE })).toBe(`/plugins/customer-portal/approvals?module=${MODULE}`);
    expect(approvalPath('a', { search: 'a b' })).toBe('/plugins/customer-portal/approvals/a?search=a+b');
  });

  test('leaves out what makes no sense', () => {
    expect(filterIn(new URLSearchParams('page=-1&module=../x&state=draft'))).toEqual({
      page: 1,
      search: '',
      module: undefined,
      state: 'submitted',
    });
    expect(queryOf({ page: 1, search: ' ', module: undefined, state: 'submitted' })).toEqual({
      page: '1',
      q: undefined,
      module: undefined,
      state: 'submitted',
    });
    expect(isFiltered({ page: 3, search: '', module: undefined, state: 'approved' })).toBe(false);
  });
});

describe('the neighbours of a record', () => {
  test('are the ones before and after it', () => {
    expect(placeOf(['a', 'b', 'c'], 'b', 0)).toEqual({ position: 2, count: 3, previous: 'a', next: 'c' });
  });

  test('are counted with those that are further down the list', () => {
    expect(placeOf(['a', 'b'], 'b', 0, 57)).toMatchObject({ position: 2, count: 57 });
  });

  test('of the last one are the first, which waits longest', () => {
    expect(placeOf(['a', 'b', 'c'], 'c', 2)).toMatchObject({ previous: 'b', next: 'a' });
    expect(placeOf(['a'], 'a', 0)).toMatchObject({ previous: undefined, next: undefined });
  });

  test('of one that was decided are those around where it stood', () => {
    expect(placeOf(['a', 'c'], 'b', 1)).toEqual({ position: undefined, count: 2, previous: 'a', next: 'c' });
    expect(placeOf(['a', 'b'], 'c', 2)).toMatchObject({ previous: 'b', next: 'a' });
    expect(placeOf([], 'c', 2)).toMatchObject({ previous: undefined, next: undefined });
  });

  test('are never the record itself', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 })), fc.string({ minLength: 1 }), fc.nat(20), (ids, id, at) => {
        const { previous, next } = placeOf(ids, id, at);
        expect(previous).not.toBe(id);
        expect(next).not.toBe(id);
        if (ids.some((other) => other !== id)) expect(next ?? previous).toBeDefined();
      }),
    );
  });
});

describe('what changed in a text', () => {
  const side = (before: string, after: string, drop: string): string =>
    wordDiff(before, after)
      .filter(({ kind }) => kind !== drop)
      .map(({ text }) => text)
      .join('');

  test('is marked word by word', () => {
    expect(wordDiff('The pump is loud', 'The pump was loud')).toEqual([
      { kind: 'same', text: 'The pump ' },
      { kind: 'removed', text: 'is' },
      { kind: 'added', text: 'was' },
      { kind: 'same', text: ' loud' },
    ]);
  });

  test('gives both texts back, whatever they are', () => {
    const words = fc.array(fc.constantFrom('a', 'b', ' ', '\n', 'cc')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(words, words, (before, after) => {
        expect(side(before, after, 'added')).toBe(before);
        expect(side(before, after, 'removed')).toBe(after);
      }),
    );
  });

  test('is the whole where it is too long to compare', () => {
    const [before, after] = ['x', 'y'].map((letter) => Array.from({ length: 2000 }, (_, at) => `${letter}${at}`).join(' '));
    expect(wordDiff(before!, after!).map(({ kind }) => kind)).toEqual(['removed', 'added']);
  });
});

describe('a comment as it is typed', () => {
  test('is stored as closed rich text, without blank lines around it', () => {
    const typed = [
      { type: 'paragraph', children: [{ text: '' }] },
      {
        type: 'paragraph',
        children: [
          { text: 'Hello ', other: 1 },
          { text: 'you', bold: true, italic: false, underline: true },
        ],
      },
      { type: 'paragraph', children: [{ text: '' }] },
      { type: 'heading', children: [{ text: 'end' }] },
      { type: 'paragraph', children: [{ text: '  ' }] },
    ];
    const text: RichText = sent(typed);
    expect(isRichText(text)).toBe(true);
    expect(text).toEqual([
      {
        type: 'paragraph',
        children: [
          { type: 'text', text: 'Hello ' },
          { type: 'text', text: 'you', bold: true, underline: true },
        ],
      },
      { type: 'paragraph', children: [{ type: 'text', text: '' }] },
      { type: 'paragraph', children: [{ type: 'text', text: 'end' }] },
    ]);
    expect(sent([{ children: [{ text: ' ' }] }])).toEqual([]);
  });

  test('is rich text whatever the editor holds', () => {
    fc.assert(fc.property(fc.array(fc.object()), (typed) => expect(isRichText(sent(typed))).toBe(true)));
  });
});

describe('the values of a record', () => {
  type Shown = ApprovalDetail['fields'][number]['field'];
  const field = (name: string, type: Shown['type'] = 'text'): Shown => ({ name, label: name, type, level: 'optional' });
  const change = (name: string, after: unknown, changed = false, type: Shown['type'] = 'text') => ({
    field: field(name, type),
    before: null,
    after,
    changed,
  });

  test('against something published are parted by what changed', () => {
    const { shown, folded } = partFields([change('a', 'x', true), change('b', 'y'), change('c', null, true)], true);
    expect([shown, folded].map((part) => part.map((one) => one.field.name))).toEqual([['a', 'c'], ['b']]);
  });

  test('of something new are parted by what says something', () => {
    const empty = [{ type: 'paragraph', children: [{ type: 'text', text: ' ' }] }];
    const { shown } = partFields(
      [change('a', 'x'), change('b', ''), change('c', []), change('d', false), change('e', 0), change('f', empty, true, 'blocks')],
      false,
    );
    expect(shown.map((one) => one.field.name)).toEqual(['a', 'd', 'e']);
  });

  test('are compared as long as something else is published', () => {
    expect(isCompared({ live: true, state: 'submitted' })).toBe(true);
    expect(isCompared({ live: true, state: 'approved' })).toBe(false);
    expect(isCompared({ live: false, state: 'submitted' })).toBe(false);
  });

  test('are read as what they are, and nothing breaks on what they are not', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(idsIn(value).every((id) => typeof id === 'string')).toBe(true);
        expect(Array.isArray(entriesIn(value))).toBe(true);
        expect(Array.isArray(zonesIn(value))).toBe(true);
        expect(typeof isEmptyValue(value)).toBe('boolean');
      }),
    );
    expect(zonesIn([{ label: 'Quote', fields: [field('text')], values: { text: 'x' } }, null, { label: 1 }])).toHaveLength(1);
  });
});

test('what the content type refuses is told without its name twice, and what is missing plainly', () => {
  const words = (message: string): string => refusalWords((id) => id, 'title', message);
  expect(words('title must be a `array` type, but the final value was: `null`.')).toBe('decide.invalid.missing');
  expect(words('title must be unique')).toBe('must be unique');
  expect(words('This attribute must be unique')).toBe('This attribute must be unique');
});

test('how long a record waits is told in the unit that a person would use', () => {
  const now = Date.parse('2026-03-10T12:00:00Z');
  expect(ageOf('2026-03-10T11:59:30Z', now)).toEqual({ value: 0, unit: 'minute' });
  expect(ageOf('2026-03-10T09:00:00Z', now)).toEqual({ value: 3, unit: 'hour' });
  expect(ageOf('2026-03-07T09:00:00Z', now)).toEqual({ value: 3, unit: 'day' });
  expect(ageOf('2026-03-11T09:00:00Z', now)).toEqual({ value: 0, unit: 'minute' });
});

test('a document is opened in its language', () => {
  expect(documentPath('api::guide.guide', 'x', 'de')).toBe('/content-manager/collection-types/api::guide.guide/x?plugins[i18n][locale]=de');
  expect(documentPath('api::guide.guide', 'x', null)).not.toMatch('locale');
});
