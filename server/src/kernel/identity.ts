import type { CustomerKind, Language } from '../../../plugin/vocabulary';

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
    method: string;
    lastSeenAt: Date;
    expiresAt: Date;
    steppedUpAt: Date | null;
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
