import type Stripe from 'stripe';
import type { PaymentProvider, SetUpRequest, SetUpVerdict } from '../../../../../config/payment-provider';
import { isReplay, type Parts } from './client';
import { OFFERED, savedMethodOf } from './faces';
import { isMissing, making, NotMade, troubleOf } from './failures';
import { localeOf, NotSeen, type Store } from './sessions';
import { isAbandoned, type Marks, PATIENCE, SETUP_EXPANDED, setUpIntentVerdict, setUpVerdict } from './verdicts';

type SavedMethods = Required<Pick<PaymentProvider, 'setUp' | 'retrieveSetUp' | 'detach' | 'method'>>;

/** Saved methods: set up on Stripe's page, or by its form on a page of ours. */
export function createMethods({ stripe, options, context }: Parts, store: Store): SavedMethods {
  const key = options.checkout === 'embedded' ? options.publishableKey : undefined;
  const ofIntent = (intent: Stripe.SetupIntent): SetUpVerdict =>
    setUpIntentVerdict(intent, intent.customer, { providerSetUp: intent.id }, key);

  /** Begins one for the form. */
  async function startForm({ reference, payer, method }: SetUpRequest): Promise<SetUpVerdict> {
    const { setupIntents } = await stripe();
    const intent = await setupIntents.create(
      {
        customer: await store.customer(payer),
        usage: 'off_session',
        metadata: { portal_reference: reference, portal_flow: 'embedded' } satisfies Marks,
        automatic_payment_methods: { enabled: true },
        ...(method && OFFERED[method] && { allowed_payment_method_types: OFFERED[method] }),
        expand: SETUP_EXPANDED,
      },
      { idempotencyKey: reference },
    );
    return ofIntent(isReplay(intent) ? await store.setUp(intent.id) : intent);
  }

  /** What nobody comes back to is ended, as Checkout ends its sessions. */
  async function asked(intent: Stripe.SetupIntent): Promise<SetUpVerdict> {
    if (!isAbandoned(intent, context.now(), key)) return ofIntent(intent);
    try {
      await (await stripe()).setupIntents.cancel(intent.id);
    } catch (error) {
      if (troubleOf(error).kind !== 'refused') throw error;
    }
    return ofIntent(await store.setUp(intent.id));
  }

  async function verdict<T extends SetUpVerdict | null>(
    work: () => Promise<T>,
    repeated?: () => Promise<SetUpVerdict | null>,
  ): Promise<T | SetUpVerdict> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof NotSeen) return { state: 'unknown' };
      if (error instanceof NotMade) return { state: 'failed', failure: error.trouble.failure };
      const trouble = troubleOf(error, context.log);
      if (trouble.kind === 'repeated' && repeated) return (await verdict(repeated)) ?? { state: 'unknown' };
      return { state: 'unknown' };
    }
  }

  return {
    setUp: (request) =>
      verdict(
        async () => {
          if (key !== undefined) return making(context.log, () => startForm(request));
          const { reference, payer, returnUrl, currency, method } = request;
          const metadata = { portal_reference: reference };
          const session = await making(context.log, async () =>
            store.create(
              {
                mode: 'setup',
                client_reference_id: reference,
                metadata,
                customer: await store.customer(payer),
                currency: currency.toLowerCase(),
                setup_intent_data: { metadata },
                success_url: returnUrl,
                cancel_url: returnUrl,
                locale: localeOf(payer.language),
                expires_at: Math.floor(context.now().getTime() / 1000) + PATIENCE,
                ...(method && OFFERED[method] && { allowed_payment_method_types: OFFERED[method] }),
              },
              reference,
            ),
          );
          return setUpVerdict(session);
        },
        async () => {
          const { reference } = request;
          const customer = await store.customer(request.payer);
          if (key !== undefined) {
            const made = await store.findSetUp(reference, customer);
            return made && asked(made);
          }
          const found = await store.findSession(reference, 'setup', customer);
          return found && setUpVerdict(found);
        },
      ),

    retrieveSetUp: ({ providerSetUp, reference }) =>
      verdict(async () => {
        // By whichever way it was begun, which the options may not be any more.
        if (providerSetUp?.startsWith('seti_')) return asked(await store.setUp(providerSetUp));
        if (providerSetUp !== null) return setUpVerdict(await store.session(providerSetUp));
        const intent = await store.findSetUp(reference);
        if (intent) return asked(intent);
        const found = await store.findSession(reference, 'setup');
        return found && setUpVerdict(found);
      }),

    async detach(saved) {
      const { paymentMethods } = await stripe();
      try {
        await paymentMethods.detach(saved);
        return true;
      } catch (error) {
        // Gone, or nobody's any more: Stripe says so of one that was detached before.
        if (isMissing(error)) return true;
        if (troubleOf(error, context.log).kind !== 'refused') return false;
        const method = await paymentMethods.retrieve(saved).catch(() => null);
        return method !== null && method.customer === null;
      }
    },

    async method(saved) {
      try {
        const method = await (await stripe()).paymentMethods.retrieve(saved);
        return method.customer === null ? null : savedMethodOf(method);
      } catch (error) {
        if (isMissing(error)) return null;
        troubleOf(error, context.log);
        return 'unknown';
      }
    },
  };
}
