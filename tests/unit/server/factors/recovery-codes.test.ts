import { recoveryCode } from '../../../../plugin/contract/customer/challenge';
import { grouped, newRecoveryCode } from '../../../../server/src/factors/recovery-codes';

describe('recovery codes', () => {
  it('have 120 random bits, and can be typed with or without their dashes, in any case', () => {
    const codes = Array.from({ length: 100 }, newRecoveryCode);
    expect(new Set(codes).size).toBe(100);
    for (const code of codes) {
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{24}$/u);
      for (const typed of [code, grouped(code), grouped(code).toLowerCase(), ` ${grouped(code).replaceAll('-', ' ')} `]) {
        expect(recoveryCode.parse(typed)).toBe(code);
      }
    }
  });

  it('use every character of their alphabet about as often', () => {
    const counts = new Map<string, number>();
    for (let made = 0; made < 2000; made += 1)
      for (const character of newRecoveryCode()) counts.set(character, (counts.get(character) ?? 0) + 1);
    expect(counts.size).toBe(32);
    // 48,000 characters, 1,500 of each expected; six standard deviations are 230.
    for (const count of counts.values()) expect(Math.abs(count - 1500)).toBeLessThan(230);
  });
});
