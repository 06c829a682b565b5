import type { FieldError } from '../../../plugin/contract/errors';
import type { PortalField } from '../../../plugin/fields/field';
import { checkScalar, type ScalarValue } from '../../../plugin/fields/scalar';
import { serverProblem, type Problem } from '../forms/problems';
import { isUnreadable, type Unreadable } from './values';

/** What is asked for, by what the field takes: a file is not typed. */
function requiredAs({ type, fields }: PortalField): Problem['message'] {
  if (type === 'media') return 'problem.file-required';
  if (type === 'relation' || type === 'boolean' || type === 'enumeration') return 'problem.choice-required';
  if (type === 'component' && fields) return 'problem.entry-required';
  return 'problem.required';
}

/** What the rules or the server say of a field, in the portal's words; `key` as the form calls the field. */
export function ruleProblem(key: string, field: PortalField, { code, limit }: Pick<FieldError, 'code'> & { limit?: number }): Problem {
  if (code === 'required') return { field: key, message: requiredAs(field) };
  const bounds = limit === undefined ? field : { min: limit, max: limit, minLength: limit, maxLength: limit };
  return { ...serverProblem({ path: [], code, message: '' }, bounds), field: key };
}

/** What is wrong with what stands in a control, as far as the rules of both sides say. */
export function valueProblem(key: string, field: PortalField, value: ScalarValue | Unreadable): Problem | undefined {
  if (isUnreadable(value)) return { field: key, message: value.unreadable };
  const checked = checkScalar(field, value);
  return 'value' in checked ? undefined : ruleProblem(key, field, checked);
}
