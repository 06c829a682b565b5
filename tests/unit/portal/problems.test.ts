import { describe, expect, it } from '@jest/globals';
import { minutesOf, problemOf, serverProblem, splitErrors, type Bounds } from '../../../portal/src/forms/problems';
import type { FieldErrorCode } from '../../../plugin/contract/errors';
import { ApiError } from '../../../portal/src/api/api-error';

const error = (path: string[], code: FieldErrorCode) => ({ path, code, message: 'for developers' });

describe('problemOf', () => {
  it('mentions the bound that it is about', () => {
    const bounds = { min: 1, max: 9, minLength: 2, maxLength: 5 };
    expect(problemOf('a', 'problem.too-large', bounds)).toEqual({ field: 'a', message: 'problem.too-large', values: { max: 9 } });
    expect(problemOf('a', 'problem.too-long', bounds)).toEqual({ field: 'a', message: 'problem.too-long', values: { max: 5 } });
    expect(problemOf('a', 'problem.password-too-short', bounds).values).toEqual({ min: 2 });
  });

  it('says it without a number where none is known', () => {
    expect(problemOf('a', 'problem.too-long', { max: 9 })).toEqual({ field: 'a', message: 'problem.shorter' });
  });
});

describe('errors of the server', () => {
  it('are told by code', () => {
    expect(serverProblem(error(['customer', 'phone'], 'wrong-format'))).toEqual({
      field: 'customer.phone',
      message: 'problem.pattern',
    });
  });

  it('are told in general where the code is new', () => {
    expect(serverProblem(error(['email'], 'from-the-future' as FieldErrorCode)).message).toBe('problem.invalid');
  });

  it('stand at fields that the form has, the rest above it', () => {
    const fields = new Map<string, Bounds>([['email', {}]]);
    const both = new ApiError('invalid-request', { fieldErrors: [error(['email'], 'required'), error(['x'], 'required')] });
    expect(splitErrors(both, fields)).toEqual({ problems: [{ field: 'email', message: 'problem.required' }], rest: true });
    const known = new ApiError('invalid-request', { fieldErrors: [error(['email'], 'required')] });
    expect(splitErrors(known, fields).rest).toBe(false);
    expect(splitErrors(new ApiError('too-many-requests'), fields)).toEqual({ problems: [], rest: true });
  });
});

describe('minutesOf', () => {
  it.each([
    [undefined, 0],
    [0, 1],
    [1, 1],
    [60, 1],
    [61, 2],
    [900, 15],
  ])('makes %p seconds %p minutes', (seconds, minutes) => {
    expect(minutesOf(seconds)).toBe(minutes);
  });
});
