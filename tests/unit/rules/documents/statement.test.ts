import fc from 'fast-check';
import { plusDays } from '../../../../plugin/rules/calendar';
import { AGEING, ageingOf, DIRECTIONS, ENTRY_KINDS, entriesOf, type Move } from '../../../../plugin/rules/documents/statement';

const DAY = '2026-01-01';
const amounts = fc.integer({ min: -1_000_000, max: 1_000_000 });
const days = fc.integer({ min: 0, max: 200 }).map((day) => plusDays(DAY, day));
const moves = fc.array(
  fc.record({ date: days, kind: fc.constantFrom(...ENTRY_KINDS), amount: amounts, number: fc.string({ maxLength: 5 }) }),
  { maxLength: 60 },
);
const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);
const within = (list: readonly Move[], from: string, to: string) => list.filter(({ date }) => date >= from && date <= to);

describe('the entries of a statement', () => {
  it('lead from what was owed to what is owed, each from the one before', () => {
    fc.assert(
      fc.property(amounts, moves, (opening, list) => {
        const { entries, closing } = entriesOf(opening, list);
        expect(opening + sum(entries.map(({ amount }) => amount))).toBe(closing);
        entries.forEach(({ amount, balance }, index) => expect(balance).toBe((entries[index - 1]?.balance ?? opening) + amount));
        expect(entries.map(({ date }) => date)).toEqual(list.map(({ date }) => date).sort());
      }),
    );
  });

  it('of periods that follow each other join up, and come to what those of the whole do', () => {
    fc.assert(
      fc.property(amounts, moves, days, (opening, list, cut) => {
        const first = entriesOf(opening, within(list, DAY, cut));
        const second = entriesOf(first.closing, within(list, plusDays(cut, 1), '9999-12-31'));
        const whole = entriesOf(opening, list);
        expect([...first.entries, ...second.entries]).toEqual(whole.entries);
        expect(second.closing).toBe(whole.closing);
      }),
    );
  });

  it('are in the same order however they are read', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const distinct = list.map((move, index) => ({ ...move, number: String(index).padStart(3, '0') }));
        expect(entriesOf(0, [...distinct].reverse())).toEqual(entriesOf(0, distinct));
      }),
    );
  });

  /** Documents and what was done with them: what is open of each follows from the rows, as balances do. */
  const history = fc.array(
    fc.record({
      note: fc.boolean(),
      date: days,
      gross: fc.integer({ min: 1, max: 100_000 }),
      outside: fc.array(fc.record({ date: days, percent: fc.integer({ min: 0, max: 40 }), back: fc.option(days) }), { maxLength: 2 }),
      refund: fc.option(fc.record({ date: days, percent: fc.integer({ min: 0, max: 20 }) })),
    }),
    { maxLength: 20 },
  );

  it('end at what is open of invoices, less what is left of credit notes', () => {
    fc.assert(
      fc.property(history, days, (documents, day) => {
        const list: Move[] = [];
        let open = 0;
        documents.forEach(({ note, date, gross, outside, refund }, index) => {
          const number = String(index);
          const later = (other: string): string => (other < date ? date : other);
          const rows = outside.map(({ percent, ...dates }) => {
            const on = later(dates.date);
            return {
              on,
              amount: Math.trunc((gross * percent) / 100),
              back: dates.back === null ? null : dates.back < on ? on : dates.back,
            };
          });
          const paid = note && refund ? [{ on: later(refund.date), amount: Math.trunc((gross * refund.percent) / 100) }] : [];
          list.push({ date, kind: note ? 'credited' : 'charged', amount: gross, number });
          for (const { on, amount, back } of rows) {
            list.push({ date: on, kind: note ? 'used' : 'settled', amount, number });
            if (back !== null) list.push({ date: back, kind: note ? 'unused' : 'unsettled', amount, number });
          }
          for (const { on, amount } of paid) list.push({ date: on, kind: 'refunded', amount, number });
          if (date > day) return;
          const standing = rows.filter(({ on, back }) => on <= day && (back === null || back > day));
          const left =
            gross - sum(standing.map(({ amount }) => amount)) - sum(paid.filter(({ on }) => on <= day).map(({ amount }) => amount));
          open += note ? -left : left;
        });
        expect(entriesOf(0, within(list, DAY, day)).closing).toBe(open);
      }),
    );
  });

  it('go the way that their kind says', () => {
    for (const kind of ENTRY_KINDS)
      expect(entriesOf(100, [{ date: DAY, kind, amount: 7, number: '1' }]).closing).toBe(100 + 7 * DIRECTIONS[kind]);
  });
});

describe('what is open by age', () => {
  it.each([
    [null, 'notDue'],
    [0, 'notDue'],
    [-1, 'notDue'],
    [1, 'days30'],
    [30, 'days30'],
    [31, 'days60'],
    [60, 'days60'],
    [61, 'days90'],
    [90, 'days90'],
    [91, 'older'],
    [4000, 'older'],
  ] as const)('%s days past due is %s', (past, name) => {
    const dueOn = past === null ? null : plusDays(DAY, -past);
    expect(ageingOf([{ dueOn, amount: 5 }], DAY)).toMatchObject({ [name]: 5 });
  });

  it('adds up to all that is open', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ dueOn: fc.option(days), amount: amounts })), days, (open, on) => {
        const ageing = ageingOf(open, on);
        expect(sum(AGEING.map((name) => ageing[name]))).toBe(sum(open.map(({ amount }) => amount)));
      }),
    );
  });
});
