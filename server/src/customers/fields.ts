import type { ProfileField } from '../../../plugin/contract/customer/profile';
import type { SettableField } from '../../../plugin/contract/editor/settings';
import { CUSTOMER_FIELD_DEFAULTS, UNDECIDED_LEVEL, type CustomerFieldSettings } from '../../../plugin/settings/customer-fields';
import { FIELD_LEVELS, type FieldLevel, type FieldOwner, type FieldType } from '../../../plugin/vocabulary';

/** An attribute of a content type, as far as fields care. */
export interface FieldAttribute {
  type: string;
  required?: boolean;
  unique?: boolean;
  private?: boolean;
  visible?: boolean;
  enum?: string[];
  minLength?: number;
  maxLength?: number;
  min?: number;
  max?: number;
  regex?: string | RegExp;
  pluginOptions?: { 'customer-portal'?: { levels?: string[] } };
}

/** Strapi's attribute types that a customer can fill in, and what form field each is. */
const TYPE_OF_ATTRIBUTE: Record<string, FieldType> = {
  string: 'text',
  text: 'multiline',
  email: 'email',
  integer: 'integer',
  biginteger: 'integer',
  decimal: 'decimal',
  float: 'decimal',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  datetime: 'datetime',
  enumeration: 'enumeration',
};

/** Strapi's own attributes, which no type declares but every one has. */
const SYSTEM = new Set(['id', 'documentId', 'createdAt', 'updatedAt', 'publishedAt', 'createdBy', 'updatedBy', 'locale', 'localizations']);

/** A field that can be shown in the portal, with everything about it that does not depend on a customer. */
export interface Field extends SettableField {
  attribute: FieldAttribute;
}

/** `preferredContactTime` → `Preferred contact time`. */
export const humanise = (name: string): string => {
  const words = name
    .replace(/[_-]+/gu, ' ')
    .replace(/([a-z0-9])([A-Z])/gu, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Levels that an attribute can have: a team or the plugin may narrow them in the schema. */
function levelsOf(attribute: FieldAttribute): FieldLevel[] {
  const allowed = attribute.pluginOptions?.['customer-portal']?.levels;
  return FIELD_LEVELS.filter((level) => !allowed || allowed.includes(level));
}

function levelOf(owner: FieldOwner, name: string, builtIn: boolean, levels: FieldLevel[], settings: CustomerFieldSettings) {
  const fallback = CUSTOMER_FIELD_DEFAULTS.levels[owner][name] ?? (builtIn ? 'optional' : UNDECIDED_LEVEL);
  const wanted = settings.levels[owner][name] ?? fallback;
  // The schema may have narrowed since the editor decided: then the most restrictive level holds.
  return levels.includes(wanted) ? wanted : (levels.at(-1) ?? 'hidden');
}

/**
 * The fields of a content type that the portal can show, read from its schema, so that attributes
 * which the team added appear by themselves. Pure.
 */
export function describeFields(input: {
  owner: FieldOwner;
  attributes: Record<string, FieldAttribute>;
  /** Attributes that the plugin itself declares. */
  builtIn: ReadonlySet<string>;
  /** The labels of those that the plugin gave itself: not an editor's choice. */
  shipped?: Record<string, string>;
  /** Labels that an editor gave in the Content Manager. */
  labels: Record<string, string>;
  settings: CustomerFieldSettings;
}): Field[] {
  const { owner, attributes, builtIn, shipped = {}, labels, settings } = input;
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    const type = TYPE_OF_ATTRIBUTE[attribute.type];
    const levels = levelsOf(attribute);
    if (!type || SYSTEM.has(name) || attribute.private || attribute.visible === false || levels.length === 0) return [];
    const label = labels[name];
    const own = builtIn.has(name);
    return {
      owner,
      name,
      label: label && label !== name ? label : humanise(name),
      builtIn: own && (!label || label === name || label === shipped[name]),
      type,
      level: levelOf(owner, name, own, levels, settings),
      levels,
      required: attribute.required ?? false,
      attribute,
    };
  });
}

/** The level that a customer meets: what the schema requires cannot be left empty. Pure. */
export const effectiveLevel = (field: Pick<Field, 'level' | 'required'>): FieldLevel =>
  field.level === 'optional' && field.required ? 'mandatory' : field.level;

/** A stored value as JSON for the portal; instants as ISO 8601, big integers as numbers where exact. Pure. */
export function presentValue(field: Pick<Field, 'type'>, value: unknown): ProfileField['value'] {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (field.type === 'integer' || field.type === 'decimal') return Number(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (field.type === 'time') return text.slice(0, 5);
  return typeof value === 'boolean' ? value : text;
}

/** `string` columns hold 255 characters on MySQL and PostgreSQL. */
const STRING_MAX = 255;
const TEXT_MAX = 10_000;
/** What number columns hold: 32 bits; 10 digits, 2 of them behind the point; what JavaScript holds exactly. */
const NUMBER_MAX: Record<string, number> = { integer: 2_147_483_647, decimal: 99_999_999.99 };

/** Bounds of a text's length in UTF-16 units, or of a number. */
export type Limits = Pick<ProfileField, 'minLength' | 'maxLength' | 'min' | 'max'>;

/** Bounds of a value: the attribute's own, within what every database keeps as it is. Pure. */
export function limitsOf({ type, attribute }: Pick<Field, 'type' | 'attribute'>): Limits {
  if (type === 'integer' || type === 'decimal') {
    const limit = NUMBER_MAX[attribute.type] ?? Number.MAX_SAFE_INTEGER;
    const { min = -limit, max = limit } = attribute;
    return { min: Math.max(Number(min), -limit), max: Math.min(Number(max), limit) };
  }
  if (type !== 'text' && type !== 'multiline' && type !== 'email') return {};
  const { minLength, maxLength = Infinity } = attribute;
  const most = Math.min(maxLength, type === 'multiline' ? TEXT_MAX : STRING_MAX);
  return { maxLength: most, ...(minLength !== undefined && { minLength }) };
}

/** A field with its value as the portal shows it, or nothing when it is hidden. Pure. */
export function presentField(field: Field, value: unknown): ProfileField[] {
  const level = effectiveLevel(field);
  if (level === 'hidden') return [];
  const { regex, enum: options } = field.attribute;
  return [
    {
      name: field.name,
      label: field.label,
      builtIn: field.builtIn,
      type: field.type,
      level,
      value: presentValue(field, value),
      ...(options && { options }),
      ...limitsOf(field),
      ...(regex && { pattern: typeof regex === 'string' ? regex : regex.source }),
    },
  ];
}
