import type {
  ChargeRequest,
  Payer,
  PaymentProvider,
  RefundRequest,
  SavedMethod,
  SetUpRequest,
  SetUpVerdict,
  StartRequest,
  Verdict,
  WebhookDelivery,
} from '../../config/payment-provider';

/** A payment that was started: what was asked, and what the provider said. */
export interface Begun {
  request: StartRequest;
  verdict: Verdict;
}

export interface BegunSetUp {
  request: SetUpRequest;
  verdict: SetUpVerdict;
}

/** What a saved card does when it is charged. */
export type CardManner = 'good' | 'declines' | 'asks';

/**
 * What the test does in place of the customer, the bank and the network: in a fake of the gateway, or in its test mode.
 * What is left out is not tried, and shows up as a skipped test.
 */
export interface Acts {
  /** The customer pays, and the gateway has the money. */
  pay(begun: Begun): Promise<void>;
  /** The customer's card is declined. The payment may wait on for another one. */
  decline?(begun: Begun): Promise<void>;
  /** The customer pays by something that takes days. */
  payLater?(begun: Begun): Promise<void>;
  /** What takes days has come to an end. */
  settle?(begun: Begun, as: 'succeeded' | 'failed'): Promise<void>;
  /** The customer saves a method on the provider's page: one that works, one that declines, one that asks for a confirmation. */
  finishSetUp?(begun: BegunSetUp, manner: CardManner): Promise<void>;
  /** Minor units that the gateway took under a reference of ours, all payments together, refunds not taken off. */
  taken?(reference: string): Promise<number> | number;
  /** `true`: from now on the gateway does what it is asked to, and its answers to changes are lost. `false`: all is well again. */
  loseAnswers?(on: boolean): Promise<void> | void;
  /** `true`: the gateway cannot be reached, or answers 500, and does nothing. */
  unreachable?(on: boolean): Promise<void> | void;
  /** A webhook of the payment as the gateway sends it now. Asked twice of one payment: the same event, sent again. */
  delivery?(begun: Begun): Promise<WebhookDelivery>;
  /** The same, signed an hour ago. Left out for gateways that sign no time. */
  oldDelivery?(begun: Begun): Promise<WebhookDelivery>;
}

type Body = () => Promise<void>;

/** `describe` and `it` of jest, vitest, mocha or `node:test`. */
export interface Runner {
  describe(name: string, body: () => void): unknown;
  it: ((name: string, body: Body) => unknown) & { skip?(name: string, body: Body): unknown };
}

export interface Conformance extends Runner {
  /** The provider; asked for in each test, so that it may be made in `beforeAll`. */
  provider(): PaymentProvider | Promise<PaymentProvider>;
  /** As the provider has it: which tests there are is known before the provider is made. */
  capabilities: PaymentProvider['capabilities'];
  act: Acts;
  /** Currencies that are tried. Default: the first that the provider takes; of one that takes all EUR, JPY and KWD. */
  currencies?: readonly string[];
  /** Where customers come back to. */
  returnUrl?: string;
}

/** What the parts of the suite work with. */
export interface Stage extends Required<Omit<Conformance, 'describe' | 'it' | 'provider'>> {
  describe: (name: string, body: () => void) => unknown;
  /** A test, skipped where one of the acts is not there. */
  test: (name: string, needs: readonly (keyof Acts)[], body: (provider: PaymentProvider) => Promise<void>) => void;
  currency: string;
  startRequest: (change?: Partial<StartRequest>) => StartRequest;
  setUpRequest: (change?: Partial<SetUpRequest>) => SetUpRequest;
  /** Starts a payment and has it paid. */
  paid: (provider: PaymentProvider, change?: Partial<StartRequest>) => Promise<{ begun: Begun; providerPayment: string }>;
  /** Has a method saved. */
  saved: (provider: PaymentProvider, manner: CardManner) => Promise<{ payer: Payer; method: SavedMethod }>;
  chargeRequest: (from: { payer: Payer; method: SavedMethod }, change?: Partial<ChargeRequest>) => ChargeRequest;
  refundRequest: (from: { begun: Begun; providerPayment: string }, change?: Partial<RefundRequest>) => RefundRequest;
  /** A method of the provider's that its capabilities promise. */
  has: <K extends keyof PaymentProvider>(provider: PaymentProvider, method: K) => NonNullable<PaymentProvider[K]>;
}
