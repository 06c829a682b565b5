import { describe, expect, it } from '@jest/globals';
import { daysBetween, figuresIn } from '../../../portal/src/documents/figures';
import { FIRST, fromAddress, isFiltered, toAddress } from '../../../portal/src/documents/list/list-state';

describe('the list of documents in its address', () => {
  it.each([
    ['', FIRST],
    [
      'q=INV-1&state=overdue&from=2026-01-01&to=2026-02-28&sort=gross&page=3',
      { q: 'INV-1', state: 'overdue', from: '2026-01-01', to: '2026-02-28', sort: 'gross', page: 3 },
    ],
    // Nothing of a made-up address reaches the server.
    ['state=accepted&from=2026-02-30&to=yesterday&sort=balance&page=0', FIRST],
    ['page=1e9&from=%00&sort=-', FIRST],
  ])('%s', (address, state) => {
    expect(fromAddress(new URLSearchParams(address), 'invoice')).toEqual(state);
  });

  it('says only what differs from the first view, and comes back the same', () => {
    expect(toAddress(FIRST).toString()).toBe('');
    const state = fromAddress(new URLSearchParams('state=accepted&sort=number'), 'quote');
    expect(toAddress(state).toString()).toBe('state=accepted&sort=number');
    expect([isFiltered(state), isFiltered(FIRST)]).toEqual([true, false]);
  });
});

describe('figures of documents', () => {
  const spaces = (text: string): string => text.replace(/\s/gu, ' ');

  it('are exact, in the words of the language', () => {
    const [english, german] = [figuresIn('en-GB'), figuresIn('de')];
    expect(english.money(123456, 'EUR')).toBe('€1,234.56');
    expect(spaces(german.money(-5, 'EUR'))).toBe('-0,05 €');
    expect(spaces(german.money(14875, 'JPY'))).toBe('14.875 ¥');
    expect(english.price('333.335', 'EUR')).toBe('€333.335');
    expect(english.price('50', 'EUR')).toBe('€50.00');
    expect(german.quantity('9007199254740993.5')).toBe('9.007.199.254.740.993,5');
    expect(spaces(german.percent('7.25'))).toBe('7,25 %');
    expect(english.date('2026-04-03')).toBe('3 April 2026');
  });

  it.each([
    ['2026-11-30', '2026-12-03', 3],
    ['2026-11-30', '2026-11-30', 0],
    ['2028-03-01', '2028-02-28', -2],
  ])('%s to %s is %s days', (from, to, days) => expect(daysBetween(from, to)).toBe(days));
});
