import fc from 'fast-check';
import {
  ABILITIES,
  abilitiesIn,
  FORM_SECTIONS,
  isOn,
  PREFERENCES,
  preferenceDefaults,
  type PreferenceValues,
} from '../../../plugin/preferences';
import { completed, problemsIn } from '../../../plugin/preferences/check';
import { TEXT_FORMATS, type Shape } from '../../../plugin/preferences/shapes';
import { schemaOf } from '../../../plugin/settings/from-catalogue';

const matrix = {
  shape: 'matrix',
  rows: ['live', 'past-due'],
  columns: ['autocharge', 'manual'],
  default: { live: { autocharge: true, manual: true }, 'past-due': { autocharge: false, manual: true } },
} as const satisfies Shape;
const localized = { shape: 'localized-text', format: 'lines', max: 5, default: { en: '', de: '' } } as const satisfies Shape;
const number = { shape: 'number', min: 1, max: 10, unit: 'days', default: 3 } as const satisfies Shape;
const text = (format: (typeof TEXT_FORMATS)[number], required?: true) =>
  ({
    shape: 'text',
    format,
    max: { 'portal-name': 40, 'time-zone': 64, email: 254, colour: 9 }[format as string] ?? 5,
    required,
    default: '',
  }) as Shape;

const SHAPES: [string, Shape][] = [
  ['a switch', { shape: 'switch', default: true }],
  ['a choice', { shape: 'choice', choices: ['a', 'b'], default: 'a' }],
  ['a number', number],
  ['a text per language', localized],
  ['a matrix', matrix],
  ...TEXT_FORMATS.flatMap((format): [string, Shape][] => [
    [`a text: ${format}`, text(format)],
    [`a text that is needed: ${format}`, text(format, true)],
  ]),
];

/** Values that are right, nearly right, and anything at all. */
const letters = fc.string({ maxLength: 7 });
const flags = fc.oneof(fc.boolean(), fc.constant('yes'));
const value = fc.oneof(
  fc.boolean(),
  fc.constantFrom(
    'a',
    'b',
    '',
    ' ',
    'a\nb',
    'a\u2028b',
    ' \u0007',
    'a@b.example',
    ' A@B.Example ',
    '#abcdef',
    ' #ABCDEF',
    '#abc',
    'my-portal',
    'admin',
    'Europe/Berlin',
    'UTC',
    '+01:00',
  ),
  fc.integer({ min: -3, max: 14 }),
  fc.double(),
  letters,
  fc.record({ en: fc.oneof(letters, fc.integer()), de: letters }, { requiredKeys: ['en'] }),
  fc.record({ en: letters, de: letters, fr: letters }, { requiredKeys: ['en', 'de'] }),
  fc.record({
    live: fc.record({ autocharge: flags, manual: flags }),
    'past-due': fc.record({ autocharge: flags, manual: flags }, { requiredKeys: ['manual'] }),
  }),
  fc.anything(),
);

test.each(SHAPES)('%s: the form refuses what the API refuses, and nothing else', (_name, shape) => {
  const schema = schemaOf(shape);
  fc.assert(
    fc.property(value, (given) => {
      expect(problemsIn(shape, given).length === 0).toBe(schema.safeParse(given).success);
    }),
    { numRuns: 400 },
  );
});

test('limits of a number are the last that it takes', () => {
  const given = [0, 1, 10, 11, 1.5, Number.NaN, null, '3'];
  expect(given.map((one) => problemsIn(number, one).length)).toEqual([1, 0, 0, 1, 1, 1, 1, 1]);
  expect(given.filter((one) => schemaOf(number).safeParse(one).success)).toEqual([1, 10]);
});

test('a problem names the language, or the row and column, that it is in', () => {
  expect(problemsIn(localized, { en: 'fine', de: 'too long' })).toEqual([{ path: ['de'], code: 'too-big' }]);
  const row = { autocharge: true, manual: 'yes' };
  expect(problemsIn(matrix, { live: row, 'past-due': matrix.default['past-due'] })).toEqual([
    { path: ['live', 'manual'], code: 'invalid-type' },
  ]);
});

describe('values that an older version stored', () => {
  test('get the rows, columns and languages that came since, and lose those that went', () => {
    expect(completed(matrix, { live: { autocharge: false, gone: true }, gone: {} })).toEqual({
      live: { autocharge: false, manual: true },
      'past-due': { autocharge: false, manual: true },
    });
    expect(completed(localized, { en: 'Hello', fr: 'Bonjour' })).toEqual({ en: 'Hello', de: '' });
    expect(completed(number, undefined)).toBe(3);
  });

  test('stay as they are where they are whole, and are never made permissive where they are broken', () => {
    const whole = fc.record({
      live: fc.record({ autocharge: fc.boolean(), manual: fc.boolean() }),
      'past-due': fc.record({ autocharge: fc.boolean(), manual: fc.boolean() }),
    });
    fc.assert(fc.property(whole, (stored) => expect(completed(matrix, stored)).toEqual(stored)));
    for (const broken of [null, 'on', { live: null, 'past-due': 1 }])
      expect(schemaOf(matrix).safeParse(completed(matrix, broken)).success).toBe(false);
  });
});

describe('what a preference requires', () => {
  const values = Object.fromEntries(
    FORM_SECTIONS.flatMap((section) => Object.entries(preferenceDefaults(section))),
  ) as unknown as PreferenceValues;

  test('switches it off as well, for endpoints and for what the portal shows', () => {
    expect(PREFERENCES.customerFieldsEnabled.requires).toContain('portalEnabled');
    const others = Object.fromEntries(ABILITIES.filter((name) => name !== 'customerFields').map((name) => [name, false]));
    expect([isOn(values, 'customerFieldsEnabled'), abilitiesIn(values)]).toEqual([true, { customerFields: true, ...others }]);
    const closed = { ...values, portalEnabled: false };
    expect([isOn(closed, 'customerFieldsEnabled'), abilitiesIn(closed)]).toEqual([false, { customerFields: false, ...others }]);
    expect(isOn({ ...values, customerFieldsEnabled: false }, 'customerFieldsEnabled')).toBe(false);
  });
});
