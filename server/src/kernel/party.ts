import type { Rights } from '../../../plugin/rights';
import type { CustomerKind, Language } from '../../../plugin/vocabulary';

/** How long a step-up is good for, seconds. */
const STEP_UP_SECONDS = 10 * 60;

/** The customer that a party calls for. */
export interface PartyCustomer {
  id: number;
  documentId: string;
  name: string;
  kind: CustomerKind;
}

/** A customer that a contact acts for, and what its role there allows. */
export interface ActingFor extends PartyCustomer {
  rights: Rights;
}

/** The person who calls. */
export interface PartyContact {
  id: number;
  documentId: string;
  email: string;
  firstName: string;
  lastName: string;
  language: Language | null;
}

/** A contact with a live session, as the database knew it for this request. */
export interface SessionParty {
  by: 'session';
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
  contact: PartyContact;
  /** The customer that the contact acts for. */
  customer: ActingFor;
  /** Every customer with portal access that the contact is a member of, by name. */
  customers: ActingFor[];
}

/** Whoever holds a link to one document of a customer's, for as long as the request takes. */
export interface LinkParty {
  by: 'link';
  contact: null;
  customer: Pick<PartyCustomer, 'id' | 'documentId'>;
  /** The content type's uid, and the document's id. */
  contentType: string;
  documentId: string;
  /** Number of the link. */
  link: number;
  /** What is known of who holds it: a contact that is signed in, or an address that was proved, masked. */
  holder: { contact: { id: number; documentId: string; name: string; email: string } } | { visitor: string };
  /** The visitor proved an address that is on file for the customer, in this browser, or need not. */
  verified: boolean;
}

/** A program with an API token: it calls for no customer. */
export interface TokenParty {
  by: 'token';
  contact: null;
  customer: null;
  /** As Strapi's screen for API tokens shows it. */
  token: { id: number; name: string };
}

/** An editor who looks at what is a customer's: sees what the contact would, and does nothing in its name. */
export interface ReviewParty {
  by: 'editor';
  contact: { id: number; language: null } | null;
  customer: PartyCustomer;
}

/** Who calls for whom, and how that was proved: what every statement on a customer's rows is bound to. */
export type Party = SessionParty | LinkParty | TokenParty | ReviewParty;

/** One that a module's records are shown to. */
export type RecordParty = SessionParty | ReviewParty;

/** How a contact is called; by its address where it has no name. */
export const nameOf = ({ firstName, lastName, email }: { firstName: string | null; lastName: string | null; email: string }): string =>
  [firstName, lastName].filter(Boolean).join(' ') || email;

/** Whether the session proved lately that its contact is there. */
export const isSteppedUp = ({ steppedUpAt }: SessionParty['session'], instant: Date): boolean =>
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
