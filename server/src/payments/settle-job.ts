import type { JobKind } from '../platform/jobs';
import type { Where } from '../platform/strapi';
import { paymentRows } from './rows';
import { paymentsOf } from './service';
import { SETTLE, type Hinted } from './webhooks';

/** How often an event is tried again of which no payment is known. */
const PATIENCE = 3;

/** Asks a provider about what its webhook hinted at. One that came before our own commit is tried again. */
export const settleJob: JobKind = {
  kind: SETTLE,
  queue: 'payments',
  run: (strapi) => async (payload, job) => {
    const { provider, about } = payload as Hinted;
    const payments = paymentsOf(strapi);
    if (about.kind === 'method') return payments.kept.refresh(provider, about.saved);
    if (about.kind === 'set-up') return payments.kept.finish(provider, about);
    if (about.kind === 'none') return;
    // What a refund is called here is no payment's.
    const reference = about.kind === 'payment' ? about.reference : null;
    const { providerPayment } = about;
    const known = async (where: Where) => paymentRows(strapi).findOne({ where: { ...where, provider }, populate: { customer: true } });
    const found =
      (reference ? await known({ documentId: reference }) : null) ?? (providerPayment ? await known({ providerPayment }) : null);
    if (!found?.customer) {
      // It came before what the provider calls it was written here; else it is another application's with the same account.
      if (job.attempts < PATIENCE) throw new Error('No payment is known by this yet.');
      return;
    }
    await payments.asking.ask({ ...found, customer: found.customer });
    if (about.kind === 'refund') await payments.refunds.askOf(found.documentId);
  },
};
