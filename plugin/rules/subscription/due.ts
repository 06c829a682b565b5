/** What falls due of a subscription by itself, and when. Pure. */
import { rowOf, type Subscription } from './state';

export type DueCommand = 'dunning-due' | 'trial-end' | 'pause-due' | 'resume-due' | 'renew';

export interface Due {
  on: string;
  type: DueCommand;
}

/** What falls due next; null: nothing will. One day's are decided in this order: a pause comes before a bill. */
export function nextDue(state: Subscription): Due | null {
  const { term, trial, dunning } = state;
  const due: Due[] = [];
  const add = (type: DueCommand, on: string | null | undefined): void => {
    if (on) due.push({ on, type });
  };
  switch (state.state) {
    case 'trial':
      add('trial-end', trial?.end);
      break;
    case 'paused':
      add('resume-due', rowOf(state, 'resume')?.on);
      break;
    case 'past-due':
    case 'live':
    case 'non-renewing':
      add('dunning-due', dunning?.next?.on);
      add('pause-due', rowOf(state, 'pause')?.on);
      add('renew', term?.end);
  }
  return due.reduce<Due | null>((first, one) => (first === null || one.on < first.on ? one : first), null);
}

export const DUE_COMMANDS: readonly string[] = ['dunning-due', 'trial-end', 'pause-due', 'resume-due', 'renew'] satisfies DueCommand[];
