import fc from 'fast-check';
import { PORTAL_NAME_MAX, PORTAL_NAME_MIN, portalNameProblem, RESERVED_PORTAL_NAMES } from '../../../plugin/rules/portal-name';

describe('the name of a portal', () => {
  it.each(['abc', 'a1b', '123', 'my-portal', 'a-b-c', 'a'.repeat(PORTAL_NAME_MAX)])('may be %s', (name) => {
    expect(portalNameProblem(name)).toBeUndefined();
  });

  it.each([
    ['', 'too-short'],
    ['ab', 'too-short'],
    ['a'.repeat(PORTAL_NAME_MAX + 1), 'too-long'],
    ['Abc', 'characters'],
    ['a_b', 'characters'],
    ['-abc', 'characters'],
    ['abc-', 'characters'],
    ['a--b', 'characters'],
    ['a.b', 'characters'],
    ['a/b', 'characters'],
    ['a%2fb', 'characters'],
    ['a b', 'characters'],
    ['abc\n', 'characters'],
    ['größe', 'characters'],
    ['аbс', 'characters'], // Cyrillic
    ['admin', 'reserved'],
    ['sign-in', 'reserved'],
  ])('may not be %j: %s', (name, problem) => {
    expect(portalNameProblem(name)).toBe(problem);
  });

  it('reserves names that could otherwise be taken only', () => {
    const possible = RESERVED_PORTAL_NAMES.filter((name) => name.length >= PORTAL_NAME_MIN);
    expect(possible.map(portalNameProblem)).toEqual(possible.map(() => 'reserved'));
  });

  it('is one unencoded URL segment whenever it is accepted', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z0-9-]{3,40}$/u)), (name) => {
        fc.pre(portalNameProblem(name) === undefined);
        expect(new URL(`https://example.org/portal/${name}`).pathname).toBe(`/portal/${name}`);
        expect(encodeURIComponent(name)).toBe(name);
      }),
    );
  });
});
