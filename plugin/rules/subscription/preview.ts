/**
 * What a command would do, as it is shown, and the confirmation of just that. The hash is of what is shown: not of the
 * instant, not of revisions. Pure: who asks brings the digest (SHA-256 of the text).
 */
import { canonicalJson } from '../canonical-json';
import type { PricingTerms } from '../documents/lines';
import { nextCharge, type NextCharge } from './ahead';
import { asDocuments, type AsDocuments } from './as-documents';
import type { Catalogue } from './catalogue';
import { isRefusal, type Actor, type Command, type Moment, type Outcome, type Refusal } from './commands';
import { decide } from './decide';
import type { Policy } from './policy';
import type { Scheduled, Subscription } from './state';

export type Digest = (text: string) => string;

export interface Preview {
  /** To be sent back with the confirmation. */
  instant: string;
  hash: string;
  outcome: Outcome;
  /** What is charged or credited now, with tax. */
  documents: AsDocuments;
  next: NextCharge | null;
}

/** What previews depend on besides the subscription and the command. */
export interface Ground {
  catalogue: Catalogue;
  policy: Policy;
  /** How documents are priced: of the organisation's settings, in the subscription's currency. */
  pricing: Omit<PricingTerms, 'currency'>;
  timeZone: string;
  digest: Digest;
}

/** A row without who and when. */
const shownRow = ({ id: _id, by: _by, at: _at, replaces: _replaces, ...row }: Scheduled): object => row;

/** What a hash is made of. */
function shownOf(outcome: Outcome, documents: AsDocuments, next: NextCharge | null): object {
  const { state, lines, due, collect } = outcome;
  const { revision: _revision, asOf: _asOf, scheduled, ...kept } = state;
  const totals = [documents.invoice?.totals, documents.creditNote?.totals, documents.due];
  return { state: { ...kept, scheduled: scheduled.map(shownRow) }, lines, due, collect, totals, next };
}

/** What a command would do at an instant. */
export function preview(
  state: Subscription | null,
  command: Command & { actor: Actor },
  instant: string,
  ground: Ground,
): Preview | Refusal {
  const { catalogue, policy, pricing, timeZone, digest } = ground;
  const moment: Moment = { instant, timeZone };
  const outcome = decide(state, command, catalogue, policy, moment);
  if (isRefusal(outcome)) return outcome;
  const documents = asDocuments(outcome.lines, { ...pricing, currency: outcome.state.currency });
  const next = nextCharge(outcome.state, catalogue, policy);
  return { instant, hash: digest(canonicalJson(shownOf(outcome, documents, next))), outcome, documents, next };
}

export interface Confirmation {
  /** As the preview said. */
  instant: string;
  hash: string;
}

/** `confirmed`: what is to be done, the same to the cent as what was shown. `changed`: it is not any more; shown anew. */
export type Confirmed = { confirmed: Preview } | { changed: Preview } | Refusal;

/** Whether a preview's instant still counts; what is too old, or of the future, is decided as of now. */
function holds(instant: string, now: string, { rules }: Policy): boolean {
  const age = Date.parse(now) - Date.parse(instant);
  return age >= 0 && age <= rules.previewMinutes * 60_000;
}

/** Decides a command anew, as of the preview's instant, and compares what comes of it with what was shown. */
export function confirm(
  state: Subscription | null,
  command: Command & { actor: Actor },
  { instant, hash }: Confirmation,
  now: string,
  ground: Ground,
): Confirmed {
  const pinned = preview(state, command, holds(instant, now, ground.policy) ? instant : now, ground);
  if (!isRefusal(pinned) && pinned.hash === hash) return { confirmed: pinned };
  const fresh = preview(state, command, now, ground);
  return isRefusal(fresh) ? fresh : { changed: fresh };
}
