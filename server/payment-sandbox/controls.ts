import { z } from 'zod';
import { found, paymentView } from './api';
import type { Gateway } from './gateway';
import { json, parsed, requireBearer, type Answer, type Call, type Route } from './http';
import { CHOICES, Refused, type Behaviour, type Payment, type SandboxEvent, type SetUp } from './model';
import type { Webhooks } from './webhooks';

const count = (most: number) => z.int().min(0).max(most).optional();

export const behaviourChange = z.strictObject({
  webhookUrl: z
    .url({ protocol: /^https?$/u })
    .nullable()
    .optional(),
  webhookDelayMs: count(600_000),
  webhookCopies: count(10),
  webhookReorder: z.boolean().optional(),
  loseAnswers: count(1_000_000_000),
  failAnswers: count(1_000_000_000),
  answerDelayMs: count(600_000),
  amountOff: z.int().min(-1_000_000_000).max(1_000_000_000).optional(),
  refunds: z.enum(['succeed', 'wait', 'fail']).optional(),
}) satisfies z.ZodType<Partial<Behaviour>>;

export const ending = z.enum(['succeeded', 'failed']);
const choosing = z.strictObject({
  choice: z.enum(CHOICES),
  /** The answer to a card that asks for a confirmation; undefined leaves the question open. */
  confirm: z.boolean().optional(),
});

/** What is done in the place of customers and banks, by whichever way it is asked for. */
export function createControls(gateway: Gateway, webhooks: Webhooks) {
  const { store, behaviour } = gateway;
  const pageOf = (name: string): Payment | SetUp => {
    const page = store.of('payments').by('reference', name) ?? store.of('setUps').by('reference', name);
    return gateway.fresh(found(page));
  };
  const paymentOf = (name: string): Payment => gateway.fresh(found(store.of('payments').by('reference', name)));

  const lastEvent = (name: string): SandboxEvent => found(webhooks.lastOf(pageOf(name).id));

  return {
    behave: (change: Partial<Behaviour>): Behaviour => Object.assign(behaviour, change),
    choose(name: string, { choice, confirm }: z.output<typeof choosing>): void {
      const page = gateway.choose(pageOf(name), choice);
      if (page.confirming && confirm !== undefined) gateway.confirm(page, confirm);
    },
    settle(name: string, as: z.output<typeof ending>): void {
      const refund = store.of('refunds').by('reference', name);
      if (refund) gateway.settleRefund(refund, as);
      else gateway.settle(paymentOf(name), as);
    },
    dispute: (name: string): unknown => gateway.dispute(paymentOf(name)),
    /** A refund that nobody at the portal asked for. */
    refund(name: string, amount?: number): void {
      const payment = paymentOf(name);
      const all = payment.amount - payment.refunded;
      const { failure } = gateway.refund(payment, amount ?? all, `sandbox-${webhooks.sent.length}-${payment.id}`);
      if (failure !== null) throw new Refused(409, 'not_refunded', failure);
    },
    resend: (name: string): void => webhooks.dispatch([lastEvent(name)]),
    signed: (name: string, ageSeconds: number) => webhooks.signed(lastEvent(name), ageSeconds),
    payments: (): Payment[] =>
      store
        .of('payments')
        .all()
        .map((one) => gateway.fresh(one)),
  };
}
export type Controls = ReturnType<typeof createControls>;

const DONE = json(200, { done: true });

/** The control API, for tests: by our reference of a payment, a set-up or a refund. It asks for the same secret. */
export function controlRoutes(
  gateway: Gateway,
  webhooks: Webhooks,
  controls: Controls,
  { secret, base }: { secret: string; base: () => string },
): Route[] {
  const control = (on: string, pattern: RegExp, work: (call: Call, name: string) => Answer): Route => ({
    on,
    pattern,
    handle(call) {
      requireBearer(call, secret);
      return work(call, decodeURIComponent(call.params[0] ?? ''));
    },
  });
  const act = (name: string, work: (call: Call, name: string) => unknown): Route =>
    control('POST', new RegExp(`^/control/([^/]+)/${name}$`, 'u'), (call, reference) => {
      work(call, reference);
      return DONE;
    });

  return [
    control('POST', /^\/control\/behaviour$/u, (call) => json(200, controls.behave(parsed(behaviourChange, call)))),
    control('GET', /^\/control\/payments$/u, () =>
      json(
        200,
        controls.payments().map((one) => paymentView(gateway, base(), one)),
      ),
    ),
    control('GET', /^\/control\/webhooks$/u, () => json(200, webhooks.sent)),
    act('choice', (call, name) => controls.choose(name, parsed(choosing, call))),
    act('end', (call, name) => controls.settle(name, parsed(z.strictObject({ as: ending }), call).as)),
    act('dispute', (_, name) => controls.dispute(name)),
    act('refund', (call, name) => controls.refund(name, parsed(z.strictObject({ amount: z.int().min(1).optional() }), call).amount)),
    act('resend', (_, name) => controls.resend(name)),
    control('POST', /^\/control\/([^/]+)\/signed$/u, (call, name) =>
      json(200, controls.signed(name, parsed(z.strictObject({ ageSeconds: z.int() }), call).ageSeconds)),
    ),
  ];
}
