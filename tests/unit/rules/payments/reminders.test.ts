import { plusDays } from '../../../../plugin/rules/calendar';
import { dueReminder, remindedDueDates } from '../../../../plugin/rules/payments/reminders';

const schedule = { remindBeforeDays: 3, remindAfterDays: 7, remindAfterMost: 2 };
const DUE = '2026-11-30';
const on = (today: string, more: Partial<typeof schedule> = {}, issued = '2026-11-01') =>
  dueReminder({ due: DUE, issued }, today, { ...schedule, ...more })?.which ?? null;

describe('the newest reminder that is due', () => {
  it('is the one before from its day to the last one before it is due', () => {
    expect(['2026-11-26', '2026-11-27', '2026-11-29', '2026-11-30'].map((day) => on(day))).toEqual([null, 0, 0, null]);
  });

  it('is one of those after until the next would be, and none beyond the most', () => {
    const days = ['2026-12-06', '2026-12-07', '2026-12-13', '2026-12-14', '2026-12-20', '2026-12-21'];
    expect(days.map((day) => on(day))).toEqual([null, 1, 1, 2, 2, null]);
  });

  it('is none where the settings say none', () => {
    expect([on('2026-11-29', { remindBeforeDays: 0 }), on('2026-12-07', { remindAfterDays: 0 })]).toEqual([null, null]);
  });

  it('is none of a day on which the document was not yet issued', () => {
    expect([on('2026-11-28', {}, '2026-11-27'), on('2026-12-08', {}, '2026-12-07'), on('2026-12-08', {}, '2026-12-06')]).toEqual([
      null,
      null,
      1,
    ]);
  });
});

it('lies within the due dates that are looked for, whatever the schedule', () => {
  for (const remindBeforeDays of [0, 1, 5])
    for (const remindAfterDays of [0, 1, 4])
      for (const remindAfterMost of [1, 3]) {
        const one = { remindBeforeDays, remindAfterDays, remindAfterMost };
        const range = remindedDueDates(DUE, one);
        const reminded = Array.from({ length: 60 }, (_, at) => plusDays(DUE, at - 30)).filter((due) =>
          dueReminder({ due, issued: '' }, DUE, one),
        );
        expect([reminded[0], reminded.at(-1)]).toEqual([range?.from, range?.to]);
      }
});
