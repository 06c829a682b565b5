import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import type { Payer } from '../../../../../config/payment-provider';
import { isReplay, type Parts } from './client';
import { isMissing, troubleOf } from './failures';
import { INTENT_EXPANDED, marksOf, SESSION_EXPANDED, SETUP_EXPANDED } from './verdicts';

/** Languages of Checkout (Stripe's list); for others it takes the browser's. */
export const LANGUAGES = 'bg cs da de el en es et fi fil fr hr hu id it ja ko lt lv ms mt nb nl pl pt ro ru sk sl sv th tr vi zh'.split(
  ' ',
);
type Locale = Stripe.Checkout.SessionCreateParams.Locale;
export const localeOf = (language: string): Locale => LANGUAGES.find((one) => one === language.slice(0, 2).toLowerCase()) ?? 'auto';

/** How far back a payment is looked for by our reference alone, in seconds, and how many are looked at. */
const LOOKED_BACK = 3 * 24 * 3600;
const LOOKED_AT = 2_000;

/** More was begun at Stripe than is looked at, and the search does not know it either. */
export class NotSeen extends Error {}

/** Reading and making what the provider works with at Stripe. */
export function createStore({ stripe, context }: Parts) {
  const session = async (id: string): Promise<Stripe.Checkout.Session> =>
    (await stripe()).checkout.sessions.retrieve(id, { expand: SESSION_EXPANDED });
  const intent = async (id: string): Promise<Stripe.PaymentIntent> =>
    (await stripe()).paymentIntents.retrieve(id, { expand: INTENT_EXPANDED });

  const setUp = async (id: string): Promise<Stripe.SetupIntent> => (await stripe()).setupIntents.retrieve(id, { expand: SETUP_EXPANDED });

  /** The newest of a list that fits; the list is Stripe's own, which is up to date at once, while its search lags. */
  async function newest<T>(list: AsyncIterable<T>, fits: (one: T) => boolean): Promise<{ found: T | null; all: boolean }> {
    let seen = 0;
    for await (const one of list) {
      if (fits(one)) return { found: one, all: true };
      seen += 1;
      if (seen >= LOOKED_AT) return { found: null, all: false };
    }
    return { found: null, all: true };
  }
  /** Where one customer's are few, all of them are looked at. */
  const within = (customer?: string) =>
    customer === undefined
      ? { limit: 100, created: { gte: Math.floor(context.now().getTime() / 1000) - LOOKED_BACK } }
      : { limit: 100, customer };

  async function findSession(reference: string, mode: 'payment' | 'setup', customer?: string) {
    const list = (await stripe()).checkout.sessions.list(within(customer));
    const { found, all } = await newest(list, (one) => one.client_reference_id === reference && one.mode === mode);
    return { all, found: found && (await session(found.id)) };
  }

  async function findIntent(reference: string, customer?: string) {
    const list = (await stripe()).paymentIntents.list(within(customer));
    const { found, all } = await newest(list, (one) => marksOf(one.metadata).portal_reference === reference);
    return { all, found: found && (await intent(found.id)) };
  }

  /** What is older than the lists are read. Accounts in India have no search. */
  async function search(reference: string): Promise<string | null> {
    const query = `metadata['portal_reference']:'${reference.replace(/['\\]/gu, '')}'`;
    try {
      return (await (await stripe()).paymentIntents.search({ query, limit: 1 })).data[0]?.id ?? null;
    } catch (error) {
      if (troubleOf(error, context.log).kind !== 'refused') throw error;
      return null;
    }
  }

  /** Whom Stripe knows by this id; null: nobody, or in another account, whose keys were used before. */
  async function known(account: string): Promise<string | null> {
    try {
      const found = await (await stripe()).customers.retrieve(account);
      return found.deleted ? null : found.id;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  return {
    session,
    intent,
    setUp,

    /** An intent that was made before, of one customer. */
    async findIntent(reference: string, customer: string): Promise<Stripe.PaymentIntent | null> {
      return (await findIntent(reference, customer)).found;
    },

    /** A session that was made before, by one customer or by anybody. */
    async findSession(reference: string, mode: 'payment' | 'setup', customer?: string): Promise<Stripe.Checkout.Session | null> {
      return (await findSession(reference, mode, customer)).found;
    },

    /** A set-up by the form that was made before; Stripe has no search for these. */
    async findSetUp(reference: string, customer?: string): Promise<Stripe.SetupIntent | null> {
      const list = (await stripe()).setupIntents.list(within(customer));
      const { found } = await newest(
        list,
        (one) => marksOf(one.metadata).portal_reference === reference && marksOf(one.metadata).portal_flow === 'embedded',
      );
      return found && setUp(found.id);
    },

    /** The session that an intent belongs to. */
    async sessionOf(intentId: string): Promise<Stripe.Checkout.Session | null> {
      const { data } = await (await stripe()).checkout.sessions.list({ payment_intent: intentId, limit: 1 });
      return data[0] ? session(data[0].id) : null;
    },

    /**
     * What was begun under a reference, when all else is lost; null: nothing was.
     * @throws NotSeen where there is too much to say so
     */
    async find(reference: string): Promise<Stripe.Checkout.Session | Stripe.PaymentIntent | null> {
      const sessions = await findSession(reference, 'payment');
      if (sessions.found) return sessions.found;
      const intents = await findIntent(reference);
      if (intents.found) return intents.found;
      const searched = await search(reference);
      if (searched) return intent(searched);
      if (!sessions.all || !intents.all) throw new NotSeen();
      return null;
    },

    /** Makes a session, or gets the one that was made with the same key before, as it is now. */
    async create(params: Stripe.Checkout.SessionCreateParams, idempotencyKey: string): Promise<Stripe.Checkout.Session> {
      const made = await (await stripe()).checkout.sessions.create(params, { idempotencyKey });
      return isReplay(made) ? session(made.id) : made;
    },

    /** Who pays, as Stripe knows it: by what it was called before, by its address, or made now. */
    async customer({ customer, account, name, email, language }: Payer): Promise<string> {
      const { customers } = await stripe();
      const before = account === null ? null : await known(account);
      if (before !== null) return before;
      const found =
        email && (await customers.list({ email, limit: 100 })).data.find(({ metadata }) => metadata.portal_customer === customer);
      if (found) return found.id;
      // Two payments at once make one customer. Another name is another request, which the same key would refuse.
      const key = createHash('sha256')
        .update(JSON.stringify([customer, name, email, language]))
        .digest('hex');
      const params = { name, ...(email && { email }), preferred_locales: [language], metadata: { portal_customer: customer } };
      return (await customers.create(params, { idempotencyKey: `customer-${key}` })).id;
    },
  };
}

export type Store = ReturnType<typeof createStore>;
