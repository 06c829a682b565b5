import { nameOf, type SessionParty } from '../kernel/party';

/** Who did something: a contact, an editor, whoever holds a link, or the portal by itself. */
export type Actor =
  | { contact: { id: number; name: string; email: string } }
  | { editor: string }
  /** What is known of who came by a link: an address that was proved, masked; else nothing. */
  | { visitor: string }
  | { system: true };

export const actorOf = ({ contact }: SessionParty): Actor => ({ contact: { id: contact.id, name: nameOf(contact), email: contact.email } });

/** What of an actor a row keeps. */
export function signature(actor: Actor): Record<string, unknown> {
  if ('contact' in actor) return { contact: actor.contact.id, by: actor.contact.name.slice(0, 255), byEditor: false };
  if ('visitor' in actor) return { by: actor.visitor.slice(0, 255), byEditor: false, byLink: true };
  return 'editor' in actor ? { by: actor.editor.slice(0, 255), byEditor: true } : { byEditor: true };
}
