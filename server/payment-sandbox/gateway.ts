import { randomBytes } from 'node:crypto';
import {
  ENDS,
  faceOf,
  METHOD_GONE,
  NOT_CONFIRMED,
  Refused,
  RETURNED,
  typeOf,
  type Behaviour,
  type Choice,
  type Method,
  type MethodType,
  type Payment,
  type PaymentFailure,
  type Refund,
  type SandboxEvent,
  type SetUp,
} from './model';
import type { Store } from './store';

export interface Asked {
  reference: string;
  customer: string;
  language: string;
  returnUrl: string;
}
export interface AskedPayment extends Asked {
  amount: number;
  currency: string;
  description: string;
}

const someId = (prefix: string): string => `${prefix}_${randomBytes(12).toString('hex')}`;
const isPayment = (page: Payment | SetUp): page is Payment => 'amount' in page;
type Subject = SandboxEvent['data']['object'];

/** What the gateway does, each in one go: nothing here waits, so that no two requests are ever halfway. */
export class Gateway {
  constructor(
    readonly store: Store,
    readonly behaviour: Behaviour,
    private readonly options: { now(): Date; sessionSeconds: number; tell(event: SandboxEvent): void },
  ) {}

  private tell(object: Subject, state: string, { id, reference, payment }: { id: string; reference?: string; payment?: string }): void {
    const data = { object, id, reference: reference ?? null, payment: payment ?? null };
    this.options.tell({ id: someId('evt'), type: `${object}.${state}`, created: Math.floor(this.options.now().getTime() / 1000), data });
  }

