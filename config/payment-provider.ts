import type { MethodKind, PaymentFailure } from '../plugin/payments/kinds';

/**
 * What a payment provider is to the plugin: the port that Stripe, Razorpay and the sandbox stand behind, and that a team
 * writes one of its own against (docs/payment-providers.md). Amounts are whole minor units (cents) of the currency beside
 * them (ISO 4217). No card number, security code or bank login ever passes through here: pages of the provider's take them.
 */

/** What a provider can do; what it cannot is not offered. */
export interface ProviderCapabilities {
  /** What customers can pay with by it: each is a choice of its own on the payment page, in this order. */
  methods: readonly MethodKind[];
  /** Currencies that it takes (ISO 4217); `*`: all. */
  currencies: readonly string[] | '*';
  /** Least and most of one payment, in minor units by currency; `*` for all others. */
  limits?: Readonly<Record<string, { least?: number; most?: number }>>;
  /** Methods can be saved, and what was saved can be charged while the customer is away. */
  saves: boolean;
  /** How money is given back by it. `none`: the team does so by itself, and notes it. */
  refunds: 'none' | 'full' | 'part';
  /** Whether a payment may take days: its customers are told so. */
  slow: boolean;
  /**
   * - `redirect`: the customer is sent to a page of the provider's, and comes back.
   * - `embedded`: a page of ours shows the provider's fields, by its script (`form`).
   * - `instructions`: the customer does it elsewhere (a bank transfer), by what is shown.
   */
  flow: 'redirect' | 'embedded' | 'instructions';
}

/** What the customer does next. */
export type NextStep =
  /** Goes to a page of the provider's: https, or http on this machine. */
  | { kind: 'redirect'; url: string; expiresAt: Date | null }
  /** Sees the provider's fields on a page of ours: `parameters` are for the script of its `form`. Nobody but this customer's browser gets them. */
  | { kind: 'embedded'; parameters: Readonly<Record<string, string>>; expiresAt: Date | null }
  /** Pays by itself: lines of what it needs, and what a QR code holds. */
  | { kind: 'instructions'; lines: readonly { label: string; value: string; copy: boolean }[]; qr: string | null; expiresAt: Date | null };

/** What stands on a receipt of what was paid with: never a number. */
export interface MethodFace {
  kind: MethodKind;
  /** `Visa`, `Example Bank`; empty where nobody says. */
  brand: string;
  /** The last four characters; empty where nobody says. */
  last4: string;
  /** Of a card. */
  expires: { year: number; month: number } | null;
}

/** A method that the provider keeps. */
export interface SavedMethod extends MethodFace {
  /** What the provider calls it. */
  reference: string;
}

export interface Failure {
  code: PaymentFailure;
  /** Trying it again with the same method is in vain. */
  hard: boolean;
  /** The provider's own words, in English, for editors; without personal data. */
  message: string;
}

/** What is known of a payment. One of these states, and nothing else: whoever cannot say says `unknown`. */
export type Verdict = {
  /** What the provider calls the payment; undefined as long as there is none. */
  providerPayment?: string;
  /** What the provider holds, or is about to take. With `succeeded` and `pending` both are there. */
  amount?: number;
  currency?: string;
  method?: MethodFace;
  /** Saved with this payment, as was asked for. */
  saved?: SavedMethod & { account: string };
  /** What was given back of it by now, all in all. */
  refunded?: number;
  /** The customer's bank wants it back. */
  disputed?: boolean;
} & (
  | { state: 'succeeded' | 'pending' | 'canceled' | 'unknown' }
  | { state: 'requires-action'; next: NextStep }
  | { state: 'failed'; failure: Failure }
);

/** The customer, as far as a provider needs to know. */
export interface Payer {
  /** Stays the same for a customer: what the provider keeps for it is found by it. */
  customer: string;
  name: string;
  email: string;
  language: string;
  /** What the provider calls the customer, where something was saved before. */
  account: string | null;
}

export interface StartRequest {
  /** Ours, for the provider to keep (metadata): `retrieve` finds the payment by it when the answer was lost. Also the idempotency key. */
  reference: string;
  amount: number;
  currency: string;
  /** What is paid, for the customer's eyes: "Invoice INV-00012", at most 200 characters. */
  description: string;
  payer: Payer;
  /** Where the customer comes back to, whatever has become of it. */
  returnUrl: string;
  /** What it is paid with is kept for later payments. */
  save: boolean;
  /** What is offered of the provider's methods; undefined: all. */
  method?: MethodKind;
}

export interface ChargeRequest extends Omit<StartRequest, 'save' | 'method'> {
  /** What the provider calls the saved method. */
  saved: string;
  /** The customer is there and can be asked (3-D Secure); else it is charged while away. */
  present: boolean;
}

/** Who is asked about: by what the provider calls it, else by our reference. */
export interface Which {
  providerPayment: string | null;
  reference: string;
}

export interface RefundRequest {
  /** Ours; also the idempotency key. */
  reference: string;
  providerPayment: string;
  amount: number;
  currency: string;
  /** Whether this is all of the payment. */
  full: boolean;
}

export interface RefundVerdict {
  state: 'succeeded' | 'pending' | 'failed' | 'unknown';
  providerRefund?: string;
  failure?: string;
}

export interface SetUpRequest {
  /** Ours; also the idempotency key. */
  reference: string;
  payer: Payer;
  returnUrl: string;
  currency: string;
  method?: MethodKind;
}

