import fc from 'fast-check';
import {
  GST_STATES,
  GST_TREATMENTS,
  gstinCheckDigit,
  gstinProblem,
  gstParts,
  isInterState,
  normalGstin,
  stateOfGstin,
  type GstTreatment,
} from '../../../../plugin/rules/tax/gstin';

const treatments = Object.keys(GST_TREATMENTS) as GstTreatment[];
/** With the check digit that the first fourteen characters ask for. */
const checked = (fourteen: string): string => fourteen + gstinCheckDigit(fourteen);

describe('a GSTIN', () => {
  // Published numbers; the last is that of the United Nations in the list of UIN holders.
  test.each([
    ['27AAPFU0939F1ZV', 'registered-regular', '27'],
    ['29AAGCB7383J1Z4', 'registered-regular', '29'],
    ['29AABCF8078M1C8', 'tax-collector', '29'],
    ['0717UNO00157UNO', 'uin-holder', '07'],
  ] as const)('%s is one of a %s', (number, treatment, state) => {
    expect(gstinProblem(treatment, number)).toBeUndefined();
    expect(stateOfGstin(number)).toBe(state);
  });

  test.each([
    ['registered-regular', checked('33TESTA12345A1Z'.slice(0, 7) + '1234' + 'A1Z'), undefined],
    ['registered-regular', checked('27BLRA12345A1Z'), undefined],
    ['registered-composition', checked('27BLRA12345A1Z'), 'wrong-format'],
    ['tax-deductor', checked('06DELI99652G1D'), undefined],
    ['tax-deductor', '27AAPFU0939F1ZV', 'wrong-format'],
    ['tax-collector', checked('06DELIT9652G1D'), 'wrong-format'],
    ['registered-regular', '29AABCF8078M1C8', 'wrong-format'],
    ['uin-holder', '27AAPFU0939F1ZV', 'wrong-format'],
    ['overseas', checked('9917USA29012OS'), undefined],
    ['overseas', checked('0717USA29012NR'), undefined],
    ['overseas', '', undefined],
    ['registered-regular', '', 'required'],
    ['sez', '27AAPFU0939F1ZW', 'wrong-check-digit'],
    ['sez', checked('25AAPFU0939F1Z'), 'wrong-state'],
    ['sez', checked('28AAPFU0939F1Z'), 'wrong-state'],
    ['sez', checked('96AAPFU0939F1Z'), 'wrong-state'],
    ['consumer', '27AAPFU0939F1ZV', 'not-taken'],
    ['unregistered', '', undefined],
    ['sez', '27aapfu0939f1zv', 'wrong-format'],
  ] as const)('of a customer that is %s, %j: %s', (treatment, number, problem) => {
    expect(gstinProblem(treatment, number)).toBe(problem);
  });

  test('is read as people type it', () => {
    expect(normalGstin(' 27 aapfu0939f 1zv\n')).toBe('27AAPFU0939F1ZV');
  });

  test('does not pass with one character mistyped or two neighbours swapped', () => {
    const number = '27AAPFU0939F1ZV';
    const passes = (typed: string): boolean => treatments.some((treatment) => gstinProblem(treatment, typed) === undefined);
    fc.assert(
      fc.property(fc.nat({ max: 14 }), fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'), (place, character) => {
        const typed = number.slice(0, place) + character + number.slice(place + 1);
        expect(passes(typed)).toBe(typed === number);
      }),
    );
    for (let place = 0; place < 14; place += 1) {
      const swapped = number.slice(0, place) + number.charAt(place + 1) + number.charAt(place) + number.slice(place + 2);
      if (swapped !== number) expect(passes(swapped)).toBe(false);
    }
  });

  test('begins with one of the codes of states, and no other', () => {
    const codes = Array.from({ length: 100 }, (_, code) => String(code).padStart(2, '0'));
    const passing = codes.filter((code) => gstinProblem('registered-regular', checked(`${code}AAPFU0939F1Z`)) === undefined);
    expect(passing).toEqual(
      Object.keys(GST_STATES)
        .filter((code) => code !== '96')
        .sort(),
    );
    expect(passing).toHaveLength(37);
  });
});

describe('the tax of a supply in India', () => {
  const supply = (placeOfSupply: string, treatment: GstTreatment = 'registered-regular') => ({
    sellerState: '27',
    placeOfSupply,
    treatment,
  });

  test.each([
    [supply('27'), false],
    [supply('29'), true],
    [supply('96', 'overseas'), true],
    [supply('27', 'overseas'), true],
    [supply('27', 'sez'), true],
    [supply('27', 'consumer'), false],
  ])('%j goes from state to state: %s', (of, between) => {
    expect(isInterState(of)).toBe(between);
  });

  test('is IGST between states, else CGST and SGST by halves, in union territories UTGST', () => {
    expect(gstParts('18', supply('29'))).toEqual([{ name: 'IGST', percent: '18' }]);
    expect(gstParts('18', supply('27'))).toEqual([
      { name: 'CGST', percent: '9' },
      { name: 'SGST', percent: '9' },
    ]);
    expect(gstParts('0.25', supply('27')).map(({ percent }) => percent)).toEqual(['0.125', '0.125']);
    expect(gstParts('0', supply('27')).map(({ percent }) => percent)).toEqual(['0', '0']);
    expect(gstParts('200', supply('27')).map(({ percent }) => percent)).toEqual(['100', '100']);
    expect(gstParts('5', { sellerState: '04', placeOfSupply: '04', treatment: 'consumer' }).map(({ name }) => name)).toEqual([
      'CGST',
      'UTGST',
    ]);
    expect(() => gstParts('0.0001', supply('27'))).toThrow(RangeError);
  });
});