  private page({ reference, customer, language, returnUrl }: Asked, offers: MethodType | null) {
    const now = this.options.now();
    return {
      reference,
      customer,
      language,
      returnUrl,
      offers,
      token: randomBytes(18).toString('base64url'),
      confirming: null,
      createdAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + this.options.sessionSeconds * 1000).toISOString(),
      failure: null,
      saved: null,
    };
  }

  private newPayment(asked: AskedPayment, change: Partial<Payment>, offers: MethodType | null = null): Payment {
    return {
      id: someId('pay'),
      ...this.page(asked, offers),
      state: 'open',
      amount: Math.max(1, asked.amount + this.behaviour.amountOff),
      currency: asked.currency,
      description: asked.description,
      save: false,
      face: null,
      refunded: 0,
      disputed: false,
      ...change,
    };
  }

  private keep(payment: Payment, state: string): Payment {
    this.store.put('payments', payment);
    this.tell('payment', state, payment);
    return payment;
  }

  /** A page for the customer to pay on. */
  startPayment(asked: AskedPayment, save: boolean, offers: MethodType | null): Payment {
    return this.store.put('payments', this.newPayment(asked, { save }, offers));
  }

  startSetUp(asked: Asked, offers: MethodType | null): SetUp {
    return this.store.put('setUps', { id: someId('set'), ...this.page(asked, offers), state: 'open' });
  }

  /** Charges a saved method; one that asks for a confirmation opens a page where the customer is there. */
  charge(asked: AskedPayment, saved: string, present: boolean): Payment {
    const method = this.store.of('methods').get(saved);
    if (!method || method.detached || this.accountOf(asked.customer) !== method.account)
      return this.keep(this.newPayment(asked, { state: 'failed', failure: METHOD_GONE }), 'failed');
    const payment = this.newPayment(asked, { face: method.face });
    const confirms = ENDS[method.choice] === 'confirm';
    if (confirms && !present) return this.keep({ ...payment, state: 'failed', failure: NOT_CONFIRMED }, 'failed');
    if (confirms) return this.store.put('payments', { ...payment, confirming: method.choice });
    return this.end(payment, method.choice);
  }

  /** A page that nobody came to in time is closed. */
  fresh<T extends Payment | SetUp>(page: T): T {
    if (page.state !== 'open' || new Date(page.expiresAt) > this.options.now()) return page;
    return this.cancel(page);
  }

  cancel<T extends Payment | SetUp>(page: T): T {
    if (page.state !== 'open') return page;
    const canceled = { ...page, state: 'canceled' as const };
    if (isPayment(canceled)) return this.keep(canceled, 'canceled') as T;
    this.store.put('setUps', canceled);
    this.tell('set_up', 'canceled', canceled);
    return canceled;
  }

  /** What the customer chose on a page; without a choice it confirms what it chose before. */
  choose<T extends Payment | SetUp>(page: T, choice: Choice): T {
    if (page.state !== 'open') throw new Refused(409, 'not_open', 'This page is over.');
    if (page.offers !== null && page.offers !== typeOf(choice)) throw new Refused(400, 'not_offered', 'This is not offered here.');
    if (ENDS[choice] !== 'confirm') return this.end(page, choice);
    const confirming = { ...page, confirming: choice };
    if (isPayment(confirming)) this.store.put('payments', confirming);
    else this.store.put('setUps', confirming);
    return confirming;
  }

  /** The answer to a 3-D Secure question. */
  confirm<T extends Payment | SetUp>(page: T, yes: boolean): T {
    if (page.state !== 'open' || page.confirming === null) throw new Refused(409, 'not_open', 'There is nothing to confirm.');
    return this.end(page, page.confirming, yes ? undefined : NOT_CONFIRMED);
  }

  private end<T extends Payment | SetUp>(page: T, choice: Choice, refused?: PaymentFailure): T {
    const end = ENDS[choice];
    const failure = refused ?? (typeof end === 'object' ? end : null);
    return (isPayment(page) ? this.endPayment(page, choice, failure) : this.endSetUp(page, choice, failure)) as T;
  }

  private endPayment(page: Payment, choice: Choice, failure: PaymentFailure | null): Payment {
    const ended = { ...page, face: faceOf(choice, this.options.now().getUTCFullYear()), confirming: null, failure };
    if (failure) return this.keep({ ...ended, state: 'failed' }, 'failed');
    const saved = page.save ? this.save(page.customer, choice).id : null;
    const state = ENDS[choice] === 'waits' ? 'pending' : 'succeeded';
    return this.keep({ ...ended, state, saved }, state);
  }

  /** What declines is noticed when it is charged; what has expired, or was not confirmed, at once. */
  private endSetUp(page: SetUp, choice: Choice, problem: PaymentFailure | null): SetUp {
    const failure = problem === NOT_CONFIRMED || problem?.code === 'expired_card' ? problem : null;
    const saved = failure ? null : this.save(page.customer, choice).id;
    const done: SetUp = { ...page, state: failure ? 'failed' : 'succeeded', confirming: null, failure, saved };
    this.tell('set_up', done.state, done);
    return this.store.put('setUps', done);
  }

  private accountOf(customer: string): string | undefined {
    return this.store.of('accounts').by('customer', customer)?.id;
  }

  private save(customer: string, choice: Choice): Method {
    const account = this.accountOf(customer) ?? this.store.put('accounts', { id: someId('cus'), customer }).id;
    const face = faceOf(choice, this.options.now().getUTCFullYear());
    return this.store.put('methods', { id: someId('met'), account, choice, face, detached: false });
  }

  detach(method: Method): Method {
    if (method.detached) return method;
    this.tell('method', 'detached', method);
    return this.store.put('methods', { ...method, detached: true });
  }

  /** A pending payment comes to its end. What failed or was canceled may still succeed: banks say so days after. */
  settle(payment: Payment, as: 'succeeded' | 'failed'): Payment {
    const late = as === 'succeeded' && (payment.state === 'failed' || payment.state === 'canceled');
    if (payment.state !== 'pending' && !late) throw new Refused(409, 'not_pending', 'This payment does not wait for anything.');
    const face = payment.face ?? faceOf('card', this.options.now().getUTCFullYear());
    return this.keep({ ...payment, face, state: as, failure: as === 'failed' ? RETURNED : null }, as);
  }

  dispute(payment: Payment): Payment {
    if (payment.state !== 'succeeded') throw new Refused(409, 'not_succeeded', 'Only what was paid can be disputed.');
    return this.keep({ ...payment, disputed: true }, 'disputed');
  }

  refund(payment: Payment, amount: number, reference: string): Refund {
    const left = payment.state === 'succeeded' ? payment.amount - payment.refunded : 0;
    const refund = { id: someId('ref'), reference, payment: payment.id, amount };
    if (amount > left) return this.store.put('refunds', { ...refund, state: 'failed', failure: 'The payment has less than that left.' });
    if (this.behaviour.refunds === 'fail')
      return this.store.put('refunds', { ...refund, state: 'failed', failure: 'The bank does not take it back.' });
    const state = this.behaviour.refunds === 'wait' ? 'pending' : 'succeeded';
    this.store.put('payments', { ...payment, refunded: payment.refunded + amount });
    this.tell('refund', state, { ...refund, payment: payment.id });
    return this.store.put('refunds', { ...refund, state, failure: null });
  }

  settleRefund(refund: Refund, as: 'succeeded' | 'failed'): Refund {
    if (refund.state !== 'pending') throw new Refused(409, 'not_pending', 'This refund does not wait for anything.');
    const payment = this.store.of('payments').get(refund.payment);
    if (payment && as === 'failed') this.store.put('payments', { ...payment, refunded: payment.refunded - refund.amount });
    const done = this.store.put('refunds', { ...refund, state: as, failure: as === 'failed' ? 'The bank sent it back.' : null });
    this.tell('refund', as, done);
    return done;
  }
}
