import type { Verdict } from '../../../config/payment-provider';
import type { PaymentAttention, PaymentEnding } from '../../../plugin/payments/kinds';
import { dateIn } from '../../../plugin/rules/calendar';
import { isUnsettled, mayBecome, type PaymentState } from '../../../plugin/rules/payments/states';
import type { Actor } from '../conversations';
import { documentsOf, minorUnitsOf, nextCount } from '../documents';
import { now, plusSeconds } from '../platform/clock';
import { retrying } from '../platform/deadlock';
import { PortalError } from '../platform/errors';
import { toDate, type Strapi } from '../platform/strapi';
import { settingsOf } from '../settings';
import type { KeptMethods } from './kept-methods';
import { sealNext } from './next';
import { paymentRows, type LoadedPayment, type PaymentRow } from './rows';
import { ASK_AGAIN, DAILY } from './schedule';
import { comingOf, type PaymentStore } from './store';
import type { Teller } from './tell';

/** Days after which somebody is to look at a payment of which nobody knows. */
const UNKNOWN_DAYS = 2;

/** A payment that a verdict is about: what else of it counts is read once its customer, which stays the same, is held. */
type Settled = Pick<LoadedPayment, 'documentId'> & { customer: Pick<LoadedPayment['customer'], 'id'> };

/** How a verdict came about. */
export interface Told {
  kind: 'verdict' | 'confirmed' | 'recorded';
  actor: Actor;
  /** Calendar date on which the money came, where somebody says so. */
  date?: string;
  detail?: string;
  /** Why it is given up, where it comes to that; else its provider ended it. */
  ended?: PaymentEnding;
}

const BY_PROVIDER: Told = { kind: 'verdict', actor: { system: true } };

/** Seconds by which a provider's clock may be ahead of ours. */
const AHEAD = 60;

const RECEIPT_SERIES = 'payment';

/** A verdict of another payment than the one that was asked for, or of which nobody says what it came to. */
const differs = (row: PaymentRow, { amount, currency }: Verdict): boolean =>
  amount !== minorUnitsOf(row.amount) || currency !== row.currency;

/**
 * Takes over what is known of payments. Each verdict is one transaction: the state by a conditional UPDATE, what comes on
 * documents, credit, locks, events and mail. The customer's row is held, so that nobody else settles anything of the
 * customer's meanwhile; of two who bring the same verdict the second finds it done.
 */
