import fc from 'fast-check';
import { creditorReference, inGroups, isCreditorReference, plainReference } from '../../../../plugin/rules/payments/creditor-reference';

describe('the reference that stands in a transfer', () => {
  it.each([
    // Examples of the standard as banks publish them.
    ['RF18539007547034', true],
    ['RF18 5390 0754 7034', true],
    ['rf18539007547034', true],
    ['RF45G72UUR', true],
    ['RF712348231', true],
    ['RF19539007547034', false],
    ['RF18', false],
    ['RF18539007547034539007547034', false],
    ['DE18539007547034', false],
  ])('%s is one: %s', (text, is) => {
    expect(isCreditorReference(text)).toBe(is);
  });

  it('has the check digits of the standard', () => {
    expect(creditorReference('539007547034')).toBe('RF18539007547034');
    expect(creditorReference('G72UUR')).toBe('RF45G72UUR');
  });

  it('is always one that banks take, and another for another end of an id', () => {
    const id = fc.stringMatching(/^[a-z0-9]{24}$/u);
    fc.assert(
      fc.property(id, id, (one, other) => {
        const reference = creditorReference(one);
        expect(isCreditorReference(reference)).toBe(true);
        expect(reference).toHaveLength(16);
        expect(isCreditorReference(inGroups(reference))).toBe(true);
        expect(creditorReference(other) === reference).toBe(one.slice(-12) === other.slice(-12));
      }),
    );
  });

  it('tells of a mistyped character', () => {
    const reference = creditorReference('ab12cd34ef56');
    for (let at = 2; at < reference.length; at += 1)
      for (const typed of '0189AZ') {
        if (typed === reference[at]) continue;
        expect(isCreditorReference(reference.slice(0, at) + typed + reference.slice(at + 1))).toBe(false);
      }
  });

  it('is made of something', () => {
    expect(() => creditorReference(' - ')).toThrow(RangeError);
    expect(plainReference('rf18 5390\n0754-7034')).toBe('RF18539007547034');
  });
});
