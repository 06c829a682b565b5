import { PAYMENT_OPTIONS } from '../../../../../config/payments';
import type {
  PaymentProvider,
  PaymentProviderModule,
  ProviderCapabilities,
  ProviderContext,
  ProviderTest,
  RefundRequest,
  RefundVerdict,
  StartRequest,
  Verdict,
  Which,
} from '../../../../../config/payment-provider';
import type { RazorpayOptions } from '../../../../../config/payments';
import { anything, link, links, linkVerdict, paidBy, payment, refund, refunds, refundVerdict, tagOf, type Link } from './answers';
import { createClient, type Answer, type Ask } from './client';
import { readWebhook } from './webhook';

export const RAZORPAY_CAPABILITIES: ProviderCapabilities = {
  methods: ['upi', 'card', 'netbanking', 'wallet'],
  // Others than the rupee are for accounts that Razorpay has opened for international payments.
  currencies: ['INR', 'USD', 'EUR', 'GBP', 'AED', 'AUD', 'CAD', 'CHF', 'HKD', 'JPY', 'MYR', 'NZD', 'SAR', 'SEK', 'SGD', 'THB', 'ZAR'],
  limits: { INR: { least: 100 } },
  saves: false,
  refunds: 'part',
  slow: false,
  flow: 'redirect',
};

/** Seconds that a customer has. Razorpay wants 15 minutes at least. */
const PATIENCE = 3600;
/** How far back links are read when a reference is looked for, in seconds, and how many pages of 100. */
const LOOKED_BACK = 3 * 24 * 3600;
const PAGES = 10;
const UNKNOWN = { state: 'unknown' } as const;

/** Methods of Razorpay's page, by what is asked for. */
const OFFERED = ['upi', 'card', 'netbanking', 'wallet'] as const;
const onlyMethod = (wanted: StartRequest['method']): object => {
  if (!OFFERED.some((method) => method === wanted)) return {};
  return { options: { checkout: { method: Object.fromEntries(OFFERED.map((method) => [method, method === wanted])) } } };
};

/** Whether the keys are right; it reads one payment at most. */
async function test(ask: Ask, { keyId }: RazorpayOptions): Promise<ProviderTest> {
  const mode = keyId.startsWith('rzp_live_') ? 'live' : 'test';
  const answer = await ask({ path: 'payments?count=1', schema: anything });
  if (answer.kind === 'done') return { ok: true, mode, message: `Razorpay knows the key ${keyId}.` };
  if (answer.kind === 'refused' && answer.status === 401)
    return {
      ok: false,
      mode,
      message: 'Razorpay does not know the keys: make new ones under Account & Settings, API keys, of its dashboard.',
    };
  return { ok: false, mode, message: 'Razorpay could not answer: try again in a minute.' };
}

