import { PortalError } from '../platform/errors';
import type { Http } from '../kernel/http';
import { inTransaction, type Strapi } from '../platform/strapi';
import type { ExternalAccount } from '../saml';
import { securityOf } from '../security';
import { wayIsOpen } from '../sessions';
import type { Identities } from './identities';
import { LoginFailed } from './problem';
import type { WayIn } from './resolve';

/** What came back from an authorization request that was to confirm who is there. */
interface Confirmation {
  account: ExternalAccount;
  /** The provider says that the person showed it who they are during the request. */
  reauthenticated: boolean;
  way: WayIn;
}

/**
 * The step-up of a contact who can confirm nothing here: it signs in anew where it has its login. The
 * login must be one of this contact's own, and the provider must say that it asked (ASVS 5.0 7.5.3): a
 * session that somebody left open there confirms nothing.
 */
export function createStepUp(strapi: Strapi, identities: Identities) {
  return {
    /** @throws LoginFailed `another-person`, `access-off`, `not-anew`, `login-expired` */
    async confirm(
      contactId: number,
      session: { id: number; epoch: number },
      { account, reauthenticated, way }: Confirmation,
      http: Http,
    ): Promise<void> {
      const identity = await identities.find(account);
      const contact = identity?.contact;
      if (!contact || contact.id !== contactId)
        throw new LoginFailed('another-person', 'another-person', 'The login is not of who is signed in.');
      if (contact.blocked) throw new LoginFailed('access-off', 'no-access');
      if (!reauthenticated) {
        const found = account.authenticatedAt === null ? 'no time of sign-in' : account.authenticatedAt.toISOString();
        throw new LoginFailed('not-anew', 'not-anew', `The provider does not say that it asked the person anew: ${found}.`);
      }
      await identities.touch(identity, account.email);
      try {
        await inTransaction(strapi, async () => {
          if (!(await wayIsOpen(strapi, { method: account.connection, revision: way.revision }))) throw new PortalError('signed-out');
          await securityOf(strapi).stepUpElsewhere({ contactId, email: contact.email }, session, http, way.name);
        });
      } catch (error) {
        if (!(error instanceof PortalError)) throw error;
        throw new LoginFailed('login-expired', error.code, 'The session has ended, or the contact can confirm with something else now.');
      }
    },
  };
}

export type StepUp = ReturnType<typeof createStepUp>;
