/** What editors alone do: another price, another day, terms for nothing. Pure. */
import { daysBetween, plusDays } from '../calendar';
import { creditLines } from './change-now';
import { partLine, sumOf, telling, type Line } from './lines';
import { rowsOf, type ScheduledPrice, type Subscription } from './state';
import { newRow, refuse, type Input, type Next, type Step } from './step';
import { dayOf, daysLeft, earlier, later, type Term } from './terms';

/** Another price from a term on that begins after the notice. */
export function changePrice(input: Input<'change-price'>): Step {
  const { state, command, policy, today } = input;
  const item = state.items.find(({ key }) => key === command.item);
  if (!item?.recurring) return refuse('no-such-item');
  if (!Number.isSafeInteger(command.price) || command.price < 0) return refuse('price-not-possible');
  if (command.on < plusDays(today, policy.rules.priceNoticeDays)) return refuse('too-little-notice');
  const before = rowsOf(state, 'price').find(({ subject }) => subject === item.key);
  if (command.price === (before?.price ?? item.price) && (before?.on ?? command.on) === command.on) return refuse('nothing-changes');
  const row: ScheduledPrice = { kind: 'price', subject: item.key, price: command.price, on: command.on, ...newRow(input, before) };
  return {
    state: { ...state, scheduled: [...state.scheduled.filter((one) => one !== before), row] },
    effects: [{ type: 'tell', what: 'price-change', on: command.on }],
  };
}

/**
 * Of how many days a whole term now is, where its end moved and nothing was charged or credited: what is paid for the
 * days left is worth as much as before, never more.
 */
function stretched(term: Term, today: string, to: string): number {
  const before = BigInt(daysLeft(term, today));
  const after = BigInt(daysBetween(later(term.start, today), to));
  return Number((BigInt(term.days) * after + before - 1n) / before);
}

/** With what lines add to what items came to in the term, or take off it. */
function counted(state: Subscription, lines: readonly Line[]): Next {
  const items = state.items.map((item) => ({ ...item, paid: item.paid + sumOf(lines.filter(({ item: key }) => key === item.key)) }));
  return { state: { ...state, items }, lines };
}

function movedTerm(state: Subscription, term: Term, { command, today }: Input<'move-date'>): Step {
  const { on, prorate } = command;
  const next: Subscription = { ...state, anchorDay: dayOf(on), term: { ...term, end: on } };
  if (!prorate) return { state: { ...next, term: { ...term, end: on, days: stretched(term, today, on) } } };
  if (on < term.end) return counted(next, creditLines(state.items, term, on, 'date'));
  const part = { days: daysBetween(term.end, on), of: term.days };
  const charge = { kind: 'charge', why: 'date', period: { from: term.end, to: on }, part } as const;
  const more = state.items.filter(({ recurring }) => recurring).map((item) => partLine(item, charge));
  return counted(next, telling(more));
}

/** Another day on which the running term, or the trial, ends. */
export function moveDate(input: Input<'move-date'>): Step {
  const { state, command, today } = input;
  const end = state.state === 'trial' ? state.trial?.end : state.term?.end;
  if (end === undefined || command.on <= today || command.on > plusDays(earlier(end, today), 3660)) return refuse('date-not-possible');
  if (command.on === end) return refuse('nothing-changes');
  if (state.state !== 'trial' && state.term !== null) {
    return command.on > state.term.start ? movedTerm(state, state.term, input) : refuse('date-not-possible');
  }
  return { state: { ...state, trial: state.trial && { ...state.trial, end: command.on } } };
}

const TERMS_MOST = 1200;

/** So many terms to come are free. */
export function comp({ state, command }: Input<'comp'>): Step {
  if (!Number.isSafeInteger(command.terms) || command.terms < 0 || command.terms > TERMS_MOST) return refuse('quantity-out-of-bounds');
  return command.terms === state.comps ? refuse('nothing-changes') : { state: { ...state, comps: command.terms } };
}

/** For how many terms it is, the billed ones among them. */
export function setTerms({ state, command: { most } }: Input<'set-terms'>): Step {
  if (most === state.terms.most) return refuse('nothing-changes');
  if (most !== null && (!Number.isSafeInteger(most) || most < Math.max(1, state.terms.billed))) return refuse('quantity-out-of-bounds');
  return { state: { ...state, terms: { ...state.terms, most } } };
}

/** A voided invoice gives back the use of the coupon that it had. */
export function invoiceVoided({ state, command }: Input<'invoice-voided'>): Step {
  const { coupon } = state;
  if (coupon === null || coupon.usedFor !== command.term) return refuse('nothing-changes');
  return { state: { ...state, coupon: { ...coupon, left: coupon.left === null ? null : coupon.left + 1, usedFor: null } } };
}
