import fc from 'fast-check';
import type { PortalField } from '../../../plugin/fields/field';
import { checkScalar } from '../../../plugin/fields/scalar';
import { checkChanges } from '../../../plugin/fields/values';
import { FIELD_LEVELS, type FieldLevel } from '../../../plugin/vocabulary';
import { levelOf } from '../../../server/src/fields/levels';
import { describeFields, type FieldAttribute } from '../../../server/src/fields/schema';

const fieldOf = (
  attribute: FieldAttribute,
  { name = 'a', level = 'optional', required }: { name?: string; level?: FieldLevel; required?: boolean } = {},
): PortalField => {
  const [info] = describeFields({ [name]: { ...attribute, ...(required !== undefined && { required }) } }, {}, () => undefined);
  if (!info) throw new Error(`${attribute.type} is no field.`);
  return { ...info, fields: [], level: levelOf(info, level) };
};

describe('a value that a customer enters', () => {
  it.each<[attribute: FieldAttribute, value: unknown, stored: unknown]>([
    [{ type: 'string' }, 'Ada', 'Ada'],
    [{ type: 'string' }, '  Ada  ', 'Ada'],
    [{ type: 'string' }, '', null],
    [{ type: 'string' }, '   ', null],
    [{ type: 'string' }, null, null],
    [{ type: 'string' }, 'x'.repeat(255), 'x'.repeat(255)],
    [{ type: 'string', maxLength: 3, minLength: 3 }, 'abc', 'abc'],
    [{ type: 'string', regex: '^\\d+$' }, '123', '123'],
    [{ type: 'string', regex: /^\d+$/u }, '123', '123'],
    [{ type: 'string' }, '<script>alert(1)</script> 👩‍🚀 ‮', '<script>alert(1)</script> 👩‍🚀 ‮'],
    [{ type: 'text' }, 'two\nlines\tand a tab', 'two\nlines\tand a tab'],
    [{ type: 'text' }, 'x'.repeat(10_000), 'x'.repeat(10_000)],
    [{ type: 'email' }, ' Ada@Example.ORG ', 'ada@example.org'],
    [{ type: 'integer' }, 0, 0],
    [{ type: 'integer' }, 2_147_483_647, 2_147_483_647],
    [{ type: 'integer' }, -2_147_483_647, -2_147_483_647],
    [{ type: 'integer', min: 1, max: 5 }, 1, 1],
    [{ type: 'integer', min: 1, max: 5 }, 5, 5],
    [{ type: 'biginteger' }, Number.MAX_SAFE_INTEGER, String(Number.MAX_SAFE_INTEGER)],
    [{ type: 'biginteger' }, ' 9223372036854775807 ', '9223372036854775807'],
    [{ type: 'biginteger' }, '-0012', '-12'],
    [{ type: 'decimal' }, 99_999_999.99, 99_999_999.99],
    [{ type: 'decimal' }, 0.07, 0.07],
    [{ type: 'decimal' }, -1.1, -1.1],
    [{ type: 'float' }, 0.12345, 0.12345],
    [{ type: 'boolean' }, true, true],
    [{ type: 'boolean' }, false, false],
    [{ type: 'boolean' }, null, null],
    [{ type: 'date' }, '2024-02-29', '2024-02-29'],
    [{ type: 'date' }, '1000-01-01', '1000-01-01'],
    [{ type: 'date' }, '9999-12-31', '9999-12-31'],
    [{ type: 'time' }, '00:00', '00:00:00.000'],
    [{ type: 'time' }, '23:59', '23:59:00.000'],
    [{ type: 'datetime' }, '2026-01-31T09:30:00Z', '2026-01-31T09:30:00.000Z'],
    [{ type: 'datetime' }, '2026-01-31T09:30:00+05:30', '2026-01-31T04:00:00.000Z'],
    [{ type: 'enumeration', enum: ['a', 'b'] }, 'b', 'b'],
  ])('%j takes %j', (attribute, value, stored) => {
    expect(checkScalar(fieldOf(attribute), value)).toEqual({ value: stored });
  });

  it.each<[attribute: FieldAttribute, value: unknown, code: string]>([
    [{ type: 'string' }, 7, 'wrong-type'],
    [{ type: 'string' }, true, 'wrong-type'],
    [{ type: 'string' }, 'x'.repeat(256), 'too-long'],
    [{ type: 'string', maxLength: 3 }, 'abcd', 'too-long'],
    [{ type: 'string', maxLength: 300 }, 'x'.repeat(256), 'too-long'],
    [{ type: 'string', minLength: 3 }, 'ab', 'too-short'],
    [{ type: 'string' }, 'two\nlines', 'not-text'],
    [{ type: 'string' }, 'two\rlines', 'not-text'],
    [{ type: 'string' }, 'nul\u0000', 'not-text'],
    [{ type: 'string', regex: '^\\d+$' }, '12a', 'wrong-format'],
    [{ type: 'text' }, 'x'.repeat(10_001), 'too-long'],
    [{ type: 'text' }, 'bell\u0007', 'not-text'],
    [{ type: 'email' }, 'nobody', 'not-an-email'],
    [{ type: 'email' }, 'a@b@c.d', 'not-an-email'],
    [{ type: 'integer' }, '7', 'wrong-type'],
    [{ type: 'integer' }, NaN, 'wrong-type'],
    [{ type: 'integer' }, Infinity, 'wrong-type'],
    [{ type: 'integer' }, 1.5, 'not-whole'],
    [{ type: 'integer' }, 2_147_483_648, 'too-large'],
    [{ type: 'integer' }, -2_147_483_648, 'too-small'],
    [{ type: 'integer', min: 1 }, 0, 'too-small'],
    [{ type: 'integer', max: 5 }, 6, 'too-large'],
    [{ type: 'biginteger' }, Number.MAX_SAFE_INTEGER + 1, 'not-whole'],
    [{ type: 'biginteger' }, '9223372036854775808', 'too-large'],
    [{ type: 'biginteger' }, '1e5', 'not-whole'],
    [{ type: 'decimal' }, 100_000_000, 'too-large'],
    [{ type: 'decimal' }, 0.001, 'too-precise'],
    [{ type: 'boolean' }, 'true', 'wrong-type'],
    [{ type: 'boolean' }, 1, 'wrong-type'],
    [{ type: 'date' }, '2023-02-29', 'not-a-date'],
    [{ type: 'date' }, '2026-1-31', 'not-a-date'],
    [{ type: 'date' }, '2026-01-31T00:00:00Z', 'not-a-date'],
    [{ type: 'date' }, '0999-12-31', 'not-a-date'],
    [{ type: 'date' }, '+010000-01-01', 'not-a-date'],
    [{ type: 'date' }, '31.01.2026', 'not-a-date'],
    [{ type: 'date' }, 20260131, 'wrong-type'],
    [{ type: 'time' }, '24:00', 'not-a-time'],
    [{ type: 'time' }, '9:30', 'not-a-time'],
    [{ type: 'time' }, '09:30:15', 'not-a-time'],
    [{ type: 'time' }, '09:60', 'not-a-time'],
    [{ type: 'datetime' }, '2026-01-31', 'not-a-datetime'],
    [{ type: 'datetime' }, '2026-01-31T09:30:00', 'not-a-datetime'],
    [{ type: 'datetime' }, '2026-02-30T09:30:00Z', 'not-a-datetime'],
    [{ type: 'datetime' }, '0999-12-31T23:59:59Z', 'not-a-datetime'],
    [{ type: 'datetime' }, '1000-01-01T00:00:00+01:00', 'not-a-datetime'],
    [{ type: 'datetime' }, '9999-12-31T23:59:59-12:00', 'not-a-datetime'],
    [{ type: 'enumeration', enum: ['a', 'b'] }, 'c', 'not-an-option'],
    [{ type: 'enumeration', enum: ['a', 'b'] }, 'A', 'not-an-option'],
    [{ type: 'enumeration', enum: ['1'] }, 1, 'not-an-option'],
    [{ type: 'enumeration' }, 'a', 'not-an-option'],
  ])('%j refuses %j: %s', (attribute, value, code) => {
    expect(checkScalar(fieldOf(attribute), value)).toMatchObject({ code });
  });

  it.each(['string', 'text', 'email', 'integer', 'decimal', 'boolean', 'date', 'time', 'datetime', 'enumeration'])(
    'is needed for a mandatory or required %s',
    (type) => {
      for (const more of [{ level: 'mandatory' }, { required: true }] as { level?: FieldLevel; required?: boolean }[]) {
        for (const nothing of [null, '', '  ']) {
          expect(checkScalar(fieldOf({ type }, more), nothing)).toMatchObject({ code: 'required' });
        }
      }
    },
  );

  it('is stored in a form that it is taken in again', () => {
    const types = fc.constantFrom('string', 'text', 'email', 'integer', 'decimal', 'float', 'boolean', 'date', 'datetime');
    const values = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.emailAddress(),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
    );
    fc.assert(
      fc.property(types, values, (type, value) => {
        const field = fieldOf({ type });
        const once = checkScalar(field, value);
        if ('value' in once) expect(checkScalar(field, once.value)).toEqual(once);
        else expect([once.code, once.message]).toEqual([expect.stringMatching(/^[a-z-]+$/u), expect.any(String)]);
      }),
    );
  });
});

