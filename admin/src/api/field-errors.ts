import type { FieldError, FieldErrorCode } from '../../../plugin/contract/errors';
import type { MessageId, Translate } from '../messages';
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

/** What editors can meet, and of what does not fit the contract or its field what they can mend. */
const FIELD_MESSAGES: Record<FieldErrorCode<'editor'>, MessageId> & Partial<Record<FieldErrorCode, MessageId>> = {
  'portal-name-too-short': 'portal-name.too-short',
  'portal-name-too-long': 'portal-name.too-long',
  'portal-name-characters': 'portal-name.characters',
  'portal-name-reserved': 'portal-name.reserved',
  'tab-url-not-a-url': 'tab-url.not-a-url',
  'tab-url-not-https': 'tab-url.not-https',
  'tab-url-has-credentials': 'tab-url.has-credentials',
  'tab-url-own-origin': 'tab-url.own-origin',
  'no-such-file': 'error.field.no-such-file',
  'connection-untested': 'error.field.connection-untested',
  'no-such-customer': 'error.field.no-such-customer',
  'level-not-possible': 'error.field.level-not-possible',
  'too-many-tabs': 'error.field.too-many-tabs',
  'too-many-modules': 'modules.error.too-many',
  'default-wrong': 'modules.problem.default-wrong',
  'no-draft-and-publish': 'modules.problem.no-draft-and-publish.title',
  'type-gone': 'modules.problem.type-gone.title',
  'not-an-address': 'metadata.problem.not-an-address',
  'invalid-format': 'error.field.invalid-format',
  'not-an-email': 'error.field.not-an-email',
  'too-small': 'error.field.too-small',
  'too-big': 'error.field.too-big',
  'pdf-broken': 'error.field.pdf-broken',
  'pdf-protected': 'error.field.pdf-protected',
  fixed: 'error.field.other',
  refused: 'error.field.other',
};

/** A field's error in words; the server's own English ones where there are no others. */
export const fieldErrorText = (t: Translate, { code, message }: FieldError): string =>
  t(FIELD_MESSAGES[code] ?? 'error.field.other', { message });
