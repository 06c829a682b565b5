import { createContext, Script } from 'node:vm';
import fc from 'fast-check';
import { linearMatcher } from '../../../server/src/platform/linear-pattern';
import { patternMatcher } from '../../../server/src/platform/pattern';

/** Expressions as teams write them, drawn from the parts that both engines have. */
const literal = fc.constantFrom(
  'a',
  'b',
  'Z',
  '0',
  '9',
  ' ',
  '-',
  '_',
  '\\.',
  '\\-',
  '\\/',
  '\\x41',
  '\\u00e9',
  '\\u2028',
  'é',
  'ß',
  '\\t',
  '\\n',
  '@',
  ']',
  '}',
  '/',
  '&',
  '~',
  '#',
  '%',
);
const shorthand = fc.constantFrom('\\d', '\\D', '\\w', '\\W', '\\s', '\\S', '.');
const member = fc.constantFrom(
  'a',
  'b-f',
  'A-Z',
  '0-9',
  '\\d',
  '\\w',
  '\\s',
  '\\W',
  '_',
  '\\-',
  '\\]',
  '[',
  '&&',
  ':alpha:',
  '.',
  '+',
  '(',
  ')',
  '$',
  '\\^',
  '\\.',
  'é',
  '\\u00e0-\\u00ff',
  '|',
  '{',
  '}',
  '/',
);
const set = fc
  .tuple(fc.boolean(), fc.array(member, { minLength: 1, maxLength: 4 }))
  .map(([not, members]) => `[${not ? '^' : ''}${members.join('')}]`);
const quantifier = fc.constantFrom('', '', '', '*', '+', '?', '*?', '+?', '{2}', '{1,3}', '{0,2}?', '{2,}');
const edge = fc.constantFrom('^', '$', '\\b', '\\B');
const { expression } = fc.letrec<{ expression: string; sequence: string; item: string }>((tie) => ({
  item: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(fc.oneof(literal, shorthand, set), quantifier).map((parts) => parts.join('')),
    edge,
    fc
      .tuple(fc.constantFrom('(', '(?:', '(?<part>'), tie('expression'), quantifier)
      .map(([open, inner, times]) => `${open}${inner})${times}`),
  ),
  sequence: fc.array(tie('item'), { minLength: 0, maxLength: 4 }).map((items) => items.join('')),
  expression: fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }).map((ways) => ways.join('|')),
}));
const text = fc.string({
  unit: fc.constantFrom(...'abfzAZ09 -_./@]}[{&é\u00dfà\n\r\t\u000b\u00a0\u2028\ufeff\u0085', 'ab'),
  maxLength: 12,
});

const compiled = (pattern: string): RegExp | undefined => {
  try {
    return new RegExp(pattern);
  } catch {
    return undefined;
  }
};

const trial = { pattern: '', text: '' };
const context = createContext(trial);
const script = new Script('new RegExp(pattern).test(text)');
/** What JavaScript finds, or undefined where it would take years: that happens to expressions that chance writes, too. */
function found(pattern: string, one: string): boolean | undefined {
  Object.assign(trial, { pattern, text: one });
  try {
    return script.runInContext(context, { timeout: 500 }) as boolean;
  } catch {
    return undefined;
  }
}

function expectTheSame(pattern: string, texts: string[], quick: (text: string) => boolean): void {
  for (const one of texts) {
    const js = found(pattern, one);
    if (js === undefined) return;
    expect([pattern, one, quick(one)]).toEqual([pattern, one, js]);
  }
}

describe('matching in linear time', () => {
  it('finds what JavaScript finds, for every expression that it understands', () => {
    let understood = 0;
    fc.assert(
      fc.property(expression, fc.array(text, { minLength: 5, maxLength: 5 }), (pattern, texts) => {
        const [js, quick] = [compiled(pattern), linearMatcher(pattern)];
        if (!js || !quick) return;
        understood += 1;
        expectTheSame(pattern, texts, quick);
      }),
      { numRuns: 4000 },
    );
    expect(understood).toBeGreaterThan(2000);
  });

  it('finds what JavaScript finds for whatever is written, or does not say', () => {
    const noise = fc.string({
      unit: fc.constantFrom(...'\\\\\\()[]{}*+?|^$.-:=!<>ab1,dwsSbBuxpkc0{}', '(?', '[^', '\\u', '\\p{L}', '{2,', '[['),
      maxLength: 10,
    });
    fc.assert(
      fc.property(noise, fc.array(text, { minLength: 3, maxLength: 3 }), (pattern, texts) => {
        const [js, quick] = [compiled(pattern), linearMatcher(pattern)];
        if (!js || !quick) return;
        expectTheSame(pattern, texts, quick);
      }),
      { numRuns: 4000 },
    );
  });

  it.each(['^(?=.*\\d).+$', '(?<!a)b', '(a)\\1', '^(?<x>a)\\k<x>$', '[^]', '[]', '\\p{L}', 'a{1001}', '\\cJ'])(
    'leaves %s to JavaScript',
    (pattern) => {
      expect(linearMatcher(pattern)).toBeUndefined();
    },
  );

  it.each([
    '^[A-Z]{2}-\\d{4}$',
    '^\\+?[0-9 ()/-]{6,20}$',
    '^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$',
    '^(?:\\d{5}|[A-Z]\\d[A-Z] ?\\d[A-Z]\\d)$',
    '^https?://\\S+$',
    '^DE\\d{9}$',
  ])('understands %s', (pattern) => {
    expect(linearMatcher(pattern)).toBeDefined();
  });
});

describe('a team’s regular expression', () => {
  const told: string[] = [];
  const matcher = () => patternMatcher('api::order.order', (message) => told.push(message));
  beforeEach(() => (told.length = 0));

  it.each(['^(a+)+$', '^(\\w+\\s?)*$', '^([a-zA-Z]+)*$', '(x+x+)+y', '^(a|aa)+$', '^(.*a){20}$'])(
    'that explodes costs nothing over a text that does not match: %s',
    (pattern) => {
      const hostile = `${'a'.repeat(5000)}${'x'.repeat(5000)}!`;
      const begun = performance.now();
      expect(matcher()(pattern, hostile, 'code')).toBe(false);
      expect(performance.now() - begun).toBeLessThan(1000);
    },
  );

  it('that cannot be matched in linear time is stopped, and named with its field', () => {
    const begun = performance.now();
    const one = matcher();
    expect(one('^(?=(a+)+$).*', `${'a'.repeat(60)}!`, 'serial')).toBe(false);
    // Nothing more in the same request.
    expect(one('^b$', 'b', 'other')).toBe(false);
    expect(performance.now() - begun).toBeLessThan(3000);
    expect(told).toHaveLength(2);
    for (const message of told) expect(message).toContain('api::order.order.serial');
    expect(matcher()('^b$', 'b', 'other')).toBe(true);
  });

  it('sees what JavaScript sees beyond 16 bits, too', () => {
    for (const [pattern, value] of [
      ['^..$', '🦊'],
      ['^.$', '🦊'],
      ['^[🦊]$', '🦊'],
      ['^\\ud83e', '🦊'],
    ] as const) {
      expect([pattern, matcher()(pattern, value, 'code')]).toEqual([pattern, compiled(pattern)!.test(value)]);
    }
  });
});
