import fc from 'fast-check';
import {
  awaitsAnswer,
  balanceOf,
  DOCUMENT_TYPES,
  isExpired,
  isIssued,
  isOverdue,
  mayBecome,
  nextStates,
  statesOf,
} from '../../../../plugin/rules/documents/states';

const TODAY = '2026-11-30';
const [YESTERDAY, TOMORROW] = ['2026-11-29', '2026-12-01'];

describe('states of documents', () => {
  test.each([
    ['invoice', ['draft>open', 'open>void']],
    ['retainer-invoice', ['draft>open', 'open>void']],
    [
      'quote',
      ['draft>sent', 'sent>accepted', 'sent>declined', 'sent>invoiced', 'sent>void', 'accepted>invoiced', 'accepted>void', 'declined>void'],
    ],
    ['sales-order', ['draft>confirmed', 'confirmed>closed', 'confirmed>void']],
    ['credit-note', ['draft>open', 'open>closed', 'closed>open', 'open>void']],
  ] as const)('of a %s change as %j, and not otherwise', (type, allowed) => {
    const states = statesOf(type);
    const moves = states.flatMap((from) => states.filter((to) => mayBecome(type, from, to)).map((to) => `${from}>${to}`));
    expect(moves.sort()).toEqual([...allowed].sort());
  });

  test.each(DOCUMENT_TYPES)('of a %s are all reached from a draft, and none leads back to it', (type) => {
    const reached = new Set<string>(['draft']);
    for (const from of reached) for (const to of nextStates(type, from as 'draft')) reached.add(to);
    expect([...reached].sort()).toEqual([...statesOf(type)].sort());
    for (const from of statesOf(type)) expect(nextStates(type, from)).not.toContain('draft');
  });

  test('that a type does not have lead nowhere', () => {
    for (const state of ['sent', 'toString', '__proto__']) expect(nextStates('invoice', state as 'open')).toEqual([]);
  });

  test('but draft are of issued documents', () => {
    expect([isIssued('draft'), isIssued('open'), isIssued('void'), isIssued('sent')]).toEqual([false, true, true, true]);
  });
});

test('what is left of a document is exactly what was not settled', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 1e12 }), { maxLength: 16 }), fc.nat({ max: 1e12 }), (settled, rest) => {
      expect(
        balanceOf(
          settled.reduce((sum, amount) => sum + amount, rest),
          settled,
        ),
      ).toBe(rest);
    }),
  );
});

describe('what dates say of a document', () => {
  test.each([
    ['open', YESTERDAY, 1, true],
    ['open', TODAY, 1, false],
    ['open', TOMORROW, 1, false],
    ['open', null, 1, false],
    ['open', YESTERDAY, 0, false],
    ['open', YESTERDAY, -1, false],
    ['void', YESTERDAY, 1, false],
    ['draft', YESTERDAY, 1, false],
  ] as const)('an invoice that is %s, due on %s, with %i to pay, is overdue: %s', (state, dueOn, balance, overdue) => {
    expect(isOverdue({ state, dueOn, balance }, TODAY)).toBe(overdue);
  });

  test.each([
    ['sent', YESTERDAY, true, false],
    ['sent', TODAY, false, true],
    ['sent', null, false, true],
    ['accepted', YESTERDAY, false, false],
    ['draft', YESTERDAY, false, false],
    ['draft', TOMORROW, false, false],
    ['void', TOMORROW, false, false],
  ] as const)('a quote that is %s, good until %s, has expired: %s, and awaits an answer: %s', (state, expiresOn, expired, awaiting) => {
    expect(isExpired({ state, expiresOn }, TODAY)).toBe(expired);
    expect(awaitsAnswer({ state, expiresOn }, TODAY)).toBe(awaiting);
  });
});
