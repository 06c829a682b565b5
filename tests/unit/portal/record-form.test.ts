import type { FieldErrorCode } from '../../../plugin/contract/errors';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RecordValues } from '../../../plugin/contract/customer/modules';
import type { PortalField } from '../../../plugin/fields/field';
import { ApiError } from '../../../portal/src/api/api-error';
import { checkForm, placesIn, refusedBy } from '../../../portal/src/modules/editor/check';
import { blankForm, changeAt, fit, fromForm, groupIn, groupsIn, toForm } from '../../../portal/src/modules/editor/form-values';

const field = (name: string, more: Partial<PortalField> = {}): PortalField => ({
  name,
  label: name,
  type: 'text',
  level: 'optional',
  ...more,
});

const part: PortalField[] = [
  field('name', { level: 'mandatory', maxLength: 10 }),
  field('quantity', { type: 'integer', level: 'mandatory', min: 1, max: 99, default: 1 }),
  field('photo', { type: 'media', multiple: true }),
  field('serial', { level: 'read-only' }),
];
const fields: PortalField[] = [
  field('title', { level: 'mandatory', minLength: 3 }),
  field('body', { type: 'blocks' }),
  field('price', { type: 'decimal', places: 2 }),
  field('big', { type: 'biginteger' }),
  field('mail', { type: 'email' }),
  field('agreed', { type: 'boolean' }),
  field('on', { type: 'date' }),
  field('at', { type: 'time' }),
  field('photos', { type: 'media', multiple: true }),
  field('product', { type: 'relation' }),
  field('parts', { type: 'component', multiple: true, fields: part }),
  field('place', { type: 'component', fields: part }),
  field('estimate', { type: 'decimal', level: 'read-only' }),
  field('raw', { type: 'json', level: 'optional' }),
];

const id = (letter: string): string => letter.repeat(24);
const paragraph = (text: string) => ({ type: 'paragraph', children: [{ type: 'text', text }] });
const full: RecordValues = {
  title: 'Grinder',
  body: [paragraph('It is loud.')],
  price: 12.5,
  big: '9007199254740993',
  mail: 'a@example.com',
  agreed: false,
  on: '2026-03-04',
  at: '09:30',
  photos: [id('a')],
  product: [id('b')],
  parts: [{ id: '7', name: 'Burr', quantity: 2, photo: [id('c')] }],
  place: null,
};

