import fc from 'fast-check';
import type { CustomerFieldSettings } from '../../../plugin/settings/customer-fields';
import { FIELD_LEVELS, type FieldLevel } from '../../../plugin/vocabulary';
import { customerFields, presentProfileField, shownFields, type CustomerField } from '../../../server/src/customers/fields';
import { levelOf } from '../../../server/src/fields/levels';
import { describeFields, humanise, type FieldAttribute } from '../../../server/src/fields/schema';
import { presentScalar } from '../../../server/src/fields/values';

const settings = (customer: Record<string, FieldLevel> = {}): CustomerFieldSettings => ({
  customerFieldsEnabled: true,
  levels: { customer, contact: {} },
});

const describeOf = (
  attributes: Record<string, FieldAttribute>,
  more: { builtIn?: string[]; labels?: Record<string, string>; levels?: Record<string, FieldLevel> } = {},
): CustomerField[] =>
  customerFields({
    owner: 'customer',
    infos: describeFields(attributes, more.labels ?? {}, () => undefined),
    builtIn: new Set(more.builtIn ?? []),
    settings: settings(more.levels),
  });

const presentField = (field: CustomerField, value: unknown) => shownFields([field]).map((shown) => presentProfileField(shown, value));

describe('the fields of a content type', () => {
  it('are its scalar attributes, each as a form field', () => {
    const types = {
      string: 'text',
      text: 'multiline',
      email: 'email',
      integer: 'integer',
      biginteger: 'biginteger',
      decimal: 'decimal',
      float: 'decimal',
      boolean: 'boolean',
      date: 'date',
      time: 'time',
      datetime: 'datetime',
      enumeration: 'enumeration',
    };
    const attributes = Object.fromEntries(Object.keys(types).map((type) => [`a_${type}`, { type }]));
    expect(Object.fromEntries(describeOf(attributes).map(({ name, type }) => [name.slice(2), type]))).toEqual(types);
  });

  it.each(['relation', 'media', 'component', 'dynamiczone', 'json', 'blocks', 'richtext', 'password', 'uid', 'timestamp', 'whatever'])(
    'do not include one of type %s',
    (type) => {
      expect(describeOf({ secret: { type } })).toEqual([]);
    },
  );

  it("do not include Strapi's own, private, invisible ones, nor those that the schema keeps out", () => {
    const text = { type: 'string' };
    const own = ['id', 'documentId', 'createdAt', 'updatedAt', 'publishedAt', 'createdBy', 'updatedBy', 'locale', 'localizations'];
    const attributes = {
      ...Object.fromEntries(own.map((name) => [name, text])),
      hash: { ...text, private: true },
      internal: { ...text, visible: false },
      blocked: { ...text, pluginOptions: { 'customer-portal': { levels: [] } } },
    };
    expect(describeOf(attributes)).toEqual([]);
  });

  it("start as read-only when the team added them, and as optional when they are the plugin's own", () => {
    const fields = describeOf({ industry: { type: 'string' }, phone: { type: 'string' } }, { builtIn: ['phone'] });
    expect(fields.map(({ name, level, builtIn }) => [name, level, builtIn])).toEqual([
      ['industry', 'read-only', false],
      ['phone', 'optional', true],
    ]);
  });

  it('have the level that the settings say, among those that the schema allows', () => {
    const narrow = (...levels: string[]): FieldAttribute => ({ type: 'string', pluginOptions: { 'customer-portal': { levels } } });
    const levelAt = (attribute: FieldAttribute, level: FieldLevel): unknown =>
      describeOf({ a: attribute }, { levels: { a: level } })[0]?.level;
    for (const level of FIELD_LEVELS) expect(levelAt({ type: 'string' }, level)).toBe(level);
    expect(levelAt(narrow('read-only', 'hidden'), 'read-only')).toBe('read-only');
    // Not possible any more: the most restrictive one holds.
    expect(levelAt(narrow('read-only', 'hidden'), 'optional')).toBe('hidden');
    expect(levelAt(narrow('optional', 'read-only'), 'hidden')).toBe('read-only');
    expect(describeOf({ a: narrow('whatever') })).toEqual([]);
  });

  it('are labelled by what an editor named them in the Content Manager, else readably', () => {
    const labelOf = (name: string, label?: string): unknown[] => {
      const [field] = describeOf({ [name]: { type: 'string' } }, { builtIn: [name], labels: label === undefined ? {} : { [name]: label } });
      return [field?.label, field?.builtIn];
    };
    expect(labelOf('taxNumber')).toEqual(['Tax number', true]);
    expect(labelOf('taxNumber', 'taxNumber')).toEqual(['Tax number', true]);
    expect(labelOf('taxNumber', '')).toEqual(['Tax number', true]);
    // An editor's own word stands above the portal's translations.
    expect(labelOf('taxNumber', 'VAT id')).toEqual(['VAT id', false]);
  });

  it.each([
    ['preferredContactTime', 'Preferred contact time'],
    ['delivery_notes', 'Delivery notes'],
    ['address-line2', 'Address line2'],
    ['line2Address', 'Line2 address'],
    ['ERPNumber', 'Erpnumber'],
    ['x', 'X'],
  ])('%s reads as %s', (name, label) => {
    expect(humanise(name)).toBe(label);
  });
});

