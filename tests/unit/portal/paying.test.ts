import { describe, expect, it } from '@jest/globals';
import type { PaymentOptions } from '../../../plugin/contract/customer/payments';
import { choiceOf, payEverythingPath, payPath } from '../../../portal/src/payments/choice';
import { dueOf } from '../../../portal/src/payments/due';
import { amountOf, planOf, refusalOf, waysOf, type Payable, type Wish } from '../../../portal/src/payments/plan';
import { pauseBefore } from '../../../portal/src/payments/polling';

const NOTHING: Wish = { without: new Set(), parts: new Map(), credit: false };
const invoice = (id: string, more: Partial<Payable> = {}): Payable => ({
  type: 'invoice',
  id,
  number: id.toUpperCase(),
  issueDate: '2026-11-01',
  dueDate: '2026-12-01',
  gross: 10_000,
  left: 10_000,
  least: null,
  pending: null,
  ...more,
});
const asked = (documents: Payable[], more: Partial<PaymentOptions> = {}) => ({
  currency: 'EUR',
  documents,
  credit: 0,
  preventsDuplicates: true,
  ...more,
});

describe('the address of the payment page', () => {
  const read = (path: string) => choiceOf(new URL(path, 'https://portal.example'));

  it('holds what is to be paid, and comes back the same', () => {
    const documents = [
      { type: 'invoice' as const, id: 'a1' },
      { type: 'retainer-invoice' as const, id: 'b2' },
      { type: 'invoice' as const, id: 'c3' },
    ];
    expect(payPath(documents)).toBe('/pay?invoice=a1,c3&retainer-invoice=b2');
    expect(read(payPath(documents))).toEqual({ documents: [documents[0], documents[2], documents[1]] });
    expect(read(payEverythingPath('EUR'))).toEqual({ everything: 'EUR' });
    const choice = `ab-_9.${'a'.repeat(43)}`;
    expect(read(`/pay?choice=${choice}&customer=c1`)).toEqual({ choice });
  });

  it('keeps many documents where no server reads them', () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ type: 'invoice' as const, id: `id${index}` }));
    expect(payPath(many)).toMatch(/^\/pay#invoice=id0,/u);
    expect(read(payPath(many))).toEqual({ documents: many });
  });

  it.each(['/pay', '/pay?everything=euro', '/pay?invoice=', '/pay?invoice=../x,A', '/pay?quote=a1', '/pay?choice=ab.c', '/pay#token=abc'])(
    'asks for nothing by a made-up one: %s',
    (path) => expect(read(path)).toBeUndefined(),
  );
});

