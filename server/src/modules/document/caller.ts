import type { CustomerKind, Language } from '../../../../plugin/vocabulary';
import type { Identity } from '../../kernel/identity';

/** The customer that a request acts for and the contact who made it: what every query of records is bound to. */
export interface Caller {
  customer: { id: number; name: string; kind: CustomerKind };
  contact: { id: number; documentId: string; name: string; email: string };
  language: Language | null;
}

export const callerOf = ({ customer, contact }: Identity): Caller => ({
  customer: { id: customer.id, name: customer.name, kind: customer.kind },
  contact: {
    id: contact.id,
    documentId: contact.documentId,
    name: [contact.firstName, contact.lastName].filter(Boolean).join(' ') || contact.email,
    email: contact.email,
  },
  language: contact.language,
});
