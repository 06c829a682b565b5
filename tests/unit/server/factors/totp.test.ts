import fc from 'fast-check';
import { Secret, TOTP } from 'otpauth';
import { newSeed, otpauthUri, stepAt, stepOf } from '../../../../server/src/factors/totp';

/** RFC 6238 Appendix B, SHA-1: the seed is these 20 bytes, and a six-digit code is the last six digits of the eight. */
const SEED = Secret.fromLatin1('12345678901234567890').base32;
const VECTORS: [seconds: number, eight: string][] = [
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
];
const at = (seconds: number): Date => new Date(seconds * 1000);

describe('codes of an authenticator', () => {
  it.each(VECTORS)('are those of RFC 6238 at %i s', (seconds, eight) => {
    expect(stepOf(eight.slice(2), SEED, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it.each(VECTORS)('count for the step after %i s as well, under their own step, and no longer', (seconds, eight) => {
    expect(stepOf(eight.slice(2), SEED, at(seconds + 30))).toBe(Math.floor(seconds / 30));
    expect(stepOf(eight.slice(2), SEED, at(seconds + 60))).toBeUndefined();
    expect(stepOf(eight.slice(2), SEED, at(seconds - 30))).toBeUndefined();
  });

  it('belong to the step that made them and to no other, for every seed and time', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), fc.integer({ min: 60, max: 4_000_000_000 }), (bytes, seconds) => {
        const secret = new Secret({ buffer: bytes.slice().buffer }).base32;
        const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: seconds * 1000 });
        const step = stepOf(code, secret, at(seconds));
        // By a one-in-a-million chance the previous step has the same code.
        expect([stepAt(at(seconds)), stepAt(at(seconds)) - 1]).toContain(step);
      }),
      { numRuns: 200 },
    );
  });

  it('come from seeds of 160 random bits', () => {
    const seeds = new Set(Array.from({ length: 50 }, newSeed));
    expect(seeds.size).toBe(50);
    for (const seed of seeds) expect(seed).toMatch(/^[A-Z2-7]{32}$/u);
  });

  it('are set up by an address that names issuer and account, whatever is in their names', () => {
    const uri = new URL(otpauthUri(SEED, 'Fjord: & Söhne', 'a:b@example.org'));
    expect(uri.protocol).toBe('otpauth:');
    expect(uri.searchParams.get('secret')).toBe(SEED);
    expect(uri.searchParams.get('issuer')).toBe('Fjord  & Söhne');
    expect(decodeURIComponent(uri.pathname).split(':')).toHaveLength(2);
  });
});
