import { isOn } from '../../../plugin/preferences';
import { allows } from '../../../plugin/rights';
import type { SessionParty } from '../kernel/party';
import { repository } from '../kernel/repository';
import { serviceOf, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { settingsOf } from '../settings';
import { createAsking } from './ask';
import { createBeginning } from './begin';
import { createCheck } from './check';
import { createKeptMethods } from './kept-methods';
import { createMethods } from './methods';
import { createOptions } from './options';
import { createPresenting } from './present';
import { createProviders } from './providers';
import { createProofs } from './proofs';
import { createRecording } from './record';
import type { PaymentRow } from './rows';
import { createRefunds } from './refunds';
import { createReminders } from './reminders';
import { createSettlingPayments } from './settle';
import { createPaymentStore } from './store';
import { createTeller } from './tell';
import { createWebhooks } from './webhooks';

/** Payments: begun here, made by providers, settled by what those say. */
export function createPayments(strapi: Strapi) {
  const store = createPaymentStore(strapi);
  const providers = createProviders(strapi, (reference) => store.waitingTransfer(reference));
  const proofs = createProofs(strapi, store);
  const tell = createTeller(strapi);
  const kept = createKeptMethods(strapi, providers);
  const methods = createMethods(strapi, providers, kept);
  const settling = createSettlingPayments(strapi, store, tell, kept);
  const asking = createAsking(strapi, store, settling, providers);
  const refunds = createRefunds(strapi, store, providers, { tell, settling });
  return {
    store,
    providers,
    methods,
    kept,
    settling,
    asking,
    refunds,
    proofs,
    ...createRecording(strapi, store, settling),
    beginning: createBeginning(strapi, store, providers.find),
    options: createOptions(strapi, store, providers, methods),
    present: createPresenting(strapi, store, providers, proofs),
    webhooks: createWebhooks(strapi, providers),
    check: createCheck(strapi),
    reminders: createReminders(strapi, store, methods),

    /** Whether the portal shows a customer's payments: it has some, or can make some. */
    async isShown(party: SessionParty): Promise<boolean> {
      if (!allows(party.customer.rights, 'payments.read')) return false;
      if (isOn(await settingsOf(strapi).preferences(), 'onlinePayments')) return true;
      return (await repository<PaymentRow>(strapi, party, { uid: UID.payment, customer: 'customer' }).list({ limit: 1 })).length > 0;
    },

    /** Ends payments of what has changed, and asks providers about all that is due to be asked about. */
    async askDue(): Promise<void> {
      await asking.endStale();
      while ((await asking.askDue()) > 0);
      await refunds.askDue();
      await kept.askDue();
    },
  };
}

export const paymentsOf = serviceOf('payments', createPayments);
