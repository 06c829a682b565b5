/**
 * The one function: what comes of a command. Preview and execution are both this one. No clock, no chance, no Strapi:
 * the same arguments give the same answer.
 */
import { dateIn } from '../calendar';
import { impossible, whyNot, type Action } from './actions';
import { changePrice, comp, invoiceVoided, moveDate, setTerms } from './by-editors';
import type { Catalogue } from './catalogue';
import { autocharge, chargeFailed, chargeSucceeded, dunningDue, removeMethod, setMethod } from './charging';
import { isRefusal, type Actor, type Collect, type Command, type CommandType, type Decision, type Moment, type Refusal } from './commands';
import { create } from './create';
import { DUE_COMMANDS, nextDue } from './due';
import { edit } from './edit';
import { cancel, reactivate, removeScheduled, renew } from './ending';
import { sumOf } from './lines';
import { pause, pauseDue, resume, resumeDue } from './pausing';
import type { Policy } from './policy';
import type { Reason } from './reasons';
import { billingMode, type Subscription } from './state';
import { refuse, type Circumstances, type Input, type Step } from './step';
import { later } from './terms';
import { nextStates } from './transitions';
import { activate, extendTrial, trialEnd } from './trials';

type Handlers = { [T in Exclude<CommandType, 'create'>]: (input: Input<T>) => Step };

const HANDLERS: Handlers = {
  ...{ 'extend-trial': extendTrial, activate, 'trial-end': trialEnd },
  ...{ edit, 'remove-scheduled': removeScheduled },
  ...{ pause, resume, 'pause-due': pauseDue, 'resume-due': resumeDue },
  ...{ cancel, reactivate, renew },
  ...{ 'dunning-due': dunningDue, 'charge-failed': chargeFailed, 'charge-succeeded': chargeSucceeded },
  ...{ autocharge, 'set-method': setMethod, 'remove-method': removeMethod },
  ...{ 'change-price': changePrice, 'move-date': moveDate, comp, 'set-terms': setTerms, 'invoice-voided': invoiceVoided },
};

const EDITORS: readonly CommandType[] = ['change-price', 'move-date', 'comp', 'set-terms', 'invoice-voided'];
const SYSTEM: readonly CommandType[] = [
  ...(['trial-end', 'renew', 'pause-due', 'resume-due', 'dunning-due', 'charge-failed', 'charge-succeeded', 'invoice-voided'] as const),
  ...(['create', 'set-method'] as const),
];

/** Whose a command is. */
function isTheirs({ kind }: Actor, type: CommandType): boolean {
  if (kind === 'system') return SYSTEM.includes(type);
  return (
    (kind === 'editor' && EDITORS.includes(type)) ||
    (!EDITORS.includes(type) && (!SYSTEM.includes(type) || type === 'create' || type === 'set-method'))
  );
}

/** The action that a command of somebody's is; an edit is several, and asks for itself. */
function actionOf(command: Command, state: Subscription): Action | null {
  switch (command.type) {
    case 'extend-trial':
    case 'activate':
    case 'reactivate':
    case 'set-method':
    case 'remove-method':
      return command.type;
    case 'pause':
      return command.on === null ? 'pause-now' : 'pause-scheduled';
    case 'resume':
      return command.on === null ? 'resume-now' : 'resume-scheduled';
    case 'cancel':
      return command.at === 'now' ? 'cancel-now' : 'cancel-at-end';
    case 'autocharge':
      return command.on ? 'autocharge-on' : 'autocharge-off';
    case 'remove-scheduled': {
      const kind = 'id' in command ? state.scheduled.find(({ id }) => id === command.id)?.kind : 'edit';
      if (kind === undefined || kind === 'price') return null;
      return ({ edit: 'remove-changes', pause: 'remove-pause', resume: 'remove-resume', cancel: 'remove-cancellation' } as const)[kind];
    }
    default:
      return null;
  }
}

