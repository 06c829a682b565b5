import type { FieldType } from '../../../plugin/vocabulary';
import type { Default } from './values';

/** What a default is typed into. */
export type InputType = 'text' | 'email' | 'date' | 'time' | 'datetime-local' | 'number' | 'lines' | 'switch' | 'select';

const INPUTS: Partial<Record<FieldType, InputType>> = {
  multiline: 'lines',
  email: 'email',
  integer: 'number',
  decimal: 'number',
  boolean: 'switch',
  date: 'date',
  time: 'time',
  datetime: 'datetime-local',
  enumeration: 'select',
};

export const inputTypeOf = (type: FieldType): InputType => INPUTS[type] ?? 'text';

const two = (number: number): string => String(number).padStart(2, '0');

/** A stored value as the browser's input wants it: moments in the editor's own time zone. */
export function toInput(kind: InputType, value: Default): string {
  if (value === null) return '';
  // What the browser's own inputs cannot show, they would say on the console: it is told beside them.
  if (kind === 'date') return /^\d{4}-\d{2}-\d{2}$/u.test(String(value)) ? String(value) : '';
  if (kind === 'time') return /^\d{2}:\d{2}/u.exec(String(value))?.[0] ?? '';
  if (kind !== 'datetime-local') return String(value);
  const moment = new Date(String(value));
  if (Number.isNaN(moment.getTime())) return '';
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return `${day}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

/** What was typed, as it is stored. */
export function fromInput(kind: InputType, typed: string): Default {
  if (typed === '') return null;
  if (kind !== 'datetime-local') return typed;
  const moment = new Date(typed);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}
