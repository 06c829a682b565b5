import { SCALAR_TYPES, type FieldLevel, type FieldType, type ScalarType } from '../vocabulary';

/**
 * A field as customers meet it: one of their customer's or their own, of a record, or of a component. Made
 * from an attribute of a content type (`server/src/fields`); what is checked, entered and shown follows from
 * it. Lengths in UTF-16 units. Pure: browsers carry it.
 */
export interface PortalField {
  name: string;
  label: string;
  type: FieldType;
  level: FieldLevel;
  options?: string[];
  minLength?: number;
  maxLength?: number;
  /** Of a number; where there are several entries, of how many. */
  min?: number;
  max?: number;
  /** A regular expression as JavaScript writes it, without flags. */
  pattern?: string;
  /** Decimal numbers: most digits behind the point. What has more is refused, since the database would round it. */
  places?: number;
  unique?: boolean;
  /** Media, relations and components: whether there may be several. */
  multiple?: boolean;
  /** Media: kinds of file that are taken (`images`, `files`, `videos`, `audios`); all when absent. */
  fileKinds?: string[];
  /** Relations: the module that shows the related records, if there is one. */
  module?: string;
  /** What a new record starts with. */
  default?: string | number | boolean;
  /** Components: their fields. */
  fields?: PortalField[];
}

/** Whether customers fill a field in. */
export const isWritableField = ({ level }: Pick<PortalField, 'level'>): boolean => level === 'optional' || level === 'mandatory';

/** Whether a field holds one text, number, moment, switch or option. */
export const isScalarType = (type: FieldType): type is ScalarType => (SCALAR_TYPES as readonly FieldType[]).includes(type);

/** Such a field. */
export type ScalarField = PortalField & { type: ScalarType };