function create(options: RazorpayOptions, context: ProviderContext): PaymentProvider {
  const ask = createClient(options, context.log);
  const seconds = (): number => Math.floor(context.now().getTime() / 1000);
  const id = (value: string): string => encodeURIComponent(value);

  async function verdictOf(one: Link): Promise<Verdict> {
    const paid = paidBy(one);
    if (paid === null) return linkVerdict(one, null);
    const answer = await ask({ path: `payments/${id(paid)}?expand[]=card`, schema: payment });
    return answer.kind === 'done' ? linkVerdict(one, answer.value) : { ...UNKNOWN, providerPayment: one.id };
  }

  const byId = (providerPayment: string): Promise<Answer<Link>> => ask({ path: `payment_links/${id(providerPayment)}`, schema: link });

  /** The link of a reference. The filter is not honoured for every account, so that the newest are read as well. */
  async function byReference(reference: string): Promise<Answer<Link>> {
    const tag = tagOf(reference);
    const since = seconds() - LOOKED_BACK;
    const paths = [`reference_id=${id(tag)}`, ...Array.from({ length: PAGES }, (_one, page) => `count=100&skip=${page * 100}`)];
    for (const [index, query] of paths.entries()) {
      const answer = await ask({ path: `payment_links?${query}`, schema: links });
      if (answer.kind !== 'done') return answer;
      const all = answer.value.payment_links;
      const found = all.find(({ reference_id: one }) => one === tag);
      // A list leaves out what was paid.
      if (found) return byId(found.id);
      if (index > 0 && (all.length < 100 || all.every(({ created_at: created }) => created < since))) return { kind: 'missing' };
    }
    return { kind: 'unknown' };
  }

  async function find({ providerPayment, reference }: Which): Promise<Answer<Link>> {
    if (providerPayment === null) return byReference(reference);
    const answer = await byId(providerPayment);
    if (answer.kind !== 'missing') return answer;
    context.log.error(
      `Razorpay does not know the payment ${providerPayment}: were the keys of another account, or of its test mode, before?`,
    );
    return { kind: 'unknown' };
  }

  async function told(answer: Answer<Link>): Promise<Verdict | null> {
    if (answer.kind === 'missing') return null;
    return answer.kind === 'done' ? verdictOf(answer.value) : UNKNOWN;
  }

  async function start(request: StartRequest): Promise<Verdict> {
    const { reference, amount, currency, description, payer, returnUrl, method } = request;
    const answer = await ask({
      method: 'POST',
      path: 'payment_links',
      schema: link,
      body: {
        amount,
        currency,
        accept_partial: false,
        description,
        // Unique for good: the same payment is never begun twice.
        reference_id: tagOf(reference),
        notes: { portal_reference: reference },
        customer: { name: payer.name.slice(0, 50), ...(payer.email && { email: payer.email }) },
        // The portal tells the customer itself.
        notify: { sms: false, email: false },
        reminder_enable: false,
        expire_by: seconds() + PATIENCE,
        callback_url: returnUrl,
        callback_method: 'get',
        ...onlyMethod(method),
      },
    });
    if (answer.kind === 'exists') return (await told(await byReference(reference))) ?? UNKNOWN;
    if (answer.kind === 'refused') return { state: 'failed', failure: answer.failure };
    return answer.kind === 'done' ? verdictOf(answer.value) : UNKNOWN;
  }

  async function cancel(which: Which): Promise<Verdict | null> {
    const found = await find(which);
    if (found.kind !== 'done') return told(found);
    const providerPayment = found.value.id;
    if (found.value.status === 'created') {
      const answer = await ask({ method: 'POST', path: `payment_links/${id(providerPayment)}/cancel`, body: {}, schema: link });
      if (answer.kind === 'unknown') return { ...UNKNOWN, providerPayment };
    }
    // What was paid meanwhile is not canceled: what it is now says so.
    return told(await find({ ...which, providerPayment }));
  }

  /** The payment behind a link: refunds are of that. */
  async function paidOf(providerPayment: string): Promise<Answer<string | null>> {
    const answer = await find({ providerPayment, reference: '' });
    return answer.kind === 'done' ? { kind: 'done', value: paidBy(answer.value) } : answer;
  }

  async function findRefund(paid: string, reference: string): Promise<RefundVerdict | null> {
    const answer = await ask({ path: `payments/${id(paid)}/refunds?count=100`, schema: refunds });
    if (answer.kind !== 'done') return UNKNOWN;
    const found = answer.value.items.find(({ notes }) => notes.portal_reference === reference);
    return found ? refundVerdict(found) : null;
  }

  async function giveBack({ reference, providerPayment, amount }: RefundRequest): Promise<RefundVerdict> {
    const paid = await paidOf(providerPayment);
    if (paid.kind !== 'done') return UNKNOWN;
    if (paid.value === null) return { state: 'failed', failure: 'Nothing was paid.' };
    const before = await findRefund(paid.value, reference);
    if (before) return before;
    const answer = await ask({
      method: 'POST',
      path: `payments/${id(paid.value)}/refund`,
      headers: { 'x-refund-idempotency': tagOf(reference) },
      body: { amount, speed: 'normal', notes: { portal_reference: reference, portal_payment: providerPayment } },
      schema: refund,
    });
    if (answer.kind === 'done') return refundVerdict(answer.value);
    return answer.kind === 'refused' ? { state: 'failed', failure: answer.failure.message } : UNKNOWN;
  }

  return {
    capabilities: RAZORPAY_CAPABILITIES,
    test: () => test(ask, options),
    start,
    retrieve: async (which) => told(await find(which)),
    cancel,
    refund: giveBack,
    async retrieveRefund({ providerRefund, providerPayment, reference }) {
      if (providerRefund !== null) {
        const answer = await ask({ path: `refunds/${id(providerRefund)}`, schema: refund });
        return answer.kind === 'done' ? refundVerdict(answer.value) : UNKNOWN;
      }
      const paid = await paidOf(providerPayment);
      if (paid.kind !== 'done') return UNKNOWN;
      return paid.value === null ? null : findRefund(paid.value, reference);
    },
    webhook: (delivery) => readWebhook(delivery, options.webhookSecret),
  };
}

/** Payments by Razorpay: UPI, cards, netbanking and wallets on a page of Razorpay's, which a payment link opens. */
export const razorpay: PaymentProviderModule = {
  init: (providerOptions, context) => create(PAYMENT_OPTIONS.razorpay.parse(providerOptions), context),
};
