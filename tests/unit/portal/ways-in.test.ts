import { describe, expect, it } from '@jest/globals';
import { readFragment } from '../../../portal/src/session/fragment';
import { isWebAddress } from '../../../portal/src/session/leave';
import { passkeyProblem } from '../../../portal/src/session/passkey';
import { pathOf } from '../../../portal/src/session/sign-in-state';
import { LOGIN_PROBLEMS } from '../../../server/src/federation/problem';
import { english } from './messages';

describe('what stands behind the # of an address', () => {
  it.each([
    ['#token=AbC_9-x', { token: 'AbC_9-x' }],
    ['#problem=provider-refused', { problem: 'provider-refused' }],
    ['#problem=Provider', {}],
    ['#problem=<script>', {}],
    ['#problem=a&token=b', {}],
    ['#token=', {}],
    ['#connected', { connected: true }],
    ['#confirmed', { confirmed: true }],
    ['#connected=1', {}],
    ['#main', {}],
    ['', {}],
  ])('%s', (hash, expected) => {
    expect(readFragment(hash)).toEqual(expected);
  });
});

describe('a login through somebody else that came to nothing', () => {
  it.each([...LOGIN_PROBLEMS])('%s is told in words', (code) => {
    expect(english).toHaveProperty([`sign-in.problem.${code}`]);
  });
});

describe('where a browser may be sent to sign in', () => {
  it.each([
    ['https://login.example.com/authorize?x=1', true],
    ['http://localhost:9000/authorize', true],
    ['javascript:alert(1)', false],
    ['data:text/html,hello', false],
    ['blob:https://portal.example.com/1', false],
    ['//login.example.com', false],
    ['/relative', false],
    ['', false],
  ])('%s: %p', (url, expected) => {
    expect(isWebAddress(url)).toBe(expected);
  });
});

describe("what became of the browser's passkey dialog", () => {
  it.each([
    [{ name: 'NotAllowedError' }, 'passkey-cancelled'],
    [{ name: 'AbortError' }, 'passkey-cancelled'],
    [{ name: 'InvalidStateError' }, 'passkey-exists'],
    [{ name: 'Error', code: 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED' }, 'passkey-exists'],
    [{ name: 'NotSupportedError' }, 'passkey-unsupported'],
    [{ name: 'ConstraintError' }, 'passkey-unsupported'],
    [{ name: 'SecurityError' }, 'passkey-failed'],
    [new TypeError('anything else'), 'passkey-failed'],
    [undefined, 'passkey-failed'],
    ['a string', 'passkey-failed'],
  ])('%p is %s', (error, expected) => {
    expect(passkeyProblem(error)).toBe(expected);
  });
});

describe('the page that was wanted', () => {
  it('is passed on as a path of the portal, whole', () => {
    expect(pathOf({ pathname: '/details', search: '?a=1', hash: '#you' })).toBe('/details?a=1#you');
  });
});
