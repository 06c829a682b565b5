import type { securityContract, SecurityInfo } from '../../../plugin/contract/customer/security';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import type { FactorKind } from '../../../plugin/vocabulary';
import { activityOf, deviceOf } from '../activity';
import { attemptsOf } from '../attempts';
import { factorsOf, type FactorRow } from '../factors';
import type { Handlers } from '../kernel/binder';
import type { Http } from '../kernel/http';
import { isSteppedUp, type SessionParty } from '../kernel/party';
import { passwordOf } from '../password';
import { now } from '../platform/clock';
import { fieldError, PortalError } from '../platform/errors';
import { inTransaction, serviceOf, toDate, type Strapi } from '../platform/strapi';
import { owesFactor, sessionsOf } from '../sessions';
import { portalBrand, settingsOf } from '../settings';

const ownerOf = ({ contact }: SessionParty) => ({ contactId: contact.id, email: contact.email });
const underOf = ({ session }: SessionParty) => ({ session: session.id });

const shape = (factor: FactorRow): SecurityInfo['factors'][number] => ({
  id: factor.documentId,
  kind: factor.kind,
  name: factor.name ?? '',
  createdAt: toDate(factor.createdAt).toISOString(),
  lastUsedAt: factor.lastUsedAt ? toDate(factor.lastUsedAt).toISOString() : null,
});

