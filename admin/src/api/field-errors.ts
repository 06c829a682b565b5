import type { FieldError } from '../../../plugin/contract/errors';
import type { ApiFailure } from './failure';

/** Where the server's paths start, in front of a form's names. */
const WRAPPERS = ['body', 'values', 'settings', 'attributes'];

/**
 * Errors by field name, for the form. The server's paths start at the request (`body`, `values`);
 * the form's names start behind that.
 */
export function errorsByField(failure: Pick<ApiFailure, 'fieldErrors'>): Map<string, FieldError> {
  const entries = failure.fieldErrors.map((fieldError): [string, FieldError] => {
    const path = fieldError.path.map(String);
    while (WRAPPERS.includes(path[0] ?? '')) path.shift();
    // The levels of customer fields have flat names in their form: `customer/phone`.
    if (path[0] === 'levels') return [path.slice(1).join('/'), fieldError];
    // So have the fields of a module: `level/title`, `default/title`; one that is refused as a whole by its level.
    if (path[0] === 'fields' && path.length > 1) return [`${path[2] ?? 'level'}/${path[1]}`, fieldError];
    // A list of plain texts is one field of its form, whichever of its entries is wrong.
    if (/^\d+$/u.test(path.at(-1) ?? '')) path.pop();
    return [path.join('.'), fieldError];
  });
  return new Map(entries.reverse());
}
