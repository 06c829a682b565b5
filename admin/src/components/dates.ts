/** Whether a date field holds a whole date. */
export const isDate = (typed: string): boolean => /^\d{4}-\d{2}-\d{2}$/u.test(typed);

/** Calendar date of today, where the editor is. */
export const todayHere = (): string => new Date().toLocaleDateString('sv');
