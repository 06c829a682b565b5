import type { PaymentDetail } from '../../../plugin/contract/customer/payments';
import { PAYMENT_PARTS_MAX, type MethodKind, type PaidType } from '../../../plugin/payments/kinds';
import { documentRows, minorUnitsOf } from '../documents';
import { retrying } from '../platform/deadlock';
import { PortalError } from '../platform/errors';
import { table, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { portalBrand } from '../settings';
import { choiceOf } from './choice';
import { requireOwnAddress } from './return-to';
import { paymentsOf } from './service';

/** Documents of a customer's, by document id; as an address holds them no more than so many. */
export interface ChosenDocuments {
  /** Document id of the customer. */
  customer: string;
  documents: readonly { type: PaidType; id: string }[];
}

/** A payment that the team's code begins. */
export interface StartedPayment {
  /** Document id of the customer. */
  customer: string;
  /** `amount`: in minor units; all that is left unless said. */
  documents: readonly { type: PaidType; id: string; amount?: number }[];
  /** With a provider by the key of the configuration, or with a method that the customer has saved. */
  with: { provider: string; method?: MethodKind } | { saved: string };
  /**
   * Where the customer is led back to from the page of the payment: an address of Strapi's origin, or of one in
   * `payments.returnOrigins` of the configuration. `payment=<id>` is added to its query.
   */
  returnTo?: string;
}

const MOST = 100;

/** What a team's own code does with payments. Documented in docs/integrators.md. */
export const paymentsForCode = (strapi: Strapi) => ({
  /**
   * A link to the portal's payment page for these documents, good for an hour. It carries the choice and nothing else:
   * whoever opens it signs in, and pays what is theirs.
   * @throws Error for none, or more than 100
   */
  async paymentUrl({ customer, documents }: ChosenDocuments): Promise<string> {
    if (documents.length === 0 || documents.length > MOST) throw new Error(`A payment link names 1 to ${MOST} documents.`);
    const { portalUrl } = await portalBrand(strapi);
    return `${portalUrl}/pay?choice=${choiceOf(strapi, customer, documents)}&customer=${customer}`;
  },

  /**
   * Begins a payment of a customer's, by the rules that hold in the portal: never above what is left, and no second one
   * where duplicates are prevented. What the customer does next, such as the provider's page, stands in `next`.
   * @throws PortalError `not-found` for what is not the customer's; `amount-changed` where a document is open no more, or what
   * is left of it changed meanwhile; `payment-pending` where duplicates are prevented; `preference-off` where payments, or
   * several at once, are switched off; `provider-unreachable` where the provider cannot be used; `invalid-request` for none or
   * more than 500 documents, one named twice, several currencies, an amount or a way to pay that is not offered, and an address
   * to come back to that is not allowed
   */
  async startPayment({ customer, documents, with: means, returnTo }: StartedPayment): Promise<PaymentDetail> {
    if (documents.length === 0 || documents.length > PAYMENT_PARTS_MAX) throw new PortalError('invalid-request');
    if (returnTo !== undefined) requireOwnAddress(strapi, returnTo);
    const owner = await table(strapi, UID.customer).findOne({ where: { documentId: customer }, select: ['id'] });
    if (!owner) throw new PortalError('not-found');
    const parts: { type: PaidType; document: string; amount: number; left: number }[] = [];
    const currencies = new Set<string>();
    for (const { type, id: document, amount } of documents) {
      const row = await documentRows(strapi, type).findOne({ where: { documentId: document, customer: { id: owner.id } } });
      if (!row) throw new PortalError('not-found');
      const left = minorUnitsOf(row.balance);
      currencies.add(row.currency ?? '');
      parts.push({ type, document, amount: amount ?? left, left });
    }
    const [currency, ...others] = currencies;
    if (!currency || others.length > 0) throw new PortalError('invalid-request');
    const { beginning, store, asking, present } = paymentsOf(strapi);
    const paying = { customer: owner.id, origin: 'api', actor: { system: true }, contact: null, link: null, returnTo } as const;
    const way = 'saved' in means ? means : { ...means, save: false };
    const id = await retrying(strapi, () => beginning.write(paying, { currency, parts, with: way }));
    return present(await asking.start(await store.load(id)), null);
  },
});
