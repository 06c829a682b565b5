import { daysBetween, plusDays } from '../calendar';

/** When customers are reminded of what they owe. Pure; calendar dates of the organisation's. */

export interface ReminderSchedule {
  /** Days before the due date; 0: none. */
  remindBeforeDays: number;
  /** Days from the due date to a reminder, and from that one to the next; 0: none. */
  remindAfterDays: number;
  /** Reminders after the due date, at most. */
  remindAfterMost: number;
}

/** Which reminder: the one before the due date is 0, those after it count from 1. */
export interface DueReminder {
  which: number;
  /** The day from which on it is due. */
  since: string;
}

/**
 * The newest reminder that is due on a day; null for none. One is due until the next would be, so that days on which
 * nobody sent any make up for nothing but the newest, and what fell due long before reminders were switched on has none.
 * What was issued on that day or later was not to be reminded of on it.
 */
export function dueReminder(
  { due, issued }: { due: string; issued: string },
  today: string,
  { remindBeforeDays: before, remindAfterDays: after, remindAfterMost: most }: ReminderSchedule,
): DueReminder | null {
  const past = daysBetween(due, today);
  const which = past < 0 ? 0 : after === 0 ? 0 : Math.floor(past / after);
  const isDue = past < 0 ? before > 0 && -past <= before : which >= 1 && which <= most;
  const since = plusDays(due, past < 0 ? -before : which * after);
  return isDue && issued < since ? { which, since } : null;
}

/** Due dates of which a reminder can be due on a day, both ends included; null for none. */
export function remindedDueDates(
  today: string,
  { remindBeforeDays: before, remindAfterDays: after, remindAfterMost: most }: ReminderSchedule,
): { from: string; to: string } | null {
  if (before === 0 && after === 0) return null;
  const from = after === 0 ? plusDays(today, 1) : plusDays(today, 1 - after * (most + 1));
  return { from, to: plusDays(today, before > 0 ? before : -after) };
}
