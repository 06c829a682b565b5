import type { PaymentProvider, SetUpVerdict } from '../../../../../config/payment-provider';
import type { Parts } from './client';
import { OFFERED, savedMethodOf } from './faces';
import { isMissing, making, NotMade, troubleOf } from './failures';
import { localeOf, NotSeen, type Store } from './sessions';
import { PATIENCE, setUpVerdict } from './verdicts';

type SavedMethods = Required<Pick<PaymentProvider, 'setUp' | 'retrieveSetUp' | 'detach' | 'method'>>;

/** Saved methods. They are set up on Stripe's page, also where payments are made on the portal's. */
export function createMethods({ stripe, context }: Parts, store: Store): SavedMethods {
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
    setUp: ({ reference, payer, returnUrl, currency, method }) =>
      verdict(
        async () => {
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
          const found = await store.findSession(reference, 'setup', await store.customer(payer));
          return found && setUpVerdict(found);
        },
      ),

    retrieveSetUp: ({ providerSetUp, reference }) =>
      verdict(async () => {
        const found = await (providerSetUp === null ? store.findSession(reference, 'setup') : store.session(providerSetUp));
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
