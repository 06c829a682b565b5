import type { PaymentProof } from '../../../plugin/contract/customer/payments';
import { nameOf, type LinkParty, type SessionParty } from '../kernel/party';
import { toDate } from '../platform/strapi';
import type { ProofRow } from './rows';

/** Who sends proofs of a transfer: a contact, or whoever holds the link by which it was begun. */
export type Sender = SessionParty | LinkParty;

/** What every page tells of a proof. Pure. */
export const proofOf = ({ documentId, name, mime, size, addedAt }: ProofRow): Omit<PaymentProof, 'mayRemove'> => ({
  id: documentId,
  name,
  mime,
  size,
  addedAt: toDate(addedAt).toISOString(),
});

/** By a link what came by it; else all of the customer's. */
export const isSeen = (party: Sender, proof: ProofRow): boolean => party.by === 'session' || proof.link === party.link;

/** What whoever sent a proof is known by, as its row says it. Part of the statement that removes one. */
export const senderOf = (party: Sender) => (party.by === 'link' ? { link: party.link } : { contact: party.contact.documentId, link: null });

export const isSender = (party: Sender, proof: ProofRow): boolean =>
  party.by === 'link' ? proof.link === party.link : proof.link === null && proof.contact === party.contact.documentId;

/** How a sender is called, as far as that is known. */
export const calledBy = (party: Sender): string => {
  if (party.by === 'session') return nameOf(party.contact);
  return 'contact' in party.holder ? party.holder.contact.name : party.holder.visitor;
};
