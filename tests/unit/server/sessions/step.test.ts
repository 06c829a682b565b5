import fc from 'fast-check';
import { factorStep, owesFactor, type FactorSituation } from '../../../../server/src/sessions/step';

const situations = fc.record<FactorSituation>({
  required: fc.boolean(),
  hasFactor: fc.boolean(),
  proved: fc.boolean(),
  provedElsewhere: fc.boolean(),
  remembered: fc.boolean(),
});

describe('what is asked for between a proof and its session', () => {
  it('is the factor of everybody who has one, whether or not the settings ask for it', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        fc.pre(situation.hasFactor && !situation.proved && !situation.provedElsewhere && !situation.remembered);
        expect(factorStep(situation)).toBe('prove');
      }),
    );
  });

  it('is an enrolment only where the settings ask for a factor and there is none', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        if (factorStep(situation) !== 'enrol') return;
        expect(situation).toMatchObject({ required: true, hasFactor: false, proved: false, provedElsewhere: false });
      }),
    );
  });

  it('is something wherever the settings ask for a factor and none was proved', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        fc.pre(situation.required && !situation.proved && !situation.provedElsewhere && !(situation.remembered && situation.hasFactor));
        expect(factorStep(situation)).not.toBe('none');
      }),
    );
  });

  it('does not count a remembered browser for somebody without a factor', () => {
    const situation = { required: true, hasFactor: false, proved: false, provedElsewhere: false, remembered: true };
    expect(factorStep(situation)).toBe('enrol');
  });
});

describe('a session that was begun without a factor', () => {
  const proved = new Date(0);
  it.each([
    [{ factorAt: null, provedElsewhere: false }, { mfaRequired: true, ssoFactorsCount: true }, true],
    [{ factorAt: null, provedElsewhere: true }, { mfaRequired: true, ssoFactorsCount: true }, false],
    [{ factorAt: null, provedElsewhere: true }, { mfaRequired: true, ssoFactorsCount: false }, true],
    [{ factorAt: proved, provedElsewhere: false }, { mfaRequired: true, ssoFactorsCount: false }, false],
    [{ factorAt: null, provedElsewhere: false }, { mfaRequired: false, ssoFactorsCount: false }, false],
  ])('%o owes one under %o: %p', (session, settings, owes) => {
    expect(owesFactor(session, settings)).toBe(owes);
  });
});
