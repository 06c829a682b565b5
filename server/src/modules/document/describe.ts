import { DECIMAL_PLACES } from '../../../../plugin/rules/field-value';
import { FIELD_LEVELS, type FieldLevel, type RecordFieldType } from '../../../../plugin/vocabulary';
import { humanise, limitsOf, type FieldAttribute } from '../../customers';

/** An attribute of a team's content type, as far as records care. */
export interface RecordAttribute extends FieldAttribute {
  multiple?: boolean;
  allowedTypes?: string[];
  relation?: string;
  target?: string;
  mappedBy?: string;
  inversedBy?: string;
  component?: string;
  components?: string[];
  repeatable?: boolean;
  default?: unknown;
  targetField?: string;
}

export type RecordAttributes = Record<string, RecordAttribute>;

/** Attributes of a component by its uid; undefined when there is no such component. */
export type ComponentAttributes = (uid: string) => RecordAttributes | undefined;

/** A field that customers could be shown, with all that does not depend on a module's settings. */
export interface RecordFieldInfo {
  name: string;
  label: string;
  type: RecordFieldType;
  required: boolean;
  /** Levels that a module may give it. */
  levels: FieldLevel[];
  unique: boolean;
  multiple: boolean;
  options?: string[];
  minLength?: number;
  maxLength?: number;
  min?: number;
  max?: number;
  pattern?: string;
  places?: number;
  /** Text that is shown as Markdown. */
  markdown?: true;
  fileKinds?: string[];
  /** Relations: the content type that they point to. */
  target?: string;
  /** Components: their uid and their fields. */
  component?: string;
  fields?: RecordFieldInfo[];
  /** Dynamic zones: the components that they may hold. */
  components?: string[];
  default?: string | number | boolean;
}

/** What form field each of Strapi's attribute types is. A password is never shown. */
const TYPE_OF_ATTRIBUTE: Record<string, RecordFieldType> = {
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
function isOwnRelation({ relation, mappedBy, inversedBy }: RecordAttribute): boolean {
  const oneWay = mappedBy === undefined && inversedBy === undefined;
  return relation === 'manyToOne' || relation === 'manyToMany' || (oneWay && (relation === 'oneToOne' || relation === 'oneToMany'));
}

const isRelationShown = ({ relation, target }: RecordAttribute): boolean =>
  target !== undefined && ['oneToOne', 'oneToMany', 'manyToOne', 'manyToMany'].includes(relation ?? '');

/** What can be written, whatever a module wants. */
function isWritable(attribute: RecordAttribute, nested: boolean): boolean {
  if (['uid', 'json', 'dynamiczone'].includes(attribute.type)) return false;
  // Related records of a component would need an owner's check at every depth; they stay the team's.
  if (attribute.type === 'relation') return !nested && isOwnRelation(attribute);
  return true;
}

function levelsOf(attribute: RecordAttribute, nested: boolean): FieldLevel[] {
  if (attribute.private || attribute.visible === false) return ['hidden'];
  const allowed = attribute.pluginOptions?.['customer-portal']?.levels;
  const possible = isWritable(attribute, nested) ? [...FIELD_LEVELS] : READ_ONLY;
  return possible.filter((level) => level === 'hidden' || !allowed || allowed.includes(level));
}

const isScalar = (value: unknown): value is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** A pattern that is none is passed over: one broken field must not take every module with it. */
function patternOf(regex: RecordAttribute['regex']): { pattern?: string } {
  try {
    return regex ? { pattern: new RegExp(regex).source } : {};
  } catch {
    return {};
  }
}

/** What a field's type brings besides. */
function detailsOf(
  attribute: RecordAttribute,
  type: RecordFieldType,
  components: ComponentAttributes,
  depth: number,
): Partial<RecordFieldInfo> {
  const { regex, enum: options } = attribute;
  switch (type) {
    case 'media':
      return { multiple: attribute.multiple === true, ...(attribute.allowedTypes && { fileKinds: attribute.allowedTypes }) };
    case 'relation':
      return { multiple: attribute.relation?.endsWith('Many') ?? false, ...(attribute.target && { target: attribute.target }) };
    case 'component': {
      const uid = attribute.component ?? '';
      const { min, max } = attribute;
      return {
        multiple: attribute.repeatable === true,
        component: uid,
        fields: describeRecordFields(components(uid) ?? {}, {}, components, depth + 1).filter(({ levels }) =>
          levels.some((level) => level !== 'hidden'),
        ),
        ...(min !== undefined && { min }),
        ...(max !== undefined && { max }),
      };
    }
    case 'dynamic-zone':
      return { multiple: true, components: attribute.components ?? [] };
    case 'biginteger': {
      const { min, max } = attribute;
      return { ...(min !== undefined && { min: Number(min) }), ...(max !== undefined && { max: Number(max) }) };
    }
    default:
      return {
        ...(type === 'enumeration' && { options: options ?? [] }),
        ...patternOf(regex),
        ...(attribute.type === 'decimal' && { places: DECIMAL_PLACES }),
        ...(type === 'text' || type === 'multiline' || type === 'email' || type === 'integer' || type === 'decimal'
          ? limitsOf({ type, attribute })
          : {}),
        ...(attribute.type === 'richtext' && { markdown: true as const }),
        ...(isScalar(attribute.default) && { default: attribute.default }),
      };
  }
}

/**
 * The fields of a content type or component that a customer could be shown, read from its schema, so
 * that a change of the schema appears by itself. Pure.
 */
export function describeRecordFields(
  attributes: RecordAttributes,
  labels: Record<string, string>,
  components: ComponentAttributes,
  depth = 0,
): RecordFieldInfo[] {
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

/** Whether a module's list can show, sort and search a field. */
export const isListable = ({ type }: Pick<RecordFieldInfo, 'type'>): boolean =>
  ['text', 'multiline', 'email', 'integer', 'biginteger', 'decimal', 'boolean', 'date', 'time', 'datetime', 'enumeration'].includes(type);

/** Whether a column can be sorted by: digits that travel as text would sort as text. */
export const isSortable = ({ type }: Pick<RecordFieldInfo, 'type'>): boolean => type !== 'multiline' && type !== 'biginteger';

/** Whether an editor can give a value where the customer gives none. */
export const isDefaultable = (field: Pick<RecordFieldInfo, 'type'>): boolean => isListable(field);
