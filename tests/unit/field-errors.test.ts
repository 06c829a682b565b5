import german from '../../admin/src/translations/de.json';
import english from '../../admin/src/translations/en.json';
import { fieldErrorText } from '../../admin/src/api/field-errors';
import { FIELD_ERRORS, type FieldErrorCode } from '../../plugin/contract/errors';
import { serverProblem } from '../../portal/src/forms/problems';
import { english as portalEnglish, german as portalGerman } from './portal/messages';

const error = (code: FieldErrorCode) => ({ path: ['field'], code, message: 'for developers' });

describe('what is wrong with a field', () => {
  test('is told by codes that are named once', () => {
    const codes = Object.values(FIELD_ERRORS).flat();
    expect(new Set(codes).size).toBe(codes.length);
  });

  test.each([...FIELD_ERRORS.value, ...FIELD_ERRORS.account, ...FIELD_ERRORS.schema])(
    '%s has words for customers in every language',
    (code) => {
      const { message } = serverProblem(error(code));
      expect([portalEnglish[message], portalGerman[message]]).toEqual([expect.stringMatching(/\S/u), expect.stringMatching(/\S/u)]);
    },
  );

  test.each([...FIELD_ERRORS.editor, ...FIELD_ERRORS.value, ...FIELD_ERRORS.schema])(
    '%s has words for editors in every language',
    (code) => {
      for (const words of [english, german]) expect(fieldErrorText((id) => words[id], error(code))).toMatch(/\S/u);
    },
  );
});