/** Commands about methods and money are of any time; others wait until what fell due before is decided. */
const ANY_TIME: readonly CommandType[] = [
  'autocharge',
  'set-method',
  'remove-method',
  'charge-failed',
  'charge-succeeded',
  'invoice-voided',
];

/** The day of a command; of what falls due the day on which it did, so that what is late is decided as if it were not. */
function dayOfCommand(command: Command, state: Subscription, today: string): string | Refusal {
  const due = nextDue(state);
  if (DUE_COMMANDS.includes(command.type)) {
    if (due === null || due.on > today) return refuse('not-due');
    return due.type === command.type ? due.on : refuse('something-else-is-due');
  }
  if (due === null || due.type === 'dunning-due' || ANY_TIME.includes(command.type)) return today;
  // Who cancels on the day of a bill that is not made yet is not billed.
  const isLast = command.type === 'cancel' && command.at === 'now' && due.on === today;
  return due.on > today || isLast ? today : refuse('something-else-is-due');
}

/** Commands of customers that hold only once they are paid, where the settings say so. */
const PAID_FIRST: readonly CommandType[] = ['create', 'activate', 'edit', 'reactivate'];

function collectOf(due: number, command: Command, state: Subscription, { actor, policy }: Circumstances): Collect {
  if (due <= 0) return 'none';
  const mode = billingMode(state);
  // A trial stays one until it is paid for.
  if (command.type === 'activate' && mode === 'autocharge') return 'first';
  if (actor.kind === 'customer' && PAID_FIRST.includes(command.type) && policy.rules.payFirst[mode]) return 'first';
  return mode === 'autocharge' ? 'charge' : 'invoice';
}

function step(state: Subscription | null, command: Command, circumstances: Circumstances): Step {
  const { actor, policy, catalogue } = circumstances;
  if (command.type === 'create') return state === null ? create({ ...circumstances, command }) : refuse('not-in-this-state');
  if (state === null) return refuse('not-in-this-state');
  const action = actionOf(command, state);
  let reason: Reason | null = null;
  if (action !== null) reason = actor.kind === 'customer' ? whyNot(action, state, policy, catalogue) : impossible(action, state, policy);
  if (reason !== null) return refuse(reason);
  // An edit says itself why: that the end is decided, before that the state has none.
  if (command.type !== 'edit' && nextStates(state.state, command.type).length === 0) return refuse('not-in-this-state');
  const day = dayOfCommand(command, state, circumstances.today);
  if (typeof day !== 'string') return day;
  const handler = HANDLERS[command.type] as (input: Input<CommandType>) => Step;
  return handler({ ...circumstances, state, command, today: day });
}

/**
 * What comes of a command.
 * @param state what there is; null: nothing yet
 * @param command what is to be done, and who asks for it
 * @throws AmountTooLarge where an amount is beyond what JSON's numbers hold; Error where a rule leads out of the table
 */
export function decide(
  state: Subscription | null,
  command: Command & { actor: Actor },
  catalogue: Catalogue,
  policy: Policy,
  { instant, timeZone }: Moment,
): Decision {
  const { actor } = command;
  if (!isTheirs(actor, command.type)) return refuse('not-yours');
  const date = dateIn(timeZone, new Date(instant));
  const today = state === null ? date : later(date, state.asOf);
  const circumstances = { actor, catalogue, policy, instant, today };
  const next = step(state, command, circumstances);
  if (isRefusal(next)) return next;
  if (state !== null && !nextStates(state.state, command.type).includes(next.state.state)) {
    throw new Error(`No way leads from ${state.state} to ${next.state.state} by ${command.type}.`);
  }
  const lines = next.lines ?? [];
  const due = sumOf(lines);
  return {
    from: state?.state ?? null,
    state: { ...next.state, asOf: today, revision: (state?.revision ?? 0) + 1 },
    lines,
    due,
    collect: collectOf(due, command, next.state, circumstances),
    effects: next.effects ?? [],
  };
}