describe('what a payment will do', () => {
  it('pays all that is left of each document unless somebody chooses otherwise', () => {
    const plan = planOf(asked([invoice('a', { left: 4000 }), invoice('b')]), NOTHING, 'en-GB');
    expect([plan.amount, plan.credit]).toEqual([14_000, 0]);
    expect(plan.payParts).toEqual([
      { type: 'invoice', document: 'a', amount: 4000, left: 4000 },
      { type: 'invoice', document: 'b', amount: 10_000, left: 10_000 },
    ]);
    expect(planOf(asked([invoice('a'), invoice('b')]), { ...NOTHING, without: new Set(['a']) }, 'en-GB').payParts).toEqual([
      { type: 'invoice', document: 'b', amount: 10_000, left: 10_000 },
    ]);
  });

  it('takes a part from the least to all of it, as the reader types amounts', () => {
    const amountWith = (typed: string, least: number | null = 1000, locale = 'de') =>
      planOf(asked([invoice('a', { least })]), { ...NOTHING, parts: new Map([['a', typed]]) }, locale).amount;
    expect(amountWith('25,50')).toBe(2550);
    expect(amountWith('10')).toBe(1000);
    expect(amountWith('100')).toBe(10_000);
    for (const wrong of ['9,99', '100,01', '-20', '', 'all', '20,005']) expect(amountWith(wrong)).toBeUndefined();
    // Where no part is taken, nothing that was typed counts.
    expect(amountWith('25,50', null)).toBe(10_000);
  });

  it('uses credit first, on what is due first, and has the rest paid', () => {
    const documents = [invoice('a', { dueDate: '2026-12-05' }), invoice('b', { dueDate: '2026-11-05', left: 3000 }), invoice('c')];
    const plan = planOf(asked(documents, { credit: 5000 }), { ...NOTHING, without: new Set(['c']), credit: true }, 'en-GB');
    expect(plan.creditParts).toEqual([
      { type: 'invoice', document: 'a', amount: 2000, left: 10_000 },
      { type: 'invoice', document: 'b', amount: 3000, left: 3000 },
    ]);
    expect(plan.payParts).toEqual([{ type: 'invoice', document: 'a', amount: 8000, left: 8000 }]);
    expect([plan.owed, plan.credit, plan.amount]).toEqual([13_000, 5000, 8000]);
  });

  it('uses no more credit than is owed, and then charges nothing', () => {
    const plan = planOf(asked([invoice('a', { left: 700, least: 100 })], { credit: 5000 }), { ...NOTHING, credit: true }, 'en-GB');
    expect([plan.credit, plan.amount, plan.payParts]).toEqual([700, 0, []]);
  });

  it('leaves out what a payment is under way for, where duplicates are prevented', () => {
    const waiting = invoice('a', { pending: { id: null, since: '2026-11-30T10:00:00.000Z', amount: 10_000 } });
    expect(planOf(asked([waiting, invoice('b')]), NOTHING, 'en-GB').amount).toBe(10_000);
    expect(planOf(asked([waiting, invoice('b')], { preventsDuplicates: false }), NOTHING, 'en-GB').amount).toBe(20_000);
  });

  it.each([
    ['12.34', 'EUR', 1234],
    ['0.29', 'EUR', 29],
    ['1,234.50', 'EUR', 123_450],
    ['1200', 'JPY', 1200],
    ['1200.5', 'JPY', undefined],
    ['1.234', 'KWD', 1234],
  ])('reads %s %s as %s', (text, currency, amount) => expect(amountOf(text, currency, 'en-GB')).toBe(amount));
});

describe('ways to pay', () => {
  const card = { kind: 'card', brand: 'Visa', last4: '4242', expires: null } as const;
  const saved = (id: string, isDefault: boolean, state: 'active' | 'expired' = 'active') =>
    ({ ...card, id, provider: 'stripe', state, isDefault, expiresSoon: false }) as const;
  const way = {
    provider: 'stripe',
    methods: ['card', 'sepa-debit'],
    flow: 'redirect',
    slow: false,
    saves: true,
    least: 50,
    most: 9000,
  } as const;
  const ways = waysOf({
    ways: [{ ...way, methods: [...way.methods] }],
    saved: [saved('b', false), saved('a', true), saved('c', false, 'expired')],
  });

  it('are saved methods that work, the default first, then what each provider takes', () => {
    expect(ways.map(({ key }) => key)).toEqual(['saved:a', 'saved:b', 'stripe:card', 'stripe:sepa-debit']);
  });

  it('say what they do not take', () => {
    const [first] = ways;
    if (!first) throw new Error('There is no way.');
    expect([49, 50, 9000, 9001].map((amount) => refusalOf(first, amount)?.kind)).toEqual(['least', undefined, undefined, 'most']);
  });
});

it('what is due is counted once by currency, and what is overdue is part of it', () => {
  const sum = (kind: 'open' | 'overdue' | 'awaiting', type: 'invoice' | 'retainer-invoice' | 'quote', currency: string, amount: number) =>
    ({ kind, type, currency, amount, count: 1 }) as const;
  const sums = [
    sum('open', 'invoice', 'EUR', 500),
    sum('overdue', 'invoice', 'EUR', 200),
    sum('open', 'retainer-invoice', 'EUR', 100),
    sum('awaiting', 'quote', 'EUR', 900),
    sum('open', 'invoice', 'USD', 70),
  ];
  expect(dueOf(sums)).toEqual([
    { currency: 'EUR', amount: 600, count: 2, overdue: 200 },
    { currency: 'USD', amount: 70, count: 1, overdue: 0 },
  ]);
});

it('a payment is asked about soon at first, then less and less often', () => {
  expect([0, 1, 2, 3, 4, 5, 99].map(pauseBefore)).toEqual([2000, 3000, 5000, 10_000, 30_000, 30_000, 30_000]);
});
