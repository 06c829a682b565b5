import type { CustomerKind, Language } from '../../../plugin/vocabulary';

/** How long a step-up is good for, seconds. */
const STEP_UP_SECONDS = 10 * 60;

/** A customer that the signed-in contact may act for. */
export interface ActingCustomer {
  id: number;
  documentId: string;
  name: string;
  kind: CustomerKind;
}

/** Who calls: what the session in the request's cookie proved, read from the database for this request. */
export interface Identity {
  session: {
    id: number;
    /** The contact's epoch that it was read under; what it does holds only while the contact is there. */
    epoch: number;
    method: string;
    lastSeenAt: Date;
    expiresAt: Date;
    steppedUpAt: Date | null;
    /** When a second factor was proved in it. */
    factorAt: Date | null;
    /** Begun through an identity provider that proves factors of its own. */
    provedElsewhere: boolean;
  };
  contact: {
    id: number;
    documentId: string;
    email: string;
    firstName: string;
    lastName: string;
    language: Language | null;
  };
  /** The customer that the contact acts for. */
  customer: ActingCustomer;
  /** Every customer with portal access that the contact is a member of, by name. */
  customers: ActingCustomer[];
}

/** Whether the session proved lately that its contact is there. */
export const isSteppedUp = ({ steppedUpAt }: Identity['session'], instant: Date): boolean =>
  steppedUpAt !== null && instant.getTime() - steppedUpAt.getTime() <= STEP_UP_SECONDS * 1000;

/** Somebody who proved to be a contact, and has a second factor to prove or to set up before the session begins. */
export interface PendingSignIn {
  id: number;
  step: 'prove' | 'enrol';
  contactId: number;
  contactDocumentId: string;
  email: string;
  /** The contact's epoch under which the first proof held. */
  epoch: number;
  /** The way in that was proved. */
  method: string;
  /** The connection's revision then. */
  revision: number | null;
  provedElsewhere: boolean;
  webauthnChallenge: string | null;
  expiresAt: Date;
}