/** What contacts see and change of their own account's security. */
export function createSecurity(strapi: Strapi) {
  const { epochs, signIn, store: sessions } = sessionsOf(strapi);
  const factors = factorsOf(strapi);
  const { store, passkeys } = factors;
  const { passwords } = passwordOf(strapi);
  const attempts = attemptsOf(strapi);

  /** A factor counts for the session as well as for the step-up; the session goes on under a new token. */
  async function stepUpSession(session: { id: number; epoch: number }, http: Http, factor: boolean): Promise<SessionInfo> {
    return signIn.goOn(await sessions.renew(session, { stepUp: true, factor }), http);
  }

  async function ways(contactId: number): Promise<(FactorKind | 'password' | 'sign-in')[]> {
    // Who has a factor confirms with it: the password alone may be what a thief has.
    const kinds = await store.kindsOf(contactId);
    if (kinds.length > 0) return kinds;
    const { signInMode } = await settingsOf(strapi).preferences();
    return signInMode === 'default' && (await passwords.has(contactId)) ? ['password'] : ['sign-in'];
  }

  /** Whether the contact can confirm here, or only by signing in anew where it has its login. */
  const confirmsElsewhere = async (contactId: number): Promise<boolean> => (await ways(contactId)).includes('sign-in');

  async function provePassword({ contact, session }: SessionParty, http: Http, password: string): Promise<void> {
    await attempts.confirmPassword({ contact: contact.documentId, session: session.id }, async (takeBack) => {
      const { contactId, epoch, proved } = await passwords.prove(contact.email, password);
      if (!proved || contactId !== contact.id || epoch !== session.epoch) {
        await activityOf(strapi).record({
          kind: 'step-up-failed',
          email: contact.email,
          contactId: contact.id,
          client: http,
          detail: 'password',
        });
        throw fieldError(['password'], 'wrong-password', 'is wrong', 'wrong-password');
      }
      await takeBack();
    });
  }

  const own = async (party: SessionParty, id: string): Promise<FactorRow> => {
    const factor = await store.findOwn(party.contact.id, id);
    if (!factor) throw new PortalError('not-found');
    return factor;
  };

  const handlers: Omit<Handlers<typeof securityContract>, 'find' | 'stepUpWays'> = {
    async stepUp({ http, party, body: proof }) {
      if (!(await ways(party.contact.id)).includes(proof.way)) throw new PortalError('not-allowed');
      if (proof.way === 'password') await provePassword(party, http, proof.password);
      else {
        const challenge = proof.way === 'passkey' ? await sessions.takeWebauthnChallenge(party.session.id) : null;
        await factors.prove(ownerOf(party), http, proof.way === 'passkey' ? { ...proof, challenge } : proof);
      }
      await activityOf(strapi).record({ kind: 'step-up', ...ownerOf(party), client: http, detail: proof.way });
      return stepUpSession(party.session, http, proof.way !== 'password');
    },

    async stepUpPasskeyOptions({ party: { contact, session } }) {
      const options = await passkeys.requestOptions(await store.activeOf(contact.id));
      await sessions.setWebauthnChallenge(session.id, options.challenge);
      return options;
    },

    async beginTotp({ party }) {
      await factors.requireRoom(party.contact.id);
      return factors.beginTotp(ownerOf(party));
    },

    async confirmTotp({ http, party, body: { code, name = '' } }) {
      const { recoveryCodes, epoch } = await factors.confirmTotp(ownerOf(party), http, { code, name }, underOf(party));
      return { session: await stepUpSession({ id: party.session.id, epoch }, http, true), recoveryCodes };
    },

    async beginPasskey({ party: { contact, session } }) {
      const active = await factors.requireRoom(contact.id);
      const { organisation } = await portalBrand(strapi);
      const name = [contact.firstName, contact.lastName].filter(Boolean).join(' ');
      const options = await passkeys.creationOptions({ documentId: contact.documentId, email: contact.email, name }, active, organisation);
      await sessions.setWebauthnChallenge(session.id, options.challenge);
      return options;
    },

    async addPasskey({ http, party, body: { response, name = '' } }) {
      const challenge = await sessions.takeWebauthnChallenge(party.session.id);
      const passkey = challenge && (await passkeys.readNew(response, challenge));
      if (!passkey) throw new PortalError('wrong-passkey');
      const { recoveryCodes, epoch } = await factors.addPasskey(ownerOf(party), http, { ...passkey, name }, underOf(party));
      return { session: await stepUpSession({ id: party.session.id, epoch }, http, true), recoveryCodes };
    },

    async renameFactor({ party, params, body: { name } }) {
      const factor = await own(party, params.id);
      await store.rename(factor.id, name);
      return shape({ ...factor, name });
    },

    async removeFactor({ http, party, params }) {
      const factor = await own(party, params.id);
      const { mfaRequired } = await settingsOf(strapi).preferences();
      await factors.remove(ownerOf(party), http, factor, mfaRequired, underOf(party));
      return signIn.describe(party);
    },

    async renewRecoveryCodes({ http, party }) {
      // What is refused anyway ends nothing, not for a moment; the change itself asks again.
      if (!(await store.has(party.contact.id))) throw new PortalError('not-allowed');
      return { recoveryCodes: await factors.renewRecoveryCodes(ownerOf(party), http, underOf(party)) };
    },

    async sessions({ party: { contact, session } }) {
      return (await sessions.listOf(contact.id, session.epoch)).map((row) => ({
        id: row.documentId,
        current: row.id === session.id,
        method: row.method,
        device: deviceOf(row.userAgent),
        ipAddress: row.ipAddress ?? '',
        startedAt: toDate(row.createdAt).toISOString(),
        lastSeenAt: toDate(row.lastSeenAt).toISOString(),
      }));
    },

    async endSession({ http, party, params: { id } }) {
      await attempts.endSession(party.session.id);
      if (!(await sessions.endOwn(party.contact.id, id))) throw new PortalError('not-found');
      await activityOf(strapi).record({ kind: 'sessions-ended', ...ownerOf(party), client: http, detail: 'one' });
      return { ended: true };
    },

    /** A stolen session must not keep its owner from coming back by mail: without a fresh proof it ends no link. */
    async endOtherSessions({ http, party }) {
      await attempts.endOtherSessions(party.session.id);
      return inTransaction(strapi, async () => {
        const { ended } = await epochs.raise(party.contact.id, {
          ...underOf(party),
          keepLinks: !isSteppedUp(party.session, now(strapi)),
        });
        await activityOf(strapi).record({ kind: 'sessions-ended', ...ownerOf(party), client: http, detail: 'others' });
        return { ended };
      });
    },

    async events({ party: { contact } }) {
      return (await activityOf(strapi).latestOf(contact.id, contact.email, 20)).map((row) => ({
        at: toDate(row.at).toISOString(),
        kind: row.kind,
        device: deviceOf(row.userAgent),
        ipAddress: row.ipAddress ?? '',
      }));
    },
  };

  return {
    /** All but what names identity providers as well (`federation/portal.ts`). */
    handlers,

    confirmsElsewhere,

    async describe({ contact }: SessionParty): Promise<Omit<SecurityInfo, 'connections'>> {
      const { mfaRequired, passkeySignIn, signInMode } = await settingsOf(strapi).preferences();
      const active = await store.activeOf(contact.id);
      return {
        // Under single sign-on it opens nothing, and is not changed.
        password: signInMode === 'default' && (await passwords.has(contact.id)),
        factors: active.map(shape),
        recoveryCodesLeft: active.length > 0 ? await store.recoveryCodesLeft(contact.id) : null,
        factorRequired: mfaRequired,
        passkeySignIn: passkeySignIn && signInMode === 'default',
      };
    },

    async stepUpWays(party: SessionParty) {
      const offered = await ways(party.contact.id);
      const owed = owesFactor(party.session, await settingsOf(strapi).preferences());
      return { ways: offered, enrol: owed && !(await store.has(party.contact.id)) };
    },

    /** After the contact's identity provider asked it anew. Who has got a factor or a password meanwhile confirms with that. */
    async stepUpElsewhere(
      owner: { contactId: number; email: string },
      session: { id: number; epoch: number },
      http: Http,
      detail: string,
    ): Promise<void> {
      if (!(await confirmsElsewhere(owner.contactId))) throw new PortalError('not-allowed');
      await stepUpSession(session, http, false);
      await activityOf(strapi).record({ kind: 'step-up', ...owner, client: http, detail });
    },
  };
}

export const securityOf = serviceOf('security', createSecurity);
