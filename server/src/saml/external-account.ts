/** Who an identity provider says somebody is, once everything about its answer has been verified. */
export interface ExternalAccount {
  /** The connection that the answer came through: its document id, or the key of a strategy in the configuration. */
  connection: string;
  /** Issuer identifier (OpenID Connect) or entity id (SAML). */
  issuer: string;
  /** The provider's lasting id of the person; with connection and issuer it is the identity. */
  subject: string;
  /** Lower-cased, or null where the provider tells none. */
  email: string | null;
  /** The provider vouches for the address: `email_verified`, or a SAML connection's domain. Absent means no. */
  emailVerified: boolean;
  firstName: string;
  lastName: string;
  /** Customer number that the provider names, for contacts made just in time. */
  customerReference: string | null;
  /** When the person last showed the provider who they are, by the provider's signed word; null where it does not say. */
  authenticatedAt: Date | null;
  /** What came back, claim by claim, for the dry run; never stored. */
  claims: Record<string, unknown>;
}
