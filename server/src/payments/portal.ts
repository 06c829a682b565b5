import type { linkPaymentsContract, paymentWebhooksContract } from '../../../plugin/contract/customer/payment-links';
import type { paymentMethodsContract } from '../../../plugin/contract/customer/payment-methods';
import type { linkPaymentProofsContract, paymentProofsContract } from '../../../plugin/contract/customer/payment-proofs';
import { PAYMENTS_PAGE, type paymentsContract } from '../../../plugin/contract/customer/payments';
import type { Actor } from '../conversations';
import type { Handlers } from '../kernel/binder';
import type { LinkParty } from '../kernel/party';
import type { Strapi } from '../platform/strapi';
import { linkedTypeOf } from './link';
import { createOwnPayments } from './own';
import { paymentsOf } from './service';

/** What signed-in customers see and do of payments. */
export function paymentsHandlers(strapi: Strapi): Handlers<typeof paymentsContract> {
  const own = createOwnPayments(strapi);
  return {
    find: ({ party, query }) => own.list(party, query.page ?? 1, PAYMENTS_PAGE),
    findOne: ({ party, params }) => own.one(party, params.payment),
    receipt: ({ party, params, query }) => own.receipt(party, params.payment, query.as === 'attachment'),
    options: ({ party, body }) => paymentsOf(strapi).options.of(party, body),
    create: ({ party, body, http, once }) => own.begin(party, body, http, once),
    cancel: ({ party, params }) => own.cancel(party, params.payment),
    told: ({ party, params }) => own.told(party, params.payment),
    useCredit: ({ party, body, once }) => own.useCredit(party, body, once),
  };
}

export function paymentMethodsHandlers(strapi: Strapi): Handlers<typeof paymentMethodsContract> {
  const { methods } = paymentsOf(strapi);
  const own = createOwnPayments(strapi);
  return {
    find: async ({ party }) => ({ rows: await methods.list(party), ways: await methods.ways() }),
    async create({ party, body, http, once }) {
      await own.count(http, party.contact.documentId);
      const method = await once(() => methods.begin(party, body));
      return methods.start(party, method, body.method);
    },
    findOne: ({ party, params }) => methods.one(party, params.method),
    makeDefault: ({ party, params }) => methods.makeDefault(party, params.method),
    async remove({ party, params }) {
      await methods.remove(party, params.method);
      return { removed: true };
    },
  };
}

export const paymentWebhooksHandlers = (strapi: Strapi): Handlers<typeof paymentWebhooksContract> => ({
  async take({ params, delivery }) {
    await paymentsOf(strapi).webhooks.take(params.provider, delivery);
    return { received: true };
  },
});

const holderOf = ({ holder }: LinkParty): Actor => holder;

/** Payments of what a public link opens. Whoever holds it has proved nothing, and sees of payments those of this link. */
export function linkPaymentsHandlers(strapi: Strapi): Handlers<typeof linkPaymentsContract> {
  const own = createOwnPayments(strapi);
  return {
    async options({ party }) {
      const type = linkedTypeOf(party);
      const {
        saved: _s,
        credit: _c,
        saveByDefault: _d,
        more: _m,
        ...options
      } = await paymentsOf(strapi).options.of(party, {
        documents: [{ type, id: party.documentId }],
      });
      return options;
    },
    create: ({ party, body, http, once }) => own.beginByLink(party, linkedTypeOf(party), body, http, once, holderOf(party)),
    findOne: ({ party, params }) => own.byLink(party, params.payment),
    cancel: ({ party, params }) => own.cancelByLink(party, params.payment),
    told: ({ party, params }) => own.toldByLink(party, params.payment),
  };
}

/** Proofs of transfers, sent by contacts. */
export const paymentProofsHandlers = (strapi: Strapi): Handlers<typeof paymentProofsContract> => {
  const { proofs } = paymentsOf(strapi);
  return {
    create: ({ party, params, query, file, http, once }) => proofs.add(party, params.payment, query.name, file, { http, once }),
    findOne: ({ party, params }) => proofs.download(party, params.payment, params.proof),
    delete: ({ party, params, http }) => proofs.remove(party, params.payment, params.proof, http),
  };
};

/** The same by a public link, of what was begun with it. */
export const linkPaymentProofsHandlers = (strapi: Strapi): Handlers<typeof linkPaymentProofsContract> => {
  const { proofs } = paymentsOf(strapi);
  return {
    create: ({ party, params, query, file, http, once }) => proofs.add(party, params.payment, query.name, file, { http, once }),
    findOne: ({ party, params }) => proofs.download(party, params.payment, params.proof),
    delete: ({ party, params, http }) => proofs.remove(party, params.payment, params.proof, http),
  };
};