describe('the changes of a profile', () => {
  const names = ['a', 'b', 'c', 'd'];
  const levelsAndChanges = fc.record({
    levels: fc.tuple(...names.map(() => fc.constantFrom<FieldLevel>(...FIELD_LEVELS))),
    required: fc.tuple(...names.map(() => fc.boolean())),
    stored: fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.string(), fc.constant(null))),
    changes: fc.dictionary(
      fc.oneof(fc.constantFrom(...names), fc.constantFrom('id', 'documentId', 'portalAccess', 'constructor', 'x')),
      fc.oneof(fc.string(), fc.constant(null), fc.integer()),
    ),
  });

  it('hold nothing hidden, read-only or unknown, and are refused whole when anything is wrong', () => {
    fc.assert(
      fc.property(levelsAndChanges, ({ levels, required, stored, changes }) => {
        const fields = names.map((name, index) => fieldOf({ type: 'string' }, { name, level: levels[index]!, required: required[index]! }));
        const { values, errors } = checkChanges(fields, changes, stored);
        const levelOf = (name: string): FieldLevel | undefined => fields.find((field) => field.name === name)?.level;
        for (const name of Object.keys(values)) expect(['optional', 'mandatory']).toContain(levelOf(name));
        for (const name of Object.keys(changes)) {
          const told = errors.filter(({ path }) => path[0] === name);
          if (!levelOf(name) || levelOf(name) === 'hidden') {
            expect(told).toEqual([{ path: [name], code: 'unknown-key', message: 'is not known here' }]);
          } else if (levelOf(name) === 'read-only') expect(told).toMatchObject([{ code: 'read-only' }]);
          else expect(told.length === 1).toBe(!Object.hasOwn(values, name));
        }
        // What nobody may see is not told of either, though it be empty and required.
        for (const { path } of errors) {
          if (!Object.hasOwn(changes, String(path[0]))) expect(['optional', 'mandatory']).toContain(levelOf(String(path[0])));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('leave no mandatory field empty, whether or not it is among them', () => {
    const fields = [fieldOf({ type: 'string' }, { name: 'a', level: 'mandatory' }), fieldOf({ type: 'string' }, { name: 'b' })];
    const check = (changes: Record<string, unknown>, stored: Record<string, unknown>): unknown =>
      checkChanges(fields, changes, stored).errors.map(({ path, code }) => [path.join('.'), code]);
    expect(check({ b: 'x' }, { a: 'there' })).toEqual([]);
    expect(check({ b: 'x' }, { a: null })).toEqual([['a', 'required']]);
    expect(check({ b: 'x' }, { a: '' })).toEqual([['a', 'required']]);
    expect(check({ a: '' }, { a: 'there' })).toEqual([['a', 'required']]);
    expect(check({ a: 'new' }, { a: null })).toEqual([]);
  });

  it('may leave a mandatory switch off and a mandatory number zero', () => {
    const fields = [
      fieldOf({ type: 'boolean' }, { name: 'a', level: 'mandatory' }),
      fieldOf({ type: 'integer' }, { name: 'b', level: 'mandatory' }),
    ];
    expect(checkChanges(fields, { a: false, b: 0 }, {})).toEqual({ values: { a: false, b: 0 }, errors: [] });
    expect(checkChanges(fields, {}, { a: false, b: 0 }).errors).toEqual([]);
  });
});