export type SetUpVerdict = { providerSetUp?: string } & (
  | { state: 'requires-action'; next: NextStep }
  | { state: 'succeeded'; saved: SavedMethod; account: string }
  | { state: 'failed'; failure: Failure }
  | { state: 'canceled' | 'pending' | 'unknown' }
);

/** Bytes of a webhook as they came. */
export interface WebhookDelivery {
  raw: Uint8Array;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * What a webhook is about. It is a hint: whatever it says, the provider is asked.
 * - `payment`, `set-up`, `refund`, `method`: go and ask about that. Of the first two one name is enough: our `reference`, or
 *   what the provider calls it; null for what the webhook does not say.
 * - `none`: of no concern here.
 */
export interface WebhookHint {
  /** The provider's id of the event, at most 200 characters: it is worked off once. */
  event: string;
  about:
    | { kind: 'payment'; reference: string | null; providerPayment: string | null }
    | { kind: 'set-up'; reference: string | null; providerSetUp: string | null }
    /** `reference` is the refund's; `providerPayment` is what it is of. */
    | { kind: 'refund'; reference: string | null; providerPayment: string | null }
    | { kind: 'method'; saved: string }
    | { kind: 'none' };
}

export interface ProviderTest {
  ok: boolean;
  /** Whether money moves. */
  mode: 'live' | 'test';
  /** English, for editors: which account, or what is wrong and what to do. */
  message: string;
}

/** Where the fields of a form come from, by directive of the page's Content-Security-Policy: `https://js.example.com`, `https://*.example.com`. */
export type FormSources = Readonly<Partial<Record<'script-src' | 'frame-src' | 'connect-src' | 'img-src', readonly string[]>>>;

/**
 * The provider's fields on a page of ours, which loads nothing but its own script and style sheet, this script, and what
 * `csp` names. Only this customer, for this payment or set-up, gets the page.
 */
export interface PaymentForm {
  /**
   * Source of an ES module without imports, which does nothing by itself. Its default export is called once, with a `FormContext`, and returns, or
   * promises, a `FormFields`; the promise is kept once the fields can be filled in. What it throws is shown as a form
   * that did not come.
   */
  script: string;
  csp: FormSources;
}

/** What the script of a form is called with, in the browser. */
export interface FormContext {
  /** Of the `NextStep`. */
  parameters: Readonly<Record<string, string>>;
  purpose: 'payment' | 'set-up';
  /** An empty element (`HTMLElement`) for the fields. */
  element: object;
  /** Of the page: `en`, `de`. */
  language: string;
  theme: 'light' | 'dark';
  /** `#rrggbb`, readable on the page. */
  colours: { accent: string; text: string; background: string; danger: string };
  /** Where the provider may send the customer back to, whatever it adds to the address. */
  returnUrl: string;
  /** Leads to where it is said what has come of it, for fields that have a button of their own. */
  done(): void;
}

/** What the script of a form makes. */
export interface FormFields {
  /**
   * Sends what was filled in, when the customer presses the button of the page; without it the page has none. Promises
   * what is wrong, in the customer's language, after which the customer may try again; an empty text where the fields
   * say so themselves; undefined once it is done with, whatever came of it.
   */
  submit?(): Promise<string | undefined>;
}

/**
 * One way to take payments. Every method may be called again with the same request: with the same `reference` nothing is
 * done twice. A method throws only for what is a mistake of the program; a provider that cannot be reached, or answers
 * what nobody understands, is the verdict `unknown`.
 */
export interface PaymentProvider {
  readonly capabilities: ProviderCapabilities;
  /** Whether the keys are right. Changes nothing. */
  test(): Promise<ProviderTest>;
  start(request: StartRequest): Promise<Verdict>;
  /** What has become of a payment; null: the provider knows of none, and none will come of what was asked before. */
  retrieve(which: Which): Promise<Verdict | null>;
  /** Ends what waits for the customer; the verdict may be that it has succeeded meanwhile. */
  cancel(which: Which): Promise<Verdict | null>;
  /** With `saves`. */
  charge?(request: ChargeRequest): Promise<Verdict>;
  setUp?(request: SetUpRequest): Promise<SetUpVerdict>;
  retrieveSetUp?(which: { providerSetUp: string | null; reference: string }): Promise<SetUpVerdict | null>;
  /** Forgets a method; one that is gone already is forgotten. False: it could not be told. */
  detach?(saved: string): Promise<boolean>;
  /** A method as the provider knows it now; null: it is gone; `unknown`: nobody can say. */
  method?(saved: string): Promise<SavedMethod | null | 'unknown'>;
  /** Unless `refunds` is `none`. */
  refund?(request: RefundRequest): Promise<RefundVerdict>;
  retrieveRefund?(request: RefundRequest & { providerRefund: string | null }): Promise<RefundVerdict | null>;
  /** Checks the signature over the bytes and their age; null: not from the provider. Without it there are no webhooks. */
  webhook?(delivery: WebhookDelivery): Promise<WebhookHint | null> | WebhookHint | null;
  /** With the flow `embedded`. */
  readonly form?: PaymentForm;
}

/** What a provider is made with besides its options. */
export interface ProviderContext {
  /** The key under which the configuration names it. */
  key: string;
  now(): Date;
  log: { warn(message: string): void; error(message: string): void };
}

/** A provider as `config/plugins.ts` names one, in the manner of Strapi's providers. */
export interface PaymentProviderModule {
  init(providerOptions: Record<string, unknown>, context: ProviderContext): PaymentProvider;
}
