import fc from 'fast-check';
import { hashToken, randomToken, sameSecret, seal, sign, unseal } from '../../../server/src/platform/crypto';
import type { Strapi } from '../../../server/src/platform/strapi';

const withKeys = (keys: unknown): Strapi =>
  ({ config: { get: (path: string, fallback: unknown) => (path === 'server.app.keys' ? keys : fallback) } }) as unknown as Strapi;
const strapi = withKeys(['first-key', 'second-key']);

describe('sealed values', () => {
  it('open to what was sealed, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => unseal(strapi, 'jobs', seal(strapi, 'jobs', text)) === text),
      { seed: 20260101, numRuns: 200 },
    );
  });

  it('look different each time and do not show the text', () => {
    const [one, two] = [seal(strapi, 'jobs', 'token=abcdef'), seal(strapi, 'jobs', 'token=abcdef')];
    expect(one).not.toBe(two);
    expect(Buffer.from(one.split('.')[3] ?? '', 'base64url').toString('latin1')).not.toContain('token');
  });

  it('do not open when one bit of any part was changed', () => {
    const sealed = seal(strapi, 'jobs', 'a mail with a link');
    const parts = sealed.split('.');
    for (const index of [1, 2, 3]) {
      const bytes = Buffer.from(parts[index] ?? '', 'base64url');
      for (let bit = 0; bit < bytes.length * 8; bit += 7) {
        const changed = Buffer.from(bytes);
        changed[bit >> 3]! ^= 1 << (bit & 7);
        const forged = parts.with(index, changed.toString('base64url')).join('.');
        expect(() => unseal(strapi, 'jobs', forged)).toThrow();
      }
    }
  });

  it.each(['', 'v1', 'v1...', 'v2.a.b.c', 'v1.AAAA.AAAA.AAAA', 'plain text'])('do not open when they are none: %p', (text) => {
    expect(() => unseal(strapi, 'jobs', text)).toThrow();
  });

  it('do not open with a short authentication tag', () => {
    const [version, nonce, tag, text] = seal(strapi, 'jobs', 'x').split('.');
    const short = Buffer.from(tag ?? '', 'base64url')
      .subarray(0, 4)
      .toString('base64url');
    expect(() => unseal(strapi, 'jobs', [version, nonce, short, text].join('.'))).toThrow();
  });

  it('do not open for another purpose or under other keys', () => {
    const sealed = seal(strapi, 'jobs', 'x');
    expect(() => unseal(strapi, 'other', sealed)).toThrow();
    expect(() => unseal(withKeys(['other']), 'jobs', sealed)).toThrow();
  });

  it('open still when a new key was put in front, and no more when the old one is gone', () => {
    const sealed = seal(strapi, 'jobs', 'x');
    expect(unseal(withKeys(['new-key', 'first-key']), 'jobs', sealed)).toBe('x');
    expect(() => unseal(withKeys(['new-key']), 'jobs', sealed)).toThrow();
  });

  it("are under the configuration's own secrets where it has some", () => {
    const own = 'a-secret-of-the-portal-alone-0123456789';
    const values: Record<string, unknown> = { 'server.app.keys': ['first-key'], 'plugin::customer-portal': { secretKeys: [own] } };
    const configured = { config: { get: (path: string, fallback: unknown) => values[path] ?? fallback } } as unknown as Strapi;
    const sealed = seal(configured, 'jobs', 'x');
    expect(unseal(configured, 'jobs', sealed)).toBe('x');
    expect(() => unseal(withKeys(['first-key']), 'jobs', sealed)).toThrow();
    expect(unseal(withKeys([own]), 'jobs', sealed)).toBe('x');
  });

  it('need a key', () => {
    for (const keys of [[], '', undefined]) expect(() => seal(withKeys(keys ?? []), 'jobs', 'x')).toThrow('server.app.keys');
  });
});

describe('signatures and tokens', () => {
  it('differ by purpose, text and key', () => {
    const all = [sign(strapi, 'a', 'x'), sign(strapi, 'b', 'x'), sign(strapi, 'a', 'y'), sign(withKeys('k'), 'a', 'x')];
    expect(new Set(all).size).toBe(4);
    expect(sign(strapi, 'a', 'x')).toBe(all[0]);
  });

  it('are 256 random bits, kept as a hash', () => {
    const token = randomToken();
    expect(token).toMatch(/^[\w-]{43}$/u);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(hashToken(token)).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('are compared whole', () => {
    expect(sameSecret('abc', 'abc')).toBe(true);
    for (const other of ['abd', 'ab', 'abcd', '']) expect(sameSecret('abc', other)).toBe(false);
  });
});
