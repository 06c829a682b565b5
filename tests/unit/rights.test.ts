import fc from 'fast-check';
import { allows, AREAS, joinRights, RIGHT_LEVELS, RIGHTS, rightsOf, ROLES } from '../../plugin/rights';

const role = fc.constantFrom(...ROLES);
const rights = fc.record(Object.fromEntries(AREAS.map((area) => [area, fc.constantFrom(...RIGHT_LEVELS)])) as never) as fc.Arbitrary<
  ReturnType<typeof rightsOf>
>;

describe('what a contact may do for a customer', () => {
  it('is everything for an owner, and all that could be done before roles were obeyed for a member', () => {
    expect(RIGHTS.filter((right) => !allows(rightsOf('owner'), right))).toEqual([]);
    expect(RIGHTS.filter((right) => !allows(rightsOf('member'), right))).toEqual(['people.write']);
  });

  it('is reading for a viewer, whatever it is about', () => {
    expect(RIGHTS.filter((right) => allows(rightsOf('viewer'), right))).toEqual(RIGHTS.filter((right) => right.endsWith('.read')));
  });

  it('is money and its papers for billing, which reads records and sees no colleagues', () => {
    expect(rightsOf('billing')).toEqual({
      documents: 'write',
      payments: 'write',
      subscriptions: 'write',
      records: 'read',
      people: 'none',
      account: 'write',
    });
  });

  it("is a member's for a role that nobody knows", () => {
    fc.assert(
      fc.property(fc.option(fc.oneof(fc.string(), fc.constantFrom('toString', '__proto__', 'Owner', '')), { nil: null }), (name) => {
        fc.pre(!(ROLES as readonly (string | null)[]).includes(name));
        expect(rightsOf(name)).toBe(rightsOf('member'));
      }),
    );
  });

  it('includes reading wherever it includes writing', () => {
    fc.assert(
      fc.property(role, fc.constantFrom(...AREAS), (name, area) => {
        expect(allows(rightsOf(name), `${area}.read`) || !allows(rightsOf(name), `${area}.write`)).toBe(true);
      }),
    );
  });

  it('of two roles is what either allows, and nothing else', () => {
    fc.assert(
      fc.property(rights, rights, fc.constantFrom(...RIGHTS), (one, other, right) => {
        expect(allows(joinRights(one, other), right)).toBe(allows(one, right) || allows(other, right));
      }),
    );
  });
});
