import fc from 'fast-check';
import { isReached, maskedNumber, phoneNumber } from '../../../server/src/platform/text/number';

describe('a number on file', () => {
  it.each([
    ['+49 170 1234567', undefined, '+491701234567'],
    ['+49 (0)170 123-45.67', undefined, '+491701234567'],
    ['0049 170/1234567', undefined, '+491701234567'],
    ['0170 1234567', '49', '+491701234567'],
    ['(0170) 123 4567', '49', '+491701234567'],
    ['202 555 0123', '1', '+12025550123'],
    ['0170 1234567', undefined, null],
    ['+0 170 1234567', undefined, null],
    ['+49 170', undefined, null],
    ['+49 170 1234567 ext. 12', undefined, null],
    ['+49 170 1234567; +49 171 7654321', undefined, null],
    ['+1234567890123456', undefined, null],
    ['call me', '49', null],
    ['', '49', null],
    [null, '49', null],
  ])('%s is, with country code %s, %s', (written, code, number) => {
    expect(phoneNumber(written, code)).toBe(number);
  });

  it('is in E.164 or none, whatever was written, and stays what it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'+0123456789 ()-./abc') }),
        fc.option(fc.constantFrom('49', '1', '91')),
        (written, code) => {
          const number = phoneNumber(written, code ?? undefined);
          expect(number === null || /^\+[1-9]\d{6,14}$/u.test(number)).toBe(true);
          if (number !== null) expect(phoneNumber(number, code ?? undefined)).toBe(number);
        },
      ),
    );
  });

  it('shows its last two digits, and not how long it is', () => {
    expect([maskedNumber('+491701234567'), maskedNumber('+3581234599')]).toEqual(['•••••67', '•••••99']);
  });

  it('is written to where its country is on the list', () => {
    expect([isReached('+491701234567', []), isReached('+491701234567', ['43', '49']), isReached('+2341701234567', ['49'])]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
