import { normalVatNumber, VAT_PREFIXES, vatPrefixOf } from '../../../../plugin/rules/tax/vat-number';

/** One of each shape that VIES, HMRC and the Swiss tax administration describe. */
const SHAPES: Record<string, string[]> = {
  AT: ['ATU12345678'],
  BE: ['BE0123456789', 'BE1123456789'],
  BG: ['BG123456789', 'BG1234567890'],
  CHE: ['CHE123456789', 'CHE123456789MWST', 'CHE123456789TVA', 'CHE123456789IVA'],
  CY: ['CY12345678L'],
  CZ: ['CZ12345678', 'CZ123456789', 'CZ1234567890'],
  DE: ['DE123456789'],
  DK: ['DK12345678'],
  EE: ['EE123456789'],
  EL: ['EL123456789'],
  ES: ['ESA12345678', 'ES12345678A', 'ESX1234567A'],
  FI: ['FI12345678'],
  FR: ['FR12345678901', 'FRX1234567890', 'FR1X234567890', 'FRXX234567890'],
  GB: ['GB123456789', 'GB123456789012', 'GBGD123', 'GBHA123'],
  HR: ['HR12345678901'],
  HU: ['HU12345678'],
  IE: ['IE1234567A', 'IE1234567WA', 'IE1A23456W', 'IE1+23456A'],
  IT: ['IT12345678901'],
  LT: ['LT123456789', 'LT123456789012'],
  LU: ['LU12345678'],
  LV: ['LV12345678901'],
  MT: ['MT12345678'],
  NL: ['NL123456789B01'],
  PL: ['PL1234567890'],
  PT: ['PT123456789'],
  RO: ['RO12', 'RO1234567890'],
  SE: ['SE123456789001'],
  SI: ['SI12345678'],
  SK: ['SK1234567890'],
  XI: ['XI123456789', 'XIGD123'],
};

describe('a VAT number', () => {
  test('is known for every member state, Northern Ireland, Great Britain and Switzerland', () => {
    expect(Object.keys(SHAPES).sort()).toEqual([...VAT_PREFIXES].sort());
    expect(VAT_PREFIXES).toHaveLength(27 + 3);
  });

  test.each(Object.entries(SHAPES))('of %s has its shape: %j', (prefix, numbers) => {
    for (const number of numbers) {
      expect([number, vatPrefixOf(number)]).toEqual([number, prefix]);
      expect(vatPrefixOf(`${number}000000000`)).toBeNull();
      expect(vatPrefixOf(number.slice(2))).toBeNull();
      expect(vatPrefixOf(`ZZ${number}`)).toBeNull();
    }
  });

  test.each([
    '',
    'DE',
    'DE12345678',
    'de123456789',
    'US123456789',
    'AT12345678',
    'BE2123456789',
    'ES123456789',
    'NL123456789A01',
    'SE123456789012',
    'FRI1234567890',
    'DE123456789\n',
  ])('is not %j', (number) => {
    expect(vatPrefixOf(number)).toBeNull();
  });

  test.each([
    ['de 123 456 789', 'DE123456789'],
    ['CHE-123.456.789 MWST', 'CHE123456789MWST'],
    ['GR123456789', 'EL123456789'],
    ['NL 1234.56.789.B.01', 'NL123456789B01'],
  ])('is read as people type it: %j', (typed, number) => {
    expect(normalVatNumber(typed)).toBe(number);
    expect(vatPrefixOf(number)).not.toBeNull();
  });
});
