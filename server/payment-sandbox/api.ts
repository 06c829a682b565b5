import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { canonicalJson } from '../../plugin/rules/canonical-json';
import { isCurrency } from '../../plugin/rules/money/currency';
import type { Gateway } from './gateway';
import { json, parsed, refusal, requireBearer, type Answer, type Call, type Route } from './http';
import { Refused, type Method, type Payment, type SetUp } from './model';

const text = (most: number) => z.string().min(1).max(most);
const amount = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
const offers = z.enum(['card', 'debit']).nullable();
const page = {
  reference: text(200),
  customer: text(200),
  language: text(35),
  // As headers carry it: in ASCII.
  returnUrl: z
    .url({ protocol: /^https?$/u })
    .max(2000)
    .transform((url) => new URL(url).href),
};
const payment = {
  ...page,
  amount,
  currency: z.string().refine(isCurrency, 'is no currency'),
  description: z.string().max(200),
};
const newPayment = z.strictObject({ ...payment, save: z.boolean(), offers });
const newCharge = z.strictObject({ ...payment, method: text(100), present: z.boolean() });
const newSetUp = z.strictObject({ ...page, offers });
const newRefund = z.strictObject({ reference: text(200), payment: text(100), amount });

/** A method as the API tells of it; null once it is gone. */
const methodView = (method: Method | undefined) =>
  method && !method.detached ? { id: method.id, account: method.account, ...method.face } : null;

function pageView(gateway: Gateway, base: string, { id, reference, token, state, expiresAt, failure, saved }: Payment | SetUp) {
  const url = state === 'open' ? `${base}/pay/${token}` : null;
  return {
    id,
    reference,
    state,
    url,
    expiresAt,
    failure,
    saved: saved === null ? null : methodView(gateway.store.of('methods').get(saved)),
  };
}

/** A payment as the API tells of it. */
export function paymentView(gateway: Gateway, base: string, given: Payment) {
  const { amount: held, currency, face, refunded, disputed } = given;
  return { ...pageView(gateway, base, given), amount: held, currency, method: face, refunded, disputed };
}

/** @throws Refused with 404 */
export function found<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw new Refused(404, 'not_found', 'There is none.');
  return value;
}

/**
 * What the plugin calls. A change carries an `Idempotency-Key`: the same key with the same parameters gets the first
 * answer again (`idempotent-replayed: true`), with others 409.
 */
export function apiRoutes(gateway: Gateway, { secret, base }: { secret: string; base: () => string }): Route[] {
  const { store, behaviour } = gateway;
  const payments = store.of('payments');
  const setUps = store.of('setUps');
  const refunds = store.of('refunds');
  const methods = store.of('methods');
  const showPayment = (value: Payment) => paymentView(gateway, base(), gateway.fresh(value));
  const showSetUp = (value: SetUp) => pageView(gateway, base(), gateway.fresh(value));

  function once(call: Call, work: () => Answer): Answer {
    const { method, url, headers } = call;
    const key = headers['idempotency-key'];
    if (typeof key !== 'string' || key === '') return work();
    const id = `${method} ${url.pathname} ${key}`;
    const asked = canonicalJson(parsed(z.unknown(), call));
    const first = store.of('answers').get(id);
    if (first && first.asked !== asked) throw new Refused(409, 'key_reused', 'This Idempotency-Key came with other parameters before.');
    if (first) return { ...json(first.status, null, { 'idempotent-replayed': 'true' }), body: first.body };
    const answer = work();
    store.put('answers', { id, asked, status: answer.status, body: answer.body ?? '' });
    return answer;
  }

  /** What every request goes through: the secret, and the troubles that somebody wants to see. */
  const api = (on: string, pattern: RegExp, work: (call: Call) => Answer): Route => ({
    on,
    pattern,
    async handle(call) {
      requireBearer(call, secret);
      if (behaviour.failAnswers > 0) {
        behaviour.failAnswers -= 1;
        return refusal(new Refused(500, 'failed', 'The sandbox was told to fail.'));
      }
      const answer = on === 'GET' ? work(call) : once(call, () => work(call));
      const lost = on !== 'GET' && behaviour.loseAnswers > 0;
      if (lost) behaviour.loseAnswers -= 1;
      if (behaviour.answerDelayMs > 0) await wait(behaviour.answerDelayMs);
      return { ...answer, lost };
    },
  });

  const reference = ({ url }: Call): string => url.searchParams.get('reference') ?? '';

  return [
    api('GET', /^\/v1\/account$/u, () => json(200, { name: 'Payment sandbox', takesMoney: false })),

    api('POST', /^\/v1\/payments$/u, (call) => {
      const { save, offers: only, ...asked } = parsed(newPayment, call);
      return json(201, showPayment(gateway.startPayment(asked, save, only)));
    }),
    api('GET', /^\/v1\/payments$/u, (call) => json(200, showPayment(found(payments.by('reference', reference(call)))))),
    api('GET', /^\/v1\/payments\/([^/]+)$/u, ({ params: [id = ''] }) => json(200, showPayment(found(payments.get(id))))),
    api('POST', /^\/v1\/payments\/([^/]+)\/cancellation$/u, ({ params: [id = ''] }) =>
      json(200, showPayment(gateway.cancel(gateway.fresh(found(payments.get(id)))))),
    ),
    api('POST', /^\/v1\/charges$/u, (call) => {
      const { method, present, ...asked } = parsed(newCharge, call);
      return json(201, showPayment(gateway.charge(asked, method, present)));
    }),

    api('POST', /^\/v1\/set-ups$/u, (call) => {
      const { offers: only, ...asked } = parsed(newSetUp, call);
      return json(201, showSetUp(gateway.startSetUp(asked, only)));
    }),
    api('GET', /^\/v1\/set-ups$/u, (call) => json(200, showSetUp(found(setUps.by('reference', reference(call)))))),
    api('GET', /^\/v1\/set-ups\/([^/]+)$/u, ({ params: [id = ''] }) => json(200, showSetUp(found(setUps.get(id))))),

    api('GET', /^\/v1\/methods$/u, ({ url }) => {
      const account = url.searchParams.get('account');
      return json(200, { methods: methods.all().flatMap((one) => (one.account === account ? (methodView(one) ?? []) : [])) });
    }),
    api('GET', /^\/v1\/methods\/([^/]+)$/u, ({ params: [id = ''] }) => json(200, found(methodView(methods.get(id))))),
    api('POST', /^\/v1\/methods\/([^/]+)\/detachment$/u, ({ params: [id = ''] }) => {
      gateway.detach(found(methods.get(id)));
      return json(200, { detached: true });
    }),

    api('POST', /^\/v1\/refunds$/u, (call) => {
      const asked = parsed(newRefund, call);
      return json(201, gateway.refund(found(payments.get(asked.payment)), asked.amount, asked.reference));
    }),
    api('GET', /^\/v1\/refunds$/u, (call) => json(200, found(refunds.by('reference', reference(call))))),
    api('GET', /^\/v1\/refunds\/([^/]+)$/u, ({ params: [id = ''] }) => json(200, found(refunds.get(id)))),
  ];
}
