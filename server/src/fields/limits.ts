import type { PortalField } from '../../../plugin/fields/field';
import type { FieldType } from '../../../plugin/vocabulary';

/** What an attribute says of its bounds. */
export interface Bounded {
  type: string;
  minLength?: number;
  maxLength?: number;
  min?: number | string;
  max?: number | string;
}

/** `string` columns hold 255 characters on MySQL and PostgreSQL. */
const STRING_MAX = 255;
const TEXT_MAX = 10_000;
/** What number columns hold: 32 bits; 10 digits, 2 of them behind the point; what JavaScript holds exactly. */
const NUMBER_MAX: Record<string, number> = { integer: 2_147_483_647, decimal: 99_999_999.99 };

/** Bounds of a text's length in UTF-16 units, of a number, or of how many entries there are. */
export type Limits = Pick<PortalField, 'minLength' | 'maxLength' | 'min' | 'max'>;

/** Bounds of a value: the attribute's own, within what every database keeps as it is. Pure. */
export function limitsOf(type: FieldType, attribute: Bounded): Limits {
  const { minLength, maxLength = Infinity, min, max } = attribute;
  switch (type) {
    case 'integer':
    case 'decimal': {
      const limit = NUMBER_MAX[attribute.type] ?? Number.MAX_SAFE_INTEGER;
      return { min: Math.max(Number(min ?? -limit), -limit), max: Math.min(Number(max ?? limit), limit) };
    }
    case 'biginteger':
    case 'component':
      return { ...(min !== undefined && { min: Number(min) }), ...(max !== undefined && { max: Number(max) }) };
    case 'text':
    case 'multiline':
    case 'email': {
      const most = Math.min(maxLength, type === 'multiline' ? TEXT_MAX : STRING_MAX);
      return { maxLength: most, ...(minLength !== undefined && { minLength }) };
    }
    default:
      return {};
  }
}
