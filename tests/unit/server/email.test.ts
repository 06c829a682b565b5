import fc from 'fast-check';
import { string } from 'yup';
import { canonicalDomain, canonicalEmail, wireEmail } from '../../../plugin/rules/email';
import { looksLikeEmail } from '../../../plugin/rules/email-shape';

describe('an email address', () => {
  it.each([
    ['Ada.King@Example.ORG', 'ada.king@example.org'],
    [' ada@example.org\n', 'ada@example.org'],
    ['r&d@example.org', 'r&d@example.org'],
    ["o'brien+news=x@example.org", "o'brien+news=x@example.org"],
    ['!#$%&*/=?^_`{|}~-@example.org', '!#$%&*/=?^_`{|}~-@example.org'],
    ['jörg@example.de', 'jörg@example.de'],
    ['JO\u0308RG@example.de', 'jörg@example.de'],
    ['иван@почта.рф', 'иван@почта.рф'],
    ['ИВАН@XN--80A1ACNY.XN--P1AI', 'иван@почта.рф'],
    ['a@MÜLLER.de', 'a@müller.de'],
    ['a@mu\u0308ller.de', 'a@müller.de'],
    ['a@xn--mller-kva.de', 'a@müller.de'],
    ['a@faß.de', 'a@faß.de'],
    ['用户@例子。广告', '用户@例子.广告'],
    ['あいアイ漢字@example.jp', 'あいアイ漢字@example.jp'],
    ['иван+news@example.org', 'иван+news@example.org'],
    ['a@ｅxample.org', 'a@example.org'],
    // What could be read as another domain is kept as it is on the wire.
    ['a@аррӏе.com', 'a@xn--80ak6aa92e.com'],
    ['a@раypal.com', 'a@xn--ypal-43d9g.com'],
  ])('%j is %j', (typed, kept) => {
    expect(canonicalEmail(typed)).toBe(kept);
  });

  it.each([
    '',
    '@',
    'nobody',
    'nobody@',
    '@example.org',
    'a@b@example.org',
    'a b@example.org',
    '"a b"@example.org',
    'a@localhost',
    '.a@example.org',
    'a.@example.org',
    'a..b@example.org',
    'a@example..org',
    'a@example.org.',
    'a@-b.org',
    'a@b-.org',
    'a@b_c.org',
    'a@127.0.0.1',
    'a@0x7f.1',
    'a@[127.0.0.1]',
    'a@exam%70le.org',
    'a@example.org:25',
    'a@example.org/x',
    'a@example.org#x',
    'a@example.org?x',
    'a@user@host.org',
    'a@b.c1',
    'a\u0000@example.org',
    'a\u202E@example.org',
    'a\u200B@example.org',
    'a\u00AD@example.org',
    'a\uFEFFb@example.org',
    'a@exam\u200Bple.org',
    'a@exam\u00ADple.org',
    'a@exam\u200Dple.org',
    'a\u3164@example.org',
    'a\uFE0Fb@example.org',
    '\u0301a@example.org',
    'a\u2028@example.org',
    'a\nb@example.org',
    'a\r\nBcc: b@example.org',
    'рaypal@example.org',
    'a<b>@example.org',
    'a,b@example.org',
    'a;b@example.org',
    'a:b@example.org',
    'a@xn--a.de',
    'a＠example.org',
    `${'a'.repeat(250)}@example.org`,
    `a@${'b'.repeat(64)}.org`,
    'a@\uD800.org',
    '\uD800@example.org',
  ])('%j is none', (typed) => {
    expect(canonicalEmail(typed)).toBeNull();
  });

  const near = fc
    .array(
      fc.constantFrom(
        ...'aZ0.@-_+&ß\u0308İΣжЖрр例\u200D。．',
        'xn--',
        '.de',
        '.рф',
        'xn--p1ai',
        '@example.org',
        'ö',
        'ｅ',
        '\u0130',
        'ﬁ',
        '\u1E9E',
      ),
      { maxLength: 14 },
    )
    .map((parts) => parts.join(''));

  it('is in one spelling, whatever was typed: the rule leaves its own result as it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          near,
          near.map((text) => `${text}@example.org`),
          near.map((text) => `a@${text}`),
          fc.string({ unit: 'grapheme' }),
        ),
        (typed) => {
          const kept = canonicalEmail(typed);
          if (kept === null) return;
          expect(canonicalEmail(kept)).toBe(kept);
          expect(canonicalEmail(wireEmail(kept))).toBe(kept);
          expect(canonicalEmail(kept.toUpperCase())).toEqual(canonicalEmail(canonicalEmail(kept.toUpperCase()) ?? ''));
          expect(wireEmail(kept)).toMatch(/@[a-z0-9.-]+$/u);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('is one that Strapi takes, too: what signs up can be stored', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          near,
          near.map((text) => `${text}@example.org`),
          near.map((text) => `a@${text}`),
        ),
        async (typed) => {
          const kept = canonicalEmail(typed);
          if (kept !== null) await expect(string().email().isValid(kept)).resolves.toBe(true);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('is never stopped by the first look of the portal’s forms', () => {
    for (const typed of ['用户@例子。广告', 'a@例子．广告', ' ada@example.org\n']) expect(looksLikeEmail(typed)).toBe(true);
    const typed = near.map((text) => `${text}@${text}.org`);
    fc.assert(
      fc.property(fc.oneof(near, typed), (text) => canonicalEmail(text) === null || looksLikeEmail(text)),
      { numRuns: 3000 },
    );
  });

  it('is refused where it is far too long, at once', () => {
    for (const typed of ['a'.repeat(100_000), `${'a.'.repeat(50_000)}@x.de`, `a@${'x.'.repeat(50_000)}de`, `a@${'-'.repeat(900)}`]) {
      expect(canonicalEmail(typed)).toBeNull();
    }
  });
});

it('is written to mail servers with an ASCII domain, which is all that many mail services know', () => {
  expect(['иван@почта.рф', 'jörg@müller.de', 'r&d@example.org'].map(wireEmail)).toEqual([
    'иван@xn--80a1acny.xn--p1ai',
    'jörg@xn--mller-kva.de',
    'r&d@example.org',
  ]);
});

describe('a domain', () => {
  it('has the spelling that addresses of it have', () => {
    for (const typed of ['Почта.РФ', 'xn--80a1acny.xn--p1ai', ' почта。рф ']) expect(canonicalDomain(typed)).toBe('почта.рф');
    expect(canonicalDomain('not a domain')).toBeNull();
  });
});
