import type { FieldError, FieldErrorCode } from '../../../plugin/contract/errors';
import type { FieldValue } from '../../../plugin/contract/customer/profile';
import { checkScalar, DECIMAL_PLACES, type Checked } from '../../../plugin/rules/field-value';
import type { FieldOwner } from '../../../plugin/vocabulary';
import { patternMatcher, type TellPattern } from '../platform/pattern';
import { effectiveLevel, limitsOf, type Field } from './fields';

/** Checks one value against its field's type and constraints and gives the value to store. Pure. */
export function checkValue(field: Field, value: unknown, matches = patternMatcher('a field')): Checked<FieldValue> {
  const { name, type, attribute } = field;
  const { regex, enum: options } = attribute;
  return checkScalar(
    {
      name,
      type,
      level: effectiveLevel(field),
      ...limitsOf(field),
      ...(options && { options }),
      ...(regex && { pattern: new RegExp(regex).source }),
      ...(attribute.type === 'decimal' && { places: DECIMAL_PLACES }),
    },
    value,
    { complete: true, matches },
  );
}

/**
 * Checks a customer's changes of one record. A hidden field answers as one that does not exist. A
 * save must leave no mandatory field empty, whether or not it is among the changes. Pure.
 */
export function checkChanges(
  owner: FieldOwner,
  fields: Field[],
  changes: Record<string, unknown>,
  stored: Record<string, unknown>,
  tell?: TellPattern,
): { data: Record<string, FieldValue>; errors: FieldError[] } {
  const data: Record<string, FieldValue> = {};
  const errors: FieldError[] = [];
  const matches = patternMatcher(`plugin::customer-portal.${owner}`, tell);
  const refuse = (name: string, code: FieldErrorCode, message: string) => errors.push({ path: [owner, name], code, message });
  const visible = new Map(fields.filter((field) => field.level !== 'hidden').map((field) => [field.name, field]));
  for (const [name, value] of Object.entries(changes)) {
    const field = visible.get(name);
    if (!field) refuse(name, 'unknown-key', 'is not known here');
    else if (field.level === 'read-only') refuse(name, 'read-only', 'cannot be changed here');
    else {
      const checked = checkValue(field, value, matches);
      if ('value' in checked) data[name] = checked.value;
      else refuse(name, checked.code, checked.message);
    }
  }
  for (const field of visible.values()) {
    const untouched = !Object.hasOwn(changes, field.name);
    const value = stored[field.name];
    const empty = value === null || value === undefined || value === '';
    if (untouched && empty && effectiveLevel(field) === 'mandatory') refuse(field.name, 'required', 'is needed');
  }
  return { data, errors };
}
