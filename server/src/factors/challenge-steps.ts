import type { Challenge } from '../../../plugin/contract/customer/challenge';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import type { Http } from '../kernel/http';
import type { PendingSignIn } from '../kernel/party';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { sessionsOf } from '../sessions';
import { settingsOf } from '../settings';
import type { Factors } from './factors';
import type { Passkeys } from './passkeys';
import type { FactorStore } from './store';

interface Parts {
  factors: Factors;
  store: FactorStore;
  passkeys: Passkeys;
}

const owner = ({ contactId, email }: PendingSignIn) => ({ contactId, email });

/** The step between a proof and its session: prove a factor, or set up the first one. */
export function createChallengeSteps(strapi: Strapi, { factors, store, passkeys }: Parts) {
  const { challenges, signIn } = sessionsOf(strapi);
  const rememberDays = async (): Promise<number> => (await settingsOf(strapi).preferences()).rememberBrowserDays;
  const daysFor = async (remember: boolean | undefined): Promise<number> => (remember ? rememberDays() : 0);

  function requireStep(pending: PendingSignIn, step: PendingSignIn['step']): void {
    if (pending.step !== step) throw new PortalError('not-allowed');
  }

  /** The first factor only: somebody who got one meanwhile proves it, whatever was begun before. */
  async function requireEnrolment(pending: PendingSignIn): Promise<void> {
    requireStep(pending, 'enrol');
    if (await store.has(pending.contactId)) throw new PortalError('not-allowed');
  }

  return {
    async describe(pending: PendingSignIn): Promise<Challenge> {
      return {
        step: pending.step,
        email: pending.email,
        factors: pending.step === 'prove' ? await store.kindsOf(pending.contactId) : [],
        rememberDays: await rememberDays(),
        expiresAt: pending.expiresAt.toISOString(),
      };
    },

    async proveTotp(pending: PendingSignIn, http: Http, code: string, remember?: boolean): Promise<SessionInfo> {
      requireStep(pending, 'prove');
      await factors.prove(owner(pending), http, { way: 'totp', code });
      return signIn.finish(pending, http, await daysFor(remember));
    },

    async useRecoveryCode(pending: PendingSignIn, http: Http, code: string): Promise<SessionInfo> {
      requireStep(pending, 'prove');
      await factors.prove(owner(pending), http, { way: 'recovery-code', code });
      return signIn.finish(pending, http, 0);
    },

    async passkeyOptions(pending: PendingSignIn) {
      requireStep(pending, 'prove');
      const options = await passkeys.requestOptions(await store.activeOf(pending.contactId));
      await challenges.setWebauthnChallenge(pending.id, options.challenge);
      return options;
    },

    async provePasskey(pending: PendingSignIn, http: Http, response: Record<string, unknown>, remember?: boolean) {
      requireStep(pending, 'prove');
      const asked = pending.webauthnChallenge;
      const challenge = asked && (await challenges.takeWebauthnChallenge(pending.id, asked)) ? asked : null;
      await factors.prove(owner(pending), http, { way: 'passkey', response, challenge });
      return signIn.finish(pending, http, await daysFor(remember));
    },

    async beginEnrolment(pending: PendingSignIn): Promise<{ secret: string; uri: string }> {
      await requireEnrolment(pending);
      return factors.beginTotp(owner(pending));
    },

    async enrol(pending: PendingSignIn, http: Http, code: string, remember?: boolean) {
      await requireEnrolment(pending);
      const { recoveryCodes, epoch } = await factors.confirmTotp(owner(pending), http, { code, name: '' }, { from: pending.epoch });
      const session = await signIn.finishEnrolled(pending, epoch, http, await daysFor(remember));
      return { session, recoveryCodes: recoveryCodes ?? [] };
    },
  };
}
