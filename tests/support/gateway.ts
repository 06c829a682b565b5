import type {
  ChargeRequest,
  PaymentProvider,
  PaymentProviderModule,
  RefundRequest,
  RefundVerdict,
  StartRequest,
  Verdict,
  WebhookHint,
} from '../../config/payment-provider';
import type { TestApp } from './strapi';

interface Held {
  id: string;
  request: StartRequest | ChargeRequest;
  state: 'open' | 'pending' | 'succeeded' | 'failed' | 'canceled';
  refunds: Map<string, RefundVerdict & { amount: number }>;
}

const SECRET = 'gateway-of-the-tests';
const FACE = { kind: 'card', brand: 'Visa', last4: '4242', expires: { year: 2030, month: 4 } } as const;

/**
 * A gateway as a team's own provider would be one, in the process of the tests: it remembers what it was asked, once for
 * each reference, and tests say what its customers do.
 */
export function createGateway() {
  const held = new Map<string, Held>();
  let counter = 0;
  const odd = {
    loseAnswers: 0,
    amount: undefined as number | undefined,
    refundsFail: false,
    expiresAt: null as Date | null,
    calls: [] as string[],
    setUps: 0,
    setUpWaits: false,
    setUpCalled: undefined as string | undefined,
  };

  const byId = (id: string): Held | undefined => [...held.values()].find((one) => one.id === id);
  const find = (providerPayment: string | null, reference: string): Held | undefined =>
    (providerPayment ? byId(providerPayment) : undefined) ?? held.get(reference);

  function verdictOf(one: Held): Verdict {
    const { amount, currency } = one.request;
    const known = { providerPayment: one.id, amount: odd.amount ?? amount, currency, method: { ...FACE } };
    const refunded = [...one.refunds.values()].reduce((sum, refund) => sum + (refund.state === 'failed' ? 0 : refund.amount), 0);
    switch (one.state) {
      case 'open':
        return {
          ...known,
          state: 'requires-action',
          next: { kind: 'redirect', url: `https://gateway.example/${one.id}`, expiresAt: odd.expiresAt },
        };
      case 'failed':
        return { ...known, state: 'failed', failure: { code: 'declined', hard: false, message: 'The card was declined.' } };
      case 'succeeded':
        return {
          ...known,
          state: 'succeeded',
          refunded,
          ...('save' in one.request &&
            one.request.save && { saved: { ...FACE, reference: `card-${one.id}`, account: `account-${one.request.payer.customer}` } }),
        };
      default:
        return { ...known, state: one.state };
    }
  }

  function answer(verdict: Verdict): Promise<Verdict> {
    if (odd.loseAnswers > 0) {
      odd.loseAnswers -= 1;
      return Promise.resolve({ state: 'unknown' });
    }
    return Promise.resolve(verdict);
  }

  const hold = (request: StartRequest | ChargeRequest, state: Held['state']): Held => {
    const before = held.get(request.reference);
    if (before) return before;
    counter += 1;
    const one: Held = { id: `pay-${counter}`, request, state, refunds: new Map() };
    held.set(request.reference, one);
    return one;
  };

  const provider: PaymentProvider = {
    capabilities: {
      methods: ['card', 'sepa-debit'],
      currencies: ['EUR', 'JPY', 'KWD'],
      saves: true,
      refunds: 'part',
      slow: true,
      flow: 'redirect',
    },
    test: () => Promise.resolve({ ok: true, mode: 'test', message: 'The gateway of the tests.' }),
    start(request) {
      odd.calls.push('start');
      return answer(verdictOf(hold(request, 'open')));
    },
    charge(request) {
      odd.calls.push('charge');
      return answer(verdictOf(hold(request, 'succeeded')));
    },
    retrieve({ providerPayment, reference }) {
      odd.calls.push('retrieve');
      const one = find(providerPayment, reference);
      return Promise.resolve(one ? verdictOf(one) : null);
    },
    cancel({ providerPayment, reference }) {
      const one = find(providerPayment, reference);
      if (one?.state === 'open') one.state = 'canceled';
      return Promise.resolve(one ? verdictOf(one) : null);
    },
    refund({ reference, providerPayment, amount }: RefundRequest) {
      const one = byId(providerPayment);
      if (!one) return Promise.resolve({ state: 'failed', failure: 'There is no such payment.' });
      const state = odd.refundsFail ? ('failed' as const) : ('succeeded' as const);
      const refund = one.refunds.get(reference) ?? { state, providerRefund: `refund-${reference}`, amount };
      one.refunds.set(reference, refund);
      const { amount: _amount, ...verdict } = refund;
      return Promise.resolve(verdict);
    },
    retrieveRefund: ({ reference, providerPayment }) => Promise.resolve(byId(providerPayment)?.refunds.get(reference) ?? null),
    setUp: ({ reference }) =>
      Promise.resolve({
        state: 'requires-action',
        providerSetUp: `setup-${reference}`,
        next: { kind: 'redirect', url: `https://gateway.example/setup-${reference}`, expiresAt: null },
      }),
    retrieveSetUp({ reference }) {
      odd.setUps += 1;
      if (odd.setUpWaits) return Promise.resolve({ state: 'unknown' });
      return Promise.resolve({
        state: 'succeeded',
        saved: { ...FACE, reference: odd.setUpCalled ?? `card-of-${reference}` },
        account: 'account-1',
      });
    },
    detach(saved) {
      odd.calls.push(`detach ${saved}`);
      return Promise.resolve(true);
    },
    method: (reference) => Promise.resolve({ ...FACE, reference }),
    webhook({ raw, headers }): WebhookHint | null {
      if (headers['x-signature'] !== SECRET) return null;
      return JSON.parse(Buffer.from(raw).toString('utf8')) as WebhookHint;
    },
  };

  return {
    module: { init: () => provider } satisfies PaymentProviderModule,
    secret: SECRET,
    odd,
    /** What its customer does on its page. */
    turn(reference: string, state: Held['state']): void {
      const one = held.get(reference);
      if (!one) throw new Error('The gateway knows of no such payment.');
      one.state = state;
    },
    /** A bank does not take a refund after all. */
    failRefund(reference: string): void {
      for (const { refunds } of held.values()) {
        const refund = refunds.get(reference);
        if (refund) refunds.set(reference, { ...refund, state: 'failed', failure: 'The account is closed.' });
      }
    },
    stateOf: (reference: string): Held['state'] | undefined => held.get(reference)?.state,
    /** What was taken, all in all. */
    taken: (): number => [...held.values()].reduce((sum, { state, request }) => sum + (state === 'succeeded' ? request.amount : 0), 0),
    count: (): number => held.size,
    /** What it was asked to begin. */
    requestOf: (reference: string): StartRequest | ChargeRequest | undefined => held.get(reference)?.request,
  };
}

/** A page asks again after a pause only; as if that were over. */
export const forgetAsked = (app: TestApp, documentId: string): Promise<unknown> =>
  app.strapi.db.query('plugin::customer-portal.payment').updateMany({ where: { documentId }, data: { askedAt: null } });

export type Gateway = ReturnType<typeof createGateway>;
