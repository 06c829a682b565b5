import type { challengeContract } from '../../../plugin/contract/customer/challenge';
import type { sessionContract } from '../../../plugin/contract/customer/session';
import { activityOf } from '../activity';
import { attemptsOf } from '../attempts';
import type { Handlers } from '../kernel/binder';
import type { PendingSignIn } from '../kernel/party';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { sessionsOf } from '../sessions';
import { settingsOf } from '../settings';
import { factorsOf } from './service';

/** Sign-in by passkey alone: it proves the device and, by PIN or biometrics, its user. */
export const passkeySignInHandlers = (strapi: Strapi): Pick<Handlers<typeof sessionContract>, 'passkeyOptions' | 'createByPasskey'> => ({
  /** The same for everybody: which passkeys there are for whom is the browser's to know. */
  async passkeyOptions({ http }) {
    await attemptsOf(strapi).usePasskey(http);
    const options = await factorsOf(strapi).passkeys.requestOptions(null);
    await sessionsOf(strapi).challenges.beginPasskey(http, options.challenge);
    return options;
  },

  async createByPasskey({ http, body }) {
    await attemptsOf(strapi).usePasskey(http);
    const challenge = await sessionsOf(strapi).challenges.takePasskey(http);
    const known = challenge && (await factorsOf(strapi).passkeys.prove(body.response, challenge));
    if (!known) {
      await activityOf(strapi).record({ kind: 'sign-in-failed', email: '', client: http, detail: 'passkey' });
      throw new PortalError('wrong-passkey');
    }
    const proof = { ...known, method: 'passkey', factorProved: true, refusal: 'wrong-passkey' } as const;
    return sessionsOf(strapi).signIn.complete(proof, http);
  },
});

const owner = ({ contactId, email }: PendingSignIn) => ({ contactId, email });

function requireStep(pending: PendingSignIn, step: PendingSignIn['step']): void {
  if (pending.step !== step) throw new PortalError('not-allowed');
}

/** The step between a proof and its session: prove a factor, or set up the first one. */
export const challengeHandlers = (strapi: Strapi): Handlers<typeof challengeContract> => {
  const rememberDays = async (): Promise<number> => (await settingsOf(strapi).preferences()).rememberBrowserDays;
  const daysFor = async (remember: boolean | undefined): Promise<number> => (remember ? rememberDays() : 0);

  /** The first factor only: somebody who got one meanwhile proves it, whatever was begun before. */
  async function requireEnrolment(pending: PendingSignIn): Promise<void> {
    requireStep(pending, 'enrol');
    if (await factorsOf(strapi).store.has(pending.contactId)) throw new PortalError('not-allowed');
  }

  return {
    find: async ({ pending }) => ({
      step: pending.step,
      email: pending.email,
      factors: pending.step === 'prove' ? await factorsOf(strapi).store.kindsOf(pending.contactId) : [],
      rememberDays: await rememberDays(),
      expiresAt: pending.expiresAt.toISOString(),
    }),

    async cancel({ http, pending }) {
      await sessionsOf(strapi).challenges.end(pending.id, http);
      return { cancelled: true };
    },

    async totp({ http, pending, body: { code, remember } }) {
      requireStep(pending, 'prove');
      await factorsOf(strapi).prove(owner(pending), http, { way: 'totp', code });
      return sessionsOf(strapi).signIn.finish(pending, http, await daysFor(remember));
    },

    async recoveryCode({ http, pending, body: { code } }) {
      requireStep(pending, 'prove');
      await factorsOf(strapi).prove(owner(pending), http, { way: 'recovery-code', code });
      return sessionsOf(strapi).signIn.finish(pending, http, 0);
    },

    async passkeyOptions({ pending }) {
      requireStep(pending, 'prove');
      const { store, passkeys } = factorsOf(strapi);
      const options = await passkeys.requestOptions(await store.activeOf(pending.contactId));
      await sessionsOf(strapi).challenges.setWebauthnChallenge(pending.id, options.challenge);
      return options;
    },

    async passkey({ http, pending, body: { response, remember } }) {
      requireStep(pending, 'prove');
      const { challenges, signIn } = sessionsOf(strapi);
      const asked = pending.webauthnChallenge;
      const challenge = asked && (await challenges.takeWebauthnChallenge(pending.id, asked)) ? asked : null;
      await factorsOf(strapi).prove(owner(pending), http, { way: 'passkey', response, challenge });
      return signIn.finish(pending, http, await daysFor(remember));
    },

    async beginEnrolment({ pending }) {
      await requireEnrolment(pending);
      return factorsOf(strapi).beginTotp(owner(pending));
    },

    async enrol({ http, pending, body: { code, remember } }) {
      await requireEnrolment(pending);
      const under = { from: pending.epoch };
      const { recoveryCodes, epoch } = await factorsOf(strapi).confirmTotp(owner(pending), http, { code, name: '' }, under);
      const session = await sessionsOf(strapi).signIn.finishEnrolled(pending, epoch, http, await daysFor(remember));
      return { session, recoveryCodes: recoveryCodes ?? [] };
    },
  };
};
