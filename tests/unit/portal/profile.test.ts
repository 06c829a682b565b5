import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Profile } from '../../../plugin/contract/customer/profile';
import type { ProfileField } from '../../../plugin/contract/field';
import { changesOf } from '../../../portal/src/profile/changes';
import { valueProblem } from '../../../portal/src/fields/problems';
import { fromDraft, parseDecimal, toDraft } from '../../../portal/src/fields/values';

const field = (more: Partial<ProfileField>): ProfileField => ({
  name: 'phone',
  label: 'Phone',
  builtIn: true,
  type: 'text',
  level: 'optional',
  value: null,
  ...more,
});

describe('parseDecimal', () => {
  it.each([
    ['1234.5', 'en', 1234.5],
    ['1,234.5', 'en', 1234.5],
    ['1,234', 'en', 1234],
    ['-0.5', 'en', -0.5],
    ['.5', 'en', 0.5],
    ['1234,5', 'de', 1234.5],
    ['1.234,5', 'de', 1234.5],
    ['1.234.567', 'de', 1234567],
    ['1 234,5', 'de', 1234.5],
    ['1.5', 'de', 1.5],
    ['−3', 'de', -3],
    ['1’234.5', 'de-CH', 1234.5],
  ])('reads %s in %s', (text, locale, expected) => {
    expect(parseDecimal(text, locale)).toBe(expected);
  });

  it.each([
    ['', 'en'],
    ['abc', 'en'],
    ['1,5', 'en'],
    ['1.2.3', 'en'],
    ['1e5', 'en'],
    ['0x10', 'en'],
    ['Infinity', 'en'],
    // Two readings: somebody has to say which.
    ['1.234', 'de'],
    ['1,234.5', 'de'],
  ])('does not guess %s in %s', (text, locale) => {
    expect(parseDecimal(text, locale)).toBeUndefined();
  });
});

describe('a value through its control', () => {
  it.each(['en', 'de', 'de-CH'])('comes back as it was: numbers in %s', (locale) => {
    fc.assert(
      fc.property(fc.integer({ min: -2_147_483_648, max: 2_147_483_647 }), (cents) => {
        const value = cents / 100;
        const draft = toDraft('decimal', value, locale);
        // `1,234` with three decimals is the one shape that is never guessed; cents have two.
        return Object.is(fromDraft('decimal', draft, locale), value === 0 ? 0 : value);
      }),
    );
  });

  it('comes back as it was: instants to the minute', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1970-01-02'), max: new Date('2099-12-30'), noInvalidDate: true }), (date) => {
        date.setUTCSeconds(0, 0);
        const again = fromDraft('datetime', toDraft('datetime', date.toISOString(), 'en'), 'en');
        // Where a clock is set back an hour names two instants; the wall clock stays the same.
        return toDraft('datetime', again as string, 'en') === toDraft('datetime', date.toISOString(), 'en');
      }),
    );
  });

  it('never breaks, whatever is typed', () => {
    const types = ['text', 'multiline', 'email', 'integer', 'decimal', 'date', 'time', 'datetime', 'boolean', 'enumeration'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.string({ unit: 'binary' }), fc.constantFrom('en', 'de'), (type, text, locale) => {
        const value = fromDraft(type, text, locale);
        return typeof value !== 'number' || Number.isFinite(value);
      }),
    );
  });

  it('reads empty as nothing and keeps line breaks', () => {
    expect(fromDraft('text', '  ', 'en')).toBeNull();
    expect(fromDraft('multiline', ' a\r\nb ', 'en')).toBe('a\nb');
    expect(fromDraft('boolean', 'false', 'en')).toBe(false);
    expect(toDraft('time', '14:30:00.000', 'en')).toBe('14:30');
    expect(toDraft('boolean', null, 'en')).toBe('');
  });

  it('refuses what it cannot read', () => {
    expect(fromDraft('integer', '1.5', 'en')).toEqual({ unreadable: 'problem.integer' });
    expect(valueProblem('a', field({ type: 'email' }), fromDraft('email', 'nobody', 'en'))?.message).toBe('problem.email');
    expect(fromDraft('biginteger', '1 000 x', 'en')).toEqual({ unreadable: 'problem.integer' });
    expect(fromDraft('biginteger', '9 007 199 254 740 993', 'en')).toBe('9007199254740993');
    expect(fromDraft('date', '04.03.2024', 'en')).toEqual({ unreadable: 'problem.date' });
  });
});

describe('valueProblem', () => {
  it('knows what a field asks for', () => {
    expect(valueProblem('a', field({ level: 'mandatory' }), null)?.message).toBe('problem.required');
    expect(valueProblem('a', field({ level: 'mandatory', type: 'boolean' }), null)?.message).toBe('problem.choice-required');
    expect(valueProblem('a', field({ level: 'mandatory', type: 'boolean' }), false)).toBeUndefined();
    expect(valueProblem('a', field({}), null)).toBeUndefined();
    expect(valueProblem('a', field({ maxLength: 3 }), 'four')?.values).toEqual({ max: 3 });
    expect(valueProblem('a', field({ type: 'integer', min: 5 }), 4)?.values).toEqual({ min: 5 });
  });
});

describe('changesOf', () => {
  const profile: Pick<Profile, 'customer' | 'contact'> = {
    customer: [
      field({ name: 'name', level: 'read-only', value: 'Acme' }),
      field({ name: 'phone', level: 'mandatory', value: '1' }),
      field({ name: 'area', type: 'decimal', value: 1234.5 }),
    ],
    contact: [field({ name: 'firstName', level: 'mandatory', value: 'Anna' })],
  };

  it('sends only what changed', () => {
    const drafts = { 'customer.phone': '2', 'customer.area': '1234,5', 'contact.firstName': ' Anna ' };
    expect(changesOf(profile, drafts, 'de')).toEqual({ body: { customer: { phone: '2' } }, problems: [], dirty: true });
  });

  it('never sends what is read-only', () => {
    expect(changesOf(profile, { 'customer.name': 'Other' }, 'en')).toEqual({ body: {}, problems: [], dirty: false });
  });

  it('says what is wrong and still knows that something was typed', () => {
    const changes = changesOf(profile, { 'customer.phone': '', 'customer.area': 'much' }, 'en');
    expect(changes.body).toEqual({});
    expect(changes.dirty).toBe(true);
    expect(changes.problems.map(({ field: name, message }) => [name, message])).toEqual([
      ['customer.phone', 'problem.required'],
      ['customer.area', 'problem.decimal'],
    ]);
  });

  it('asks for a mandatory field that was empty before, as the server does', () => {
    const missing = { ...profile, contact: [field({ name: 'firstName', level: 'mandatory', value: '' })] };
    const changes = changesOf(missing, { 'customer.phone': '2' }, 'en');
    expect(changes.problems).toEqual([{ field: 'contact.firstName', message: 'problem.required' }]);
  });
});