describe('the level that a customer meets', () => {
  it('is mandatory for what the schema requires, unless it cannot be changed at all', () => {
    const levels = (required: boolean): FieldLevel[] =>
      FIELD_LEVELS.map((level) => levelOf({ levels: [...FIELD_LEVELS], required }, level));
    expect(levels(false)).toEqual(['optional', 'mandatory', 'read-only', 'hidden']);
    expect(levels(true)).toEqual(['mandatory', 'mandatory', 'read-only', 'hidden']);
  });
});

describe('a value for the portal', () => {
  it.each([
    ['text', null, null],
    ['text', undefined, null],
    ['text', '', ''],
    ['integer', '9007199254740991', 9007199254740991],
    ['integer', 0, 0],
    ['biginteger', '9007199254740993', '9007199254740993'],
    ['biginteger', 42, '42'],
    ['decimal', '10.50', 10.5],
    ['time', '09:30:00.000', '09:30'],
    ['time', '09:30:00', '09:30'],
    ['date', '2026-01-31', '2026-01-31'],
    ['datetime', new Date('2026-01-31T09:30:00Z'), '2026-01-31T09:30:00.000Z'],
    ['datetime', '2026-01-31T09:30:00.000Z', '2026-01-31T09:30:00.000Z'],
    ['boolean', true, true],
    ['boolean', false, false],
  ] as const)('of type %s: %j is %j', (type, stored, shown) => {
    expect(presentScalar({ type }, stored)).toBe(shown);
  });

  it('never leaves with a hidden field, whatever it holds', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FIELD_LEVELS), fc.boolean(), fc.string(), (level, required, value) => {
        const [field] = describeOf({ a: { type: 'string', required, maxLength: 9 } }, { levels: { a: level } }) as [CustomerField];
        const shown = presentField(field, value);
        expect(shown).toHaveLength(level === 'hidden' ? 0 : 1);
        if (shown[0]) expect(Object.keys(shown[0]).sort()).toEqual(['builtIn', 'label', 'level', 'maxLength', 'name', 'type', 'value']);
      }),
    );
  });

  it('carries the bounds of its field', () => {
    const [text] = describeOf({ a: { type: 'string', minLength: 2, maxLength: 9, regex: /^a/u } }) as [CustomerField];
    expect(presentField(text, 'x')[0]).toMatchObject({ minLength: 2, maxLength: 9, pattern: '^a' });
    const [choice] = describeOf({ a: { type: 'enumeration', enum: ['a', 'b'] } }) as [CustomerField];
    expect(presentField(choice, 'a')[0]).toMatchObject({ options: ['a', 'b'] });
    const [number] = describeOf({ a: { type: 'integer', min: 1, max: 5 } }) as [CustomerField];
    expect(presentField(number, 2)[0]).toMatchObject({ min: 1, max: 5 });
  });

  it('names the bounds that the databases set where the schema sets none or wider ones', () => {
    const [text, lines, whole, exact] = describeOf({
      a: { type: 'string', maxLength: 4000 },
      b: { type: 'text' },
      c: { type: 'integer' },
      d: { type: 'decimal', min: 0 },
    }) as [CustomerField, CustomerField, CustomerField, CustomerField];
    expect(presentField(text, 'x')[0]).toMatchObject({ maxLength: 255 });
    expect(presentField(lines, 'x')[0]).toMatchObject({ maxLength: 10_000 });
    expect(presentField(whole, 1)[0]).toMatchObject({ min: -2_147_483_647, max: 2_147_483_647 });
    expect(presentField(exact, 1)[0]).toMatchObject({ min: 0, max: 99_999_999.99 });
  });
});
