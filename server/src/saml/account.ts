import { email as emailSchema, line } from '../../../plugin/contract/schemas';
import type { SamlSettings } from '../../../plugin/settings/connection';
import { bearerOf, type Message } from './message';
import { SamlRefused } from './refused';
import type { SamlAccount } from './types';

const EMAIL_FORMAT = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';

/** The first value of an attribute that the connection names; null where it names none or none came. */
const first = ({ assertion }: Message, name: string): string | null =>
  (name === '' ? undefined : assertion.attributes.get(name)?.find((value) => value !== '')) ?? null;

/** The person's address as it came, and as an address if it is one. */
export function emailOf(message: Message, { attributes }: SamlSettings): { found: string | null; address: string | null } {
  const { nameId } = message.assertion;
  const found = attributes.email === '' ? (nameId?.format === EMAIL_FORMAT ? nameId.value : null) : first(message, attributes.email);
  return { found, address: emailSchema.safeParse(found).data ?? null };
}

// Made once: making a schema takes longer than reading a whole message with it.
const nameLine = line(100);
const referenceLine = line(255);

/** A name as a profile takes it; what does not fit is left out, since the person can fill it in. */
const nameOf = (value: string | null): string => nameLine.safeParse(value?.slice(0, 100)).data ?? '';

/** What came back, for the dry run of an editor. */
function claimsOf({ assertion }: Message): Record<string, unknown> {
  const attributes = [...assertion.attributes].map(([name, values]) => [name, values.length === 1 ? values[0] : values]);
  return {
    NameID: assertion.nameId?.value ?? null,
    'NameID Format': assertion.nameId?.format ?? null,
    ...(Object.fromEntries(attributes) as Record<string, unknown>),
  };
}

/** A message that passed every check, as the account that it is about. */
export function accountOf(message: Message, settings: SamlSettings, connection: string): SamlAccount {
  const { nameId, issuer, statements } = message.assertion;
  // The checks hold it; not to be believed without them.
  if (!nameId) throw new SamlRefused('saml-wrong-subject');
  const { address } = emailOf(message, settings);
  return {
    connection,
    issuer,
    subject: nameId.value,
    email: address,
    emailVerified: address !== null,
    firstName: nameOf(first(message, settings.attributes.firstName)),
    lastName: nameOf(first(message, settings.attributes.lastName)),
    customerReference: referenceLine.safeParse(first(message, settings.attributes.customerReference)).data ?? null,
    authenticatedAt: statements[0]?.authnInstant ?? null,
    claims: claimsOf(message),
    nameId,
    sessionIndex: statements[0]?.sessionIndex ?? null,
    sessionUntil: statements[0]?.sessionNotOnOrAfter ?? null,
    unsolicited: (bearerOf(message)?.inResponseTo ?? null) === null,
  };
}
