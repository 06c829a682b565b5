import type { DocumentDetail } from '../../../../plugin/contract/customer/documents';

/** Longest name that signs. */
export const NAME_MAX = 100;

export interface Acceptance {
  name: string;
  drawing?: string;
}

/** An answer to a quote, whoever gives it: a contact, or somebody who holds the link to it. */
export interface AnswerProps {
  may: DocumentDetail['may'];
  /** What is accepted, in words. */
  text: string;
  /** Who accepts, until somebody types another name. */
  name: string;
  /** Where it is not known who declines. */
  anonymous?: boolean;
  /** Sends it; says what the quote is then where that is known. */
  accept: (given: Acceptance) => Promise<unknown>;
  decline: (given: { name: string; reason: string }) => Promise<unknown>;
  /** It was sent, or came too late: what is shown may not be true any more. */
  answered: () => void;
}

/** What the form of one answer gets. */
export interface AnswerFormProps<G> extends Pick<AnswerProps, 'text' | 'name' | 'anonymous'> {
  send: (given: G) => Promise<void>;
  onClose: () => void;
}
