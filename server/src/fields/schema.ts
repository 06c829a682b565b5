import { DECIMAL_PLACES } from '../../../plugin/fields/scalar';
import type { PortalField } from '../../../plugin/fields/field';
import { FIELD_LEVELS, type FieldLevel, type FieldType } from '../../../plugin/vocabulary';
import { limitsOf, type Bounded } from './limits';

/** An attribute of a content type or component, as far as fields care. */
export interface FieldAttribute extends Bounded {
  required?: boolean;
  unique?: boolean;
  private?: boolean;
  visible?: boolean;
  enum?: string[];
  regex?: string | RegExp;
  default?: unknown;
  pluginOptions?: { 'customer-portal'?: { levels?: string[] } };
  multiple?: boolean;
  allowedTypes?: string[];
  relation?: string;
  target?: string;
  mappedBy?: string;
  inversedBy?: string;
  component?: string;
  components?: string[];
  repeatable?: boolean;
}

export type FieldAttributes = Record<string, FieldAttribute>;

/** Attributes of a component by its uid; undefined when there is no such component. */
export type ComponentAttributes = (uid: string) => FieldAttributes | undefined;

/** A field that customers could be shown, with all that does not depend on settings. */
export interface FieldInfo extends Omit<PortalField, 'level' | 'module' | 'fields'> {
  required: boolean;
  /** Levels that it can have by its type and its schema; none: it is kept from customers altogether. */
  levels: FieldLevel[];
  unique: boolean;
  multiple: boolean;
  /** Text that is shown as Markdown. */
  markdown?: true;
  /** Text that Strapi makes from another field (`uid`). */
  made?: true;
  /** Relations: the content type that they point to. */
  target?: string;
  /** Components: their uid and their fields. */
  component?: string;
  fields?: FieldInfo[];
  /** Dynamic zones: the components that they may hold. */
  components?: string[];
}

/** What form field each of Strapi's attribute types is. A password is never shown. */
const TYPE_OF_ATTRIBUTE: Record<string, FieldType> = {
  string: 'text',
  text: 'multiline',
  richtext: 'multiline',
  uid: 'text',
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
  blocks: 'blocks',
  json: 'json',
  media: 'media',
  relation: 'relation',
  component: 'component',
  dynamiczone: 'dynamic-zone',
};

/** Strapi's own attributes, which no type declares but every one has. */
const SYSTEM = new Set([
  'id',
  'documentId',
  'createdAt',
  'updatedAt',
  'publishedAt',
  'firstPublishedAt',
  'createdBy',
  'updatedBy',
  'locale',
  'localizations',
  'strapi_stage',
  'strapi_assignee',
]);

/** Components within components: deeper ones than these nobody fills in. */
const MAX_DEPTH = 3;

const READ_ONLY: FieldLevel[] = ['read-only', 'hidden'];

/**
 * Whether a customer may set a relation: where setting it takes nothing away from another document.
 * One-to-one and one-to-many with an inverse side move the related document from whoever has it.
 */
function isOwnRelation({ relation, mappedBy, inversedBy }: FieldAttribute): boolean {
  const oneWay = mappedBy === undefined && inversedBy === undefined;
  return relation === 'manyToOne' || relation === 'manyToMany' || (oneWay && (relation === 'oneToOne' || relation === 'oneToMany'));
}

const isRelationShown = ({ relation, target }: FieldAttribute): boolean =>
  target !== undefined && ['oneToOne', 'oneToMany', 'manyToOne', 'manyToMany'].includes(relation ?? '');

/** What can be written, whatever a module wants. */
function isWritable(attribute: FieldAttribute, nested: boolean): boolean {
  if (['uid', 'json', 'dynamiczone'].includes(attribute.type)) return false;
  // Related records of a component would need an owner's check at every depth; they stay the team's.
  if (attribute.type === 'relation') return !nested && isOwnRelation(attribute);
  return true;
}

function levelsOf(attribute: FieldAttribute, nested: boolean): FieldLevel[] {
  if (attribute.private || attribute.visible === false) return [];
  const allowed = attribute.pluginOptions?.['customer-portal']?.levels;
  const possible = isWritable(attribute, nested) ? [...FIELD_LEVELS] : READ_ONLY;
  return possible.filter((level) => !allowed || allowed.includes(level));
}

const isScalar = (value: unknown): value is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** A pattern that is none is passed over: one broken field must not take every module with it. */
function patternOf(regex: FieldAttribute['regex']): { pattern?: string } {
  try {
    return regex ? { pattern: new RegExp(regex).source } : {};
  } catch {
    return {};
  }
}

/** What a field's type brings besides. */
function detailsOf(attribute: FieldAttribute, type: FieldType, components: ComponentAttributes, depth: number): Partial<FieldInfo> {
  const { regex, enum: options } = attribute;
  switch (type) {
    case 'media':
      return { multiple: attribute.multiple === true, ...(attribute.allowedTypes && { fileKinds: attribute.allowedTypes }) };
    case 'relation':
      return { multiple: attribute.relation?.endsWith('Many') ?? false, ...(attribute.target && { target: attribute.target }) };
    case 'component': {
      const uid = attribute.component ?? '';
      return {
        multiple: attribute.repeatable === true,
        component: uid,
        fields: describeFields(components(uid) ?? {}, {}, components, depth + 1).filter(({ levels }) =>
          levels.some((level) => level !== 'hidden'),
        ),
        ...limitsOf(type, attribute),
      };
    }
    case 'dynamic-zone':
      return { multiple: true, components: attribute.components ?? [] };
    default:
      return {
        ...(type === 'enumeration' && { options: options ?? [] }),
        ...patternOf(regex),
        ...(attribute.type === 'decimal' && { places: DECIMAL_PLACES }),
        ...limitsOf(type, attribute),
        ...(attribute.type === 'richtext' && { markdown: true as const }),
        ...(attribute.type === 'uid' && { made: true as const }),
        ...(isScalar(attribute.default) && { default: attribute.default }),
      };
  }
}

/** `preferredContactTime` → `Preferred contact time`. */
export const humanise = (name: string): string => {
  const words = name
    .replace(/[_-]+/gu, ' ')
    .replace(/([a-z0-9])([A-Z])/gu, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/**
 * The fields of a content type or component that a customer could be shown, read from its schema, so
 * that a change of the schema appears by itself. Pure.
 */
export function describeFields(
  attributes: FieldAttributes,
  labels: Record<string, string>,
  components: ComponentAttributes,
  depth = 0,
): FieldInfo[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    const type = TYPE_OF_ATTRIBUTE[attribute.type];
    if (!type || SYSTEM.has(name)) return [];
    if (attribute.type === 'relation' && !isRelationShown(attribute)) return [];
    if (depth > 0 && (type === 'relation' || type === 'dynamic-zone')) return [];
    if (type === 'component' && depth >= MAX_DEPTH) return [];
    const label = labels[name];
    return {
      name,
      label: label && label !== name ? label : humanise(name),
      type,
      required: attribute.required ?? false,
      levels: levelsOf(attribute, depth > 0),
      unique: attribute.unique === true || attribute.type === 'uid',
      multiple: false,
      ...detailsOf(attribute, type, components, depth),
    };
  });
}
