import { errorsByField } from '../../../admin/src/api/field-errors';

const failure = (...paths: (string | number)[][]) => ({
  fieldErrors: paths.map((path) => ({ path, code: 'custom' as const, message: 'is wrong' })),
});

describe('errors that the server names by path', () => {
  test.each([
    [['body', 'values', 'portalName'], 'portalName'],
    [['body', 'values', 'levels', 'customer', 'phone'], 'customer/phone'],
    [['body', 'settings', 'issuer'], 'issuer'],
    [['body', 'settings', 'attributes', 'email'], 'email'],
    [['body', 'settings', 'domains', 2], 'domains'],
    [['body', 'clientSecret'], 'clientSecret'],
    [['body', 'values', 'signUpDomains', 1, 'domain'], 'signUpDomains.1.domain'],
    [['body', 'values', 'signUpDomains'], 'signUpDomains'],
  ])('%j stands at the field %s', (path, name) => expect([...errorsByField(failure(path)).keys()]).toEqual([name]));

  test('of several at one field the first is shown', () => {
    const first = failure(['body', 'values', 'name'], ['body', 'values', 'name']);
    expect(errorsByField(first).get('name')).toBe(first.fieldErrors[0]);
  });
});
