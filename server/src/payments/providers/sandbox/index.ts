import { z } from 'zod';
import type {
  MethodFace,
  Payer,
  PaymentProvider,
  PaymentProviderModule,
  ProviderCapabilities,
  ProviderContext,
  RefundVerdict,
  SetUpVerdict,
  Verdict,
} from '../../../../../config/payment-provider';
import { PAYMENT_OPTIONS, SANDBOX_IN_PRODUCTION, type SandboxOptions } from '../../../../../config/payments';
import { createGateway, type Answered } from './gateway';
import { methodAnswer, paymentAnswer, refundAnswer, refundVerdictOf, savedOf, setUpAnswer, setUpVerdictOf, verdictOf } from './verdicts';
import { hintOf } from './webhook';

export const SANDBOX_CAPABILITIES: ProviderCapabilities = {
  methods: ['card', 'sepa-debit'],
  currencies: '*',
  saves: true,
  refunds: 'part',
  slow: true,
  flow: 'redirect',
};

/**
 * The sandbox marks invoices as paid and takes no money: where `environment` is production it is used only if the
 * configuration says so in words.
 * @throws Error that says what to do
 */
export function refuseInProduction({ inProduction }: { inProduction?: unknown }, environment = process.env.NODE_ENV): void {
  if (environment !== 'production' || inProduction === SANDBOX_IN_PRODUCTION) return;
  throw new Error(
    'customer-portal: the payment provider "sandbox" takes no money, and marks invoices as paid. It does not run in production. ' +
      'Name another provider under "customer-portal.config.payments.providers" in config/plugins; if this Strapi is for trying ' +
      `things out all the same, say so in the "providerOptions" of the sandbox: inProduction: '${SANDBOX_IN_PRODUCTION}'.`,
  );
}

const offersOf = (method: MethodFace['kind'] | undefined): 'card' | 'debit' | null =>
  method === 'card' ? 'card' : method === 'sepa-debit' ? 'debit' : null;

const UNKNOWN = { state: 'unknown' } as const;

/** A provider over the gateway of `server/payment-sandbox/`. */
export function create({ url, secret }: SandboxOptions, context: ProviderContext): PaymentProvider {
  const call = createGateway({ url, secret }, context.log);
  const asked = ({ reference, payer, returnUrl }: { reference: string; payer: Payer; returnUrl: string }) => ({
    reference,
    returnUrl,
    customer: payer.customer,
    language: payer.language,
  });
  const path = (kind: string, id: string | null, reference: string): string =>
    id === null ? `${kind}?reference=${encodeURIComponent(reference)}` : `${kind}/${encodeURIComponent(id)}`;

  /** The answer, or null where the gateway knows of none. */
  function orNull<T, V>(answered: Answered<T>, of: (value: T) => V): V | null | typeof UNKNOWN {
    if (answered.kind === 'answer') return of(answered.value);
    return answered.kind === 'refused' && answered.none ? null : UNKNOWN;
  }

  const retrieve: PaymentProvider['retrieve'] = async ({ providerPayment, reference }) =>
    orNull(await call({ path: path('payments', providerPayment, reference), schema: paymentAnswer }), verdictOf);
  const retrieveSetUp: PaymentProvider['retrieveSetUp'] & {} = async ({ providerSetUp, reference }) =>
    orNull(await call({ path: path('set-ups', providerSetUp, reference), schema: setUpAnswer }), setUpVerdictOf);

  /** Makes a payment. What is answered to a key again is how the payment was then: it is asked about. */
  async function make(kind: 'payments' | 'charges', key: string, body: unknown): Promise<Verdict> {
    const answered = await call({ method: 'POST', path: kind, key, body, schema: paymentAnswer });
    if (answered.kind !== 'answer') return UNKNOWN;
    if (!answered.replayed) return verdictOf(answered.value);
    return (await retrieve({ providerPayment: answered.value.id, reference: key })) ?? UNKNOWN;
  }

  return {
    capabilities: SANDBOX_CAPABILITIES,
    async test() {
      const answered = await call({ path: 'account', schema: z.object({ takesMoney: z.literal(false) }) });
      if (answered.kind === 'answer') return { ok: true, mode: 'test', message: `The payment sandbox at ${url}. No money moves.` };
      const message =
        answered.kind === 'refused'
          ? `The payment sandbox at ${url} refuses the secret: it was started with another one.`
          : `The payment sandbox at ${url} does not answer: start it with "npx customer-portal-sandbox".`;
      return { ok: false, mode: 'test', message };
    },
    start: ({ amount, currency, description, save, method, ...request }) =>
      make('payments', request.reference, { ...asked(request), amount, currency, description, save, offers: offersOf(method) }),
    retrieve,
    async cancel(which) {
      const before = await retrieve(which);
      if (before?.state !== 'requires-action') return before;
      const { providerPayment: id = '' } = before;
      return orNull(
        await call({ method: 'POST', path: `payments/${encodeURIComponent(id)}/cancellation`, body: {}, schema: paymentAnswer }),
        verdictOf,
      );
    },
    charge: ({ amount, currency, description, saved, present, ...request }) =>
      make('charges', request.reference, { ...asked(request), amount, currency, description, method: saved, present }),
    async setUp({ method, ...request }): Promise<SetUpVerdict> {
      const body = { ...asked(request), offers: offersOf(method) };
      const answered = await call({ method: 'POST', path: 'set-ups', key: request.reference, body, schema: setUpAnswer });
      if (answered.kind !== 'answer') return UNKNOWN;
      if (!answered.replayed) return setUpVerdictOf(answered.value);
      return (await retrieveSetUp({ providerSetUp: answered.value.id, reference: request.reference })) ?? UNKNOWN;
    },
    retrieveSetUp,
    async detach(saved) {
      const path = `methods/${encodeURIComponent(saved)}/detachment`;
      const answered = await call({ method: 'POST', path, body: {}, schema: z.object({ detached: z.literal(true) }) });
      return answered.kind === 'answer' || (answered.kind === 'refused' && answered.none);
    },
    async method(saved) {
      const answered = await call({ path: `methods/${encodeURIComponent(saved)}`, schema: methodAnswer });
      const method = orNull(answered, savedOf);
      return method && 'state' in method ? 'unknown' : method;
    },
    async refund({ reference, providerPayment, amount }): Promise<RefundVerdict> {
      const body = { reference, payment: providerPayment, amount };
      const answered = await call({ method: 'POST', path: 'refunds', key: reference, body, schema: refundAnswer });
      if (answered.kind !== 'answer') return UNKNOWN;
      if (!answered.replayed) return refundVerdictOf(answered.value);
      return orNull(await call({ path: path('refunds', answered.value.id, reference), schema: refundAnswer }), refundVerdictOf) ?? UNKNOWN;
    },
    retrieveRefund: async ({ providerRefund, reference }) =>
      orNull(await call({ path: path('refunds', providerRefund, reference), schema: refundAnswer }), refundVerdictOf),
    webhook: (delivery) => hintOf(delivery, secret, context.now()),
  };
}

export const sandbox: PaymentProviderModule = {
  init(providerOptions, context) {
    const options = PAYMENT_OPTIONS.sandbox.parse(providerOptions);
    refuseInProduction(options);
    return create(options, context);
  },
};