describe('a record through its form', () => {
  it('comes back as it was, without what cannot be changed', () => {
    const form = toForm(
      fields,
      { ...full, estimate: 3, raw: { a: 1 }, parts: [{ ...(full.parts as RecordValues[])[0], serial: 'X' }] },
      'de',
    );
    expect(fromForm(fields, form, 'de')).toEqual({ values: full, problems: [] });
    expect(form).not.toHaveProperty('estimate');
    expect(form).not.toHaveProperty('raw');
  });

  it('comes back as it was, whatever was typed that the rules take', () => {
    const text = fc
      .string({ minLength: 1, maxLength: 10 })
      .map((value) => value.trim())
      .filter((value) => value !== '');
    const values = fc.record({
      title: text,
      price: fc.option(fc.integer({ min: -99_999, max: 99_999 }).map((cents) => (cents === 0 ? 0 : cents / 100))),
      big: fc.option(fc.bigInt({ min: -9_000_000_000_000_000_000n, max: 9_000_000_000_000_000_000n }).map(String)),
      agreed: fc.option(fc.boolean()),
      parts: fc.array(fc.record({ name: text, quantity: fc.integer({ min: 1, max: 99 }) }), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(values, fc.constantFrom('en', 'de'), (typed, locale) => {
        const back = fromForm(fields, toForm(fields, typed, locale), locale).values;
        expect(back).toMatchObject({ ...typed, parts: typed.parts.map((one) => expect.objectContaining(one)) });
      }),
    );
  });

  it('starts with what the fields start with', () => {
    const form = blankForm([field('parts', { type: 'component', multiple: true, level: 'mandatory', min: 2, fields: part })], 'en');
    expect(groupsIn(form.parts)).toHaveLength(2);
    expect(groupsIn(form.parts)[0]?.values).toMatchObject({ name: '', quantity: '1', photo: [] });
    expect(blankForm(fields, 'en')).toMatchObject({ place: null, parts: [], product: [], title: '' });
  });

  it('changes one place and leaves the others the same objects', () => {
    const form = toForm(fields, { ...full, parts: [{ name: 'a' }, { name: 'b' }] }, 'en');
    const next = changeAt(form, ['parts', 1, 'name'], () => 'c');
    expect(groupsIn(next.parts).map(({ values }) => values.name)).toEqual(['a', 'c']);
    expect(groupsIn(next.parts)[0]).toBe(groupsIn(form.parts)[0]);
    expect(next.photos).toBe(form.photos);
    // A component that is gone by now takes nothing.
    expect(changeAt(form, ['place', 'name'], () => 'x')).toBe(form);
  });

  it('is what was kept, fitted to fields that have changed since', () => {
    const kept = { title: 'half', photos: 'not a list', parts: [{ key: 'k', values: { name: 'Burr', gone: 'x' } }], unknown: 'x' };
    const base = blankForm(fields, 'en');
    const fitted = fit(fields, kept, base, 'en');
    expect(fitted).toMatchObject({ title: 'half', photos: [] });
    expect(fitted).not.toHaveProperty('unknown');
    expect(groupsIn(fitted.parts)[0]?.values).toEqual({ name: 'Burr', quantity: '1', photo: [] });
    expect(groupIn(fitted.place)).toBeNull();
  });
});

describe('what is wrong with a form', () => {
  const typed = (values: RecordValues) => toForm(fields, values, 'en');

  it('stands at its control, in the order of the form, once', () => {
    const form = changeAt(typed({ ...full, title: 'ab', parts: [{ name: '', quantity: 200 }] }), ['price'], () => '12x');
    const { problems } = checkForm(fields, form, { complete: true, locale: 'en' });
    expect(problems).toEqual([
      { field: 'title', message: 'problem.too-short', values: { min: 3 } },
      { field: 'price', message: 'problem.decimal' },
      { field: 'parts.0.name', message: 'problem.required' },
      { field: 'parts.0.quantity', message: 'problem.too-large', values: { max: 99 } },
    ]);
  });

  it('is little of a draft: what is missing may be missing', () => {
    expect(checkForm(fields, blankForm(fields, 'en'), { complete: false, locale: 'en' }).problems).toEqual([]);
    const { problems } = checkForm(fields, typed({ title: 'x', mail: 'half' }), { complete: false, locale: 'en' });
    expect(problems).toEqual([]);
  });

  it('asks for what a field takes', () => {
    const wanted = [
      field('file', { type: 'media', level: 'mandatory' }),
      field('other', { type: 'relation', level: 'mandatory' }),
      field('list', { type: 'component', multiple: true, level: 'mandatory', fields: part }),
      field('text', { type: 'blocks', level: 'mandatory' }),
    ];
    const { problems } = checkForm(wanted, toForm(wanted, {}, 'en'), { complete: true, locale: 'en' });
    expect(problems.map(({ message }) => message)).toEqual([
      'problem.file-required',
      'problem.choice-required',
      'problem.entry-required',
      'problem.required',
    ]);
  });

  it('is what the server says, at its control or the nearest one around it', () => {
    const form = typed({ ...full, parts: [{ name: 'a' }] });
    const error = (path: (string | number)[], code: FieldErrorCode) => ({ path, code, message: '' });
    const refused = new ApiError('invalid-request', {
      fieldErrors: [
        error(['values', 'parts', 0, 'name'], 'not-unique'),
        error(['values', 'parts', 'photo'], 'no-such-file'),
        error(['values', 'title'], 'too-short'),
      ],
    });
    expect(refusedBy(refused, fields, form)).toEqual({
      problems: [
        { field: 'title', message: 'problem.too-short', values: { min: 3 } },
        { field: 'parts', message: 'problem.file-gone' },
        { field: 'parts.0.name', message: 'problem.unique' },
      ],
      rest: false,
    });
    const beyond = new ApiError('invalid-request', { fieldErrors: [error(['key'], 'invalid-format')] });
    expect(refusedBy(beyond, fields, form)).toEqual({ problems: [], rest: true });
  });

  it('has a place for every control', () => {
    const form = typed({ ...full, parts: [{ name: 'a' }, { name: 'b' }] });
    const keys = placesIn(fields, form).map(({ path }) => path.join('.'));
    expect(keys).toContain('parts.1.quantity');
    expect(keys).not.toContain('parts.1.serial');
    expect(keys.indexOf('parts')).toBeLessThan(keys.indexOf('parts.0.name'));
  });
});
