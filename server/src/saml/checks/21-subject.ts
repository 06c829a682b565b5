import type { Message } from '../message';
import type { Check } from './check';

const TRANSIENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
const PERSISTENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
/** Longest NameID that SAML allows for a persistent one (Core 8.3.7), and what identity rows hold. */
const MAX_LENGTH = 255;

/**
 * The NameID is one by which the same person comes again. A transient one is made up for each session
 * (SAML Core 8.3.8). A persistent one counts only between the two of us (8.3.7): one that was made for
 * another pair may be another person's.
 */
export const subject: Check<Message> = {
  code: 'saml-wrong-subject',
  refuses({ assertion: { nameId } }, { settings, urls }) {
    if (!nameId || nameId.value.trim() === '') return 'no NameID';
    if (nameId.format === TRANSIENT) return 'a transient NameID: have the provider send a persistent one or the email address';
    // What a terminal or a database could read otherwise than it is compared.
    if (nameId.value.length > MAX_LENGTH || /\p{Cc}/u.test(nameId.value)) return 'a NameID of unusual form';
    if (nameId.format !== PERSISTENT) return false;
    const ours = (nameId.nameQualifier ?? settings.entityId) === settings.entityId;
    return !(ours && (nameId.spNameQualifier ?? urls.entityId) === urls.entityId) && 'a NameID made for somebody else';
  },
};
