import { addressOf, filterIn, isFiltered, queryOf } from '../../../admin/src/payments/filter';
import { lineKey, mayConfirm } from '../../../admin/src/payments/statement';
import { methodWords } from '../../../admin/src/payments/words';
import type { StatementLine } from '../../../plugin/contract/editor/payments';

describe('the list of payments', () => {
  it('has its filter in the address, and is found by it again', () => {
    const filter = { page: 2, search: 'RF18', state: 'pending', attention: true } as const;
    expect(filterIn(new URLSearchParams(addressOf(filter)))).toEqual(filter);
    expect(queryOf(filter)).toEqual({ page: '2', q: 'RF18', state: 'pending', attention: 'true' });
  });

  it('shows all where the address says nothing, or nonsense', () => {
    const all = { page: 1, search: '', state: undefined, attention: false };
    expect(filterIn(new URLSearchParams('state=stolen&page=-1&attention=perhaps'))).toEqual(all);
    expect(addressOf(all)).toEqual({});
    expect(queryOf(all)).toEqual({ page: '1', q: undefined, state: undefined });
    expect(isFiltered(all)).toBe(false);
  });
});

describe('what was paid with', () => {
  const t = (id: string, values: object = {}): string => [id, ...Object.values(values)].join(' ');

  it('is said with as much as is known', () => {
    const card = { kind: 'card', brand: 'Visa', last4: '4242', expires: { year: 2030, month: 4 } } as const;
    expect(methodWords(t, card)).toBe('payments.method.card, Visa …4242, payments.method.until 04/2030');
    expect(methodWords(t, { kind: 'cash', brand: '', last4: '', expires: null })).toBe('payments.method.cash');
    expect(methodWords(t, null)).toBe('payments.method.unknown');
  });
});

describe('a line of a statement', () => {
  const line: StatementLine = {
    line: 3,
    date: '2026-11-30',
    amount: 100,
    currency: 'EUR',
    from: '',
    text: '',
    bankReference: 'B1',
    outcome: 'matched',
    payment: { id: 'p', reference: 'RF18', amount: 100, customer: 'Ada' },
  };

  it('can be ticked where it is a payment, and in no other case', () => {
    expect(mayConfirm(line)).toBe(true);
    for (const outcome of ['amount-differs', 'no-match', 'taken-before', 'outgoing'] as const)
      expect(mayConfirm({ ...line, outcome })).toBe(false);
  });

  it('is told from another one of the same batch', () => {
    expect(lineKey(line)).not.toBe(lineKey({ line: 3, bankReference: 'B1/2' }));
  });
});
