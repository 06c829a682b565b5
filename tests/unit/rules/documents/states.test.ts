import fc from 'fast-check';
import {
  awaitsAnswer,
  balanceOf,
  DOCUMENT_TYPES,
  isExpired,
  isIssued,
  isOverdue,
  isViewed,
  mayBecome,
  nextStates,
  paymentStateOf,
  statesOf,
} from '../../../../plugin/rules/documents/states';

const TODAY = '2026-11-30';
const [YESTERDAY, TOMORROW] = ['2026-11-29', '2026-12-01'];

describe('states of documents', () => {
  test.each([
    ['invoice', ['draft>open', 'open>void']],
    ['retainer-invoice', ['draft>open', 'open>void']],
    ['quote', ['draft>sent', 'sent>accepted', 'sent>declined', 'sent>void', 'accepted>invoiced', 'accepted>void', 'declined>void']],
    ['sales-order', ['draft>confirmed', 'confirmed>closed', 'confirmed>void']],
    ['credit-note', ['draft>open', 'open>closed', 'open>void']],
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

describe('what was paid of a document', () => {
  test.each([
    [10000, [], [], 'unpaid', 10000],
    [10000, [1], [], 'partly-paid', 9999],
    [10000, [9999, 1], [], 'paid', 0],
    [10000, [], [10000], 'paid', 0],
    [10000, [4000], [3000], 'partly-paid', 3000],
    [10000, [10001], [], 'paid', -1],
    [10000, [5000, -5000], [], 'unpaid', 10000],
    [0, [], [], 'paid', 0],
    [-500, [], [], 'unpaid', -500],
    [-500, [-200], [], 'partly-paid', -300],
    [-500, [-500], [], 'paid', 0],
  ] as const)('%i with payments %j and credits %j is %s, with %i to pay', (gross, paid, credited, state, balance) => {
    expect(paymentStateOf({ gross, paid, credited })).toBe(state);
    expect(balanceOf({ gross, paid, credited })).toBe(balance);
  });

  test('leaves exactly the rest', () => {
    const amounts = fc.array(fc.nat({ max: 1e12 }), { maxLength: 8 });
    fc.assert(
      fc.property(amounts, amounts, fc.nat({ max: 1e12 }), (paid, credited, rest) => {
        const gross = [...paid, ...credited].reduce((sum, amount) => sum + amount, rest);
        expect(balanceOf({ gross, paid, credited })).toBe(rest);
        expect(paymentStateOf({ gross, paid, credited }) === 'paid').toBe(rest === 0);
      }),
    );
  });
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

  test.each([
    ['open', '2026-11-01T10:00:00.000Z', null, false],
    ['open', '2026-11-01T10:00:00.000Z', '2026-11-01T10:00:00.000Z', true],
    ['open', '2026-11-02T10:00:00.000Z', '2026-11-01T10:00:00.000Z', false],
    ['open', null, '2026-11-01T10:00:00.000Z', true],
    ['draft', null, '2026-11-01T10:00:00.000Z', false],
  ] as const)('a document that is %s, sent at %s and looked at at %s, was viewed: %s', (state, sentAt, viewedAt, viewed) => {
    expect(isViewed({ state, sentAt, viewedAt })).toBe(viewed);
  });
});
