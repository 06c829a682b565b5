import { creditorReference } from '../../../../plugin/rules/payments/creditor-reference';
import { matchLines, type Line, type Waiting } from '../../../../server/src/payments/statements';

const REFERENCE = creditorReference('ab12cd34ef56');
const waiting = (more: Partial<Waiting> = {}): Waiting => ({
  payment: 'p1',
  reference: REFERENCE,
  amount: 1000,
  currency: 'EUR',
  customer: 'Ada GmbH',
  ...more,
});
const line = (text: string, more: Partial<Line> = {}): Line => ({
  line: 1,
  date: '2026-11-30',
  amount: 1000,
  currency: 'EUR',
  from: 'Ada',
  text,
  bankReference: 'B1',
  reversal: false,
  ...more,
});
const outcomes = (lines: Line[], ...those: Waiting[]) => matchLines(lines, those).map(({ outcome, payment }) => [outcome, payment?.id]);

describe('a line of a statement is found to be a payment', () => {
  it.each([
    ['as it is', REFERENCE],
    ['in groups', REFERENCE.replace(/(.{4})/gu, '$1 ')],
    ['in lower case', REFERENCE.toLowerCase()],
    ['across lines', `${REFERENCE.slice(0, 7)}\n${REFERENCE.slice(7)}`],
    ['with hyphens', REFERENCE.replace(/(.{4})/gu, '$1-')],
    ['within other words', `Rf 12 Ihre Rechnung ref${REFERENCE}vom30.11.`],
  ])('by its reference %s', (_, text) => {
    expect(outcomes([line(text)], waiting())).toEqual([['matched', 'p1']]);
  });

  it('only by its own reference', () => {
    expect(outcomes([line('Rechnung')], waiting())).toEqual([['no-match', undefined]]);
    expect(outcomes([line(creditorReference('ab12cd34ef57'))], waiting())).toEqual([['no-match', undefined]]);
    expect(outcomes([line(REFERENCE.slice(0, -1))], waiting())).toEqual([['no-match', undefined]]);
  });

  it('not with another amount, nor in another currency', () => {
    expect(outcomes([line(REFERENCE, { amount: 999 })], waiting())).toEqual([['amount-differs', 'p1']]);
    expect(outcomes([line(REFERENCE, { currency: 'USD' })], waiting())).toEqual([['no-match', undefined]]);
  });

  it('once: money that comes twice is for nobody yet', () => {
    const lines = [line(REFERENCE), line(REFERENCE, { line: 2, bankReference: 'B2' })];
    expect(outcomes(lines, waiting())).toEqual([
      ['matched', 'p1'],
      ['no-match', 'p1'],
    ]);
  });

  it('with the amount that fits where it names several', () => {
    const other = waiting({ payment: 'p2', reference: creditorReference('other'), amount: 500 });
    expect(outcomes([line(`${REFERENCE} ${other.reference}`, { amount: 500 })], waiting(), other)).toEqual([['matched', 'p2']]);
  });

  it('never where money left, is taken back, or was taken in before', () => {
    expect(outcomes([line(REFERENCE, { amount: -1000 })], waiting())).toEqual([['outgoing', undefined]]);
    expect(outcomes([line(REFERENCE, { reversal: true })], waiting())).toEqual([['no-match', undefined]]);
    expect(matchLines([line(REFERENCE)], [waiting()], new Set(['B1']))[0]?.outcome).toBe('taken-before');
  });

  it('in little time among many', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => waiting({ payment: `p${index}`, reference: creditorReference(`x${index}`) }));
    const lines = many.map(({ reference }, index) =>
      line(`RF RF12 ${'RF99 '.repeat(20)} ${reference}`, { line: index, bankReference: `B${index}` }),
    );
    const started = process.cpuUsage();
    expect(matchLines(lines, many).filter(({ outcome }) => outcome === 'matched')).toHaveLength(20_000);
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(5);
  });
});