export function createSettlingPayments(strapi: Strapi, store: PaymentStore, tell: Teller, methods: Pick<KeptMethods, 'keep'>) {
  const payments = paymentRows(strapi);

  /** When the provider is asked next. Null: never again by itself. */
  function askAt(state: PaymentState, row: PaymentRow, expiresAt: Date | null): Date | null {
    if (!isUnsettled(state)) return null;
    // By its age, so that a page that asks meanwhile uses nothing up.
    const [begun, instant] = [toDate(row.begunAt), now(strapi)];
    const step = ASK_AGAIN.find((seconds) => plusSeconds(begun, seconds) > instant);
    const after = step === undefined ? plusSeconds(instant, DAILY) : plusSeconds(begun, step);
    // A page that is over: whatever became of it is known then.
    return expiresAt && expiresAt > now(strapi) && expiresAt < after ? plusSeconds(expiresAt, 1) : after;
  }

  /** @returns false where it is not in one of these states any more */
  async function transition(row: PaymentRow, to: PaymentState, data: Record<string, unknown>): Promise<boolean> {
    const { count } = await payments.updateMany({ where: { id: row.id, state: row.state }, data: { ...data, state: to } });
    return count === 1;
  }

  async function needsAttention(row: LoadedPayment, attention: PaymentAttention, detail: string): Promise<void> {
    if (row.attention === attention) return;
    await payments.updateMany({ where: { id: row.id }, data: { attention } });
    await store.note(row.documentId, { kind: 'attention', state: row.state, detail: `${attention}: ${detail}` });
    await tell.change(row, 'needs-attention');
  }

  async function succeed(
    row: LoadedPayment,
    amount: number,
    told: Told,
    data: Record<string, unknown>,
    { saved }: Verdict,
  ): Promise<boolean> {
    const preferences = await settingsOf(strapi).preferences();
    const date = told.date ?? dateIn(preferences.timeZone, now(strapi));
    const count = await nextCount(strapi, RECEIPT_SERIES);
    const number = `PAY-${String(count).padStart(preferences.numberDigits, '0')}`;
    const late = !isUnsettled(row.state);
    const settled = { number, date, settledAt: now(strapi), next: null, nextExpiresAt: null, amount: String(amount) };
    if (!(await transition(row, 'succeeded', { ...data, ...settled }))) return false;
    const coming = comingOf({ ...row, number }, date, told.actor);
    const { over } = await documentsOf(strapi).money.put(coming, amount, await store.meant(row.documentId));
    await store.unlock(row.documentId);
    if (saved && row.save) {
      const { contact, provider } = row;
      await methods.keep(row.customer.id, provider, saved, { contact });
    }
    if (late && over > 0) await needsAttention({ ...row, state: 'succeeded' }, 'late-success', `${over} became credit`);
    await tell.succeeded({ ...row, amount: String(amount), number }, told.actor, over);
    return true;
  }

  /** Why a payment is given up: as whoever does it says, else by what its provider does. */
  function endingOf({ nextExpiresAt }: PaymentRow, { ended }: Told): PaymentEnding {
    if (ended) return ended;
    return nextExpiresAt && toDate(nextExpiresAt) <= plusSeconds(now(strapi), AHEAD) ? 'expired' : 'provider';
  }

  return {
    needsAttention,

    /** The customer says that a transfer was made: somebody looks whether it has come. @throws PortalError `conflict` for one that waits no more */
    transferTold: (row: LoadedPayment): Promise<void> =>
      retrying(strapi, async () => {
        if (row.attention === 'to-confirm') return;
        const where = { id: row.id, state: 'requires-action', attention: { $null: true } };
        const { count } = await payments.updateMany({ where, data: { attention: 'to-confirm' } });
        if (count !== 1) throw new PortalError('conflict');
        await store.note(row.documentId, { kind: 'attention', state: row.state, detail: 'to-confirm' });
        await tell.change(row, 'needs-attention');
      }),

    /**
     * Takes a verdict over. @returns the payment as it is then
     * @throws PortalError `not-found`
     */
    apply: ({ documentId: payment, customer }: Settled, verdict: Verdict, told: Told = BY_PROVIDER): Promise<LoadedPayment> =>
      retrying(strapi, async () => {
        await documentsOf(strapi).money.holdPurse(customer.id);
        const row = await store.load(payment);
        const { state: to } = verdict;
        const known = {
          ...(verdict.providerPayment !== undefined && { providerPayment: verdict.providerPayment }),
          ...(verdict.method && { method: { version: 1, ...verdict.method } }),
        };
        const next = verdict.state === 'requires-action' ? verdict.next : null;
        const expiresAt = next?.expiresAt ?? null;
        const asking = { askAt: askAt(to, row, expiresAt), askedAt: now(strapi), asked: row.asked + 1 };
        const waiting = next ? { next: sealNext(strapi, next), nextExpiresAt: expiresAt } : { next: null, nextExpiresAt: null };

        if ((to === 'succeeded' || to === 'pending') && told.kind === 'verdict' && differs(row, verdict)) {
          await payments.updateMany({ where: { id: row.id }, data: { ...known, ...asking, askAt: null } });
          await needsAttention(row, 'amount-differs', `${String(verdict.amount)} ${String(verdict.currency)}`);
          return store.load(payment);
        }
        // People decide once: whoever comes second is told.
        if (told.kind === 'confirmed' && !mayBecome(row.state, to)) throw new PortalError('conflict');
        if (to === row.state || !mayBecome(row.state, to)) {
          // What is settled stays as it is, and a page that has become another one is shown.
          const keeps = to === row.state && isUnsettled(to);
          const data = { ...known, ...(keeps && { ...asking, ...waiting }) };
          // Of what is settled nobody could say anything, say: an UPDATE of nothing is an error.
          if (Object.keys(data).length > 0) await payments.updateMany({ where: { id: row.id }, data });
          if (keeps && to === 'unknown' && now(strapi).getTime() - toDate(row.begunAt).getTime() > UNKNOWN_DAYS * DAILY * 1000)
            await needsAttention(row, 'unknown', 'the provider cannot say');
          if (verdict.disputed) await needsAttention(row, 'disputed', 'the bank wants the money back');
          else if (row.state === 'succeeded' && (verdict.refunded ?? 0) > (await store.refundedOf(payment)))
            await needsAttention(row, 'refunded-elsewhere', `${String(verdict.refunded)} were given back`);
          return store.load(payment);
        }

        const amount = minorUnitsOf(row.amount);
        let done: boolean;
        if (to === 'succeeded')
          done = await succeed(row, told.kind === 'verdict' ? amount : (verdict.amount ?? amount), told, { ...known, ...asking }, verdict);
        else if (verdict.state === 'failed') {
          const { code, message } = verdict.failure;
          const why = { failure: code, failureMessage: message.slice(0, 500) };
          done = await transition(row, to, { ...known, ...asking, ...waiting, ...why, settledAt: now(strapi) });
        } else
          done = await transition(row, to, {
            ...known,
            ...asking,
            ...waiting,
            ...(to === 'canceled' && { settledAt: now(strapi) }),
          });
        if (!done) throw new PortalError('conflict');
        const actor = 'editor' in told.actor ? told.actor.editor : null;
        const detail = told.detail ?? (verdict.state === 'failed' ? verdict.failure.message : null);
        const ended = to === 'canceled' ? endingOf(row, told) : null;
        await store.note(payment, { kind: told.kind, state: to, ended, provider: row.provider, actor, detail });
        if (to === 'failed' || to === 'canceled') {
          await store.unlock(payment);
          await (to === 'failed' ? tell.failed({ ...row, state: to }, verdict) : tell.canceled(row, told.actor));
        }
        if (to === 'pending') await tell.pending(row);
        if (verdict.disputed) await needsAttention({ ...row, state: to }, 'disputed', 'the bank wants the money back');
        return store.load(payment);
      }),
  };
}

export type SettlingPayments = ReturnType<typeof createSettlingPayments>;
