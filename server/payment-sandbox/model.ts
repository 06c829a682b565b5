/** What the sandbox keeps and speaks of. Its own words, as a gateway has its own: the provider puts them into ours. */

/** What a customer chooses by a button: cards that end in a known way, and a bank debit that takes as long as somebody wants. */
export const CHOICES = ['card', 'card-confirm', 'card-declined', 'card-insufficient', 'card-expired', 'debit'] as const;
export type Choice = (typeof CHOICES)[number];

export type MethodType = 'card' | 'debit';
export const typeOf = (choice: Choice): MethodType => (choice === 'debit' ? 'debit' : 'card');

/** What is shown of a method. There is no number that it would be the end of. */
export interface Face {
  type: MethodType;
  brand: string;
  last4: string;
  expires: { year: number; month: number } | null;
}

export type FailureCode = 'declined' | 'insufficient_funds' | 'expired_card' | 'authentication_failed' | 'debit_returned' | 'method_gone';

export interface PaymentFailure {
  code: FailureCode;
  /** Trying again is in vain. */
  final: boolean;
  message: string;
}

/** How a choice ends: at once, or after a confirmation by the customer (3-D Secure), or when somebody says so. */
export const ENDS: Record<Choice, 'succeeds' | 'confirm' | 'waits' | PaymentFailure> = {
  card: 'succeeds',
  'card-confirm': 'confirm',
  'card-declined': { code: 'declined', final: true, message: 'The bank declined the card.' },
  'card-insufficient': { code: 'insufficient_funds', final: false, message: 'The account has too little money.' },
  'card-expired': { code: 'expired_card', final: true, message: 'The card has expired.' },
  debit: 'waits',
};

export const NOT_CONFIRMED: PaymentFailure = {
  code: 'authentication_failed',
  final: false,
  message: 'The customer did not confirm the payment (3-D Secure).',
};
export const RETURNED: PaymentFailure = { code: 'debit_returned', final: false, message: 'The bank returned the debit.' };
export const METHOD_GONE: PaymentFailure = { code: 'method_gone', final: true, message: 'The saved method is gone.' };

const FACES: Record<Choice, Pick<Face, 'brand' | 'last4'>> = {
  card: { brand: 'Visa', last4: '4242' },
  'card-confirm': { brand: 'Mastercard', last4: '3184' },
  'card-declined': { brand: 'Visa', last4: '0002' },
  'card-insufficient': { brand: 'Visa', last4: '9995' },
  'card-expired': { brand: 'Visa', last4: '0069' },
  debit: { brand: 'Example Bank', last4: '3000' },
};

/** @param year the present one: a card is good for three more, and one that has expired did so a year ago */
export const faceOf = (choice: Choice, year: number): Face => ({
  type: typeOf(choice),
  ...FACES[choice],
  expires: choice === 'debit' ? null : { year: year + (choice === 'card-expired' ? -1 : 3), month: 12 },
});

interface Page {
  id: string;
  /** The caller's name for it. */
  reference: string;
  /** Part of the page's address, and all that opens it. */
  token: string;
  customer: string;
  language: string;
  returnUrl: string;
  /** What is offered; null: all. */
  offers: MethodType | null;
  /** The customer chose a card that asks for a confirmation, and has not answered yet. */
  confirming: Choice | null;
  /** ISO instants. */
  createdAt: string;
  expiresAt: string;
  failure: PaymentFailure | null;
  /** Id of the method that was saved. */
  saved: string | null;
}

export interface Payment extends Page {
  state: 'open' | 'pending' | 'succeeded' | 'failed' | 'canceled';
  /** Minor units that are taken: what was asked for, unless `amountOff` says otherwise. */
  amount: number;
  currency: string;
  description: string;
  save: boolean;
  face: Face | null;
  refunded: number;
  disputed: boolean;
}

export interface SetUp extends Page {
  state: 'open' | 'succeeded' | 'failed' | 'canceled';
}

export interface Method {
  id: string;
  account: string;
  choice: Choice;
  face: Face;
  detached: boolean;
}

export interface Refund {
  id: string;
  reference: string;
  payment: string;
  amount: number;
  state: 'succeeded' | 'pending' | 'failed';
  failure: string | null;
}

/** What a webhook carries. */
export interface SandboxEvent {
  id: string;
  type: string;
  /** Unix seconds. */
  created: number;
  data: { object: 'payment' | 'set_up' | 'refund' | 'method'; id: string; reference: string | null; payment: string | null };
}

/** How the sandbox behaves; changed by its control API and its control page. */
export interface Behaviour {
  /** Where webhooks go; null: nowhere. */
  webhookUrl: string | null;
  /** Milliseconds after which a webhook is sent. */
  webhookDelayMs: number;
  /** How often each is sent: 0 drops it, 2 doubles it. */
  webhookCopies: number;
  /** Of two webhooks the later one is sent first. */
  webhookReorder: boolean;
  /** Of so many requests that change something the work is done, and the answer lost. */
  loseAnswers: number;
  /** So many requests are answered with 500, and nothing is done. */
  failAnswers: number;
  /** Milliseconds between the work and its answer. */
  answerDelayMs: number;
  /** Minor units that are taken beyond what was asked for. */
  amountOff: number;
  /** What becomes of refunds: at once, when somebody says so, or not at all. */
  refunds: 'succeed' | 'wait' | 'fail';
}

export const WELL_BEHAVED: Behaviour = {
  webhookUrl: null,
  webhookDelayMs: 0,
  webhookCopies: 1,
  webhookReorder: false,
  loseAnswers: 0,
  failAnswers: 0,
  answerDelayMs: 0,
  amountOff: 0,
  refunds: 'succeed',
};

/** A request that is answered with this status and these words. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
