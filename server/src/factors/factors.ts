import { activityOf } from '../activity';
import { attemptsOf } from '../attempts';
import type { Http } from '../kernel/http';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { sessionsOf, type Raising } from '../sessions';
import { portalBrand } from '../settings';
import type { Passkeys } from './passkeys';
import { MAX_FACTORS, type FactorRow, type FactorStore, type NewPasskey } from './store';
import { otpauthUri } from './totp';

/** The contact whose factor it is. */
export interface FactorOwner {
  contactId: number;
  email: string;
}

export type FactorProof =
  | { way: 'totp'; code: string }
  | { way: 'recovery-code'; code: string }
  | { way: 'passkey'; response: Record<string, unknown>; challenge: string | null };

/** Changes of factors; activity and mail name them alike. */
type ChangeKind = 'factor-added' | 'factor-removed' | 'recovery-codes-renewed' | 'factors-reset';

/** By what right the contact makes a change: the session that it is signed in with, or what it proved under an epoch. */
type Under = Pick<Raising, 'from' | 'session'>;

interface ChangedBy {
  http?: Http;
  /** Absent: an editor, whose right to it no epoch ends. */
  under?: Under;
  detail?: string;
  editor?: string;
}

export interface Added {
  recoveryCodes: string[] | null;
  /** The contact's epoch from now on. */
  epoch: number;
}

/** Proving factors, and what follows from changing them. */
export function createFactors(strapi: Strapi, store: FactorStore, passkeys: Passkeys) {
  const { epochs, notices } = sessionsOf(strapi);
  const attempts = attemptsOf(strapi);

  async function holds(owner: FactorOwner, proof: FactorProof): Promise<boolean> {
    switch (proof.way) {
      case 'totp':
        return store.useTotp(owner.contactId, proof.code);
      case 'recovery-code':
        return store.useRecoveryCode(owner.contactId, proof.code);
      case 'passkey':
        return proof.challenge !== null && (await passkeys.prove(proof.response, proof.challenge, owner.contactId)) !== null;
    }
  }

  /**
   * A change of what opens the account with everything that it brings: no old trust is left, the contact is told,
   * and none of it happens if the right to make the change has ended. Returns the contact's new epoch.
   */
  async function change<T>(
    { contactId, email }: FactorOwner,
    kind: ChangeKind,
    { http, under, detail, editor }: ChangedBy,
    work: () => Promise<T>,
  ): Promise<{ made: T; epoch: number }> {
    return strapi.db.transaction(async () => {
      const { epoch } = await epochs.raise(contactId, under);
      // The contact is held: of two who add at once the second one sees what the first added.
      if (kind === 'factor-added') await requireRoom(contactId);
      const made = await work();
      await activityOf(strapi).record({ kind, email, contactId, client: http, detail, editor });
      await notices.tell(contactId, kind, kind === 'factors-reset' ? {} : { path: '/security' });
      return { made, epoch };
    });
  }

  /** @throws PortalError `conflict` when the contact has as many factors as it may */
  async function requireRoom(contactId: number): Promise<FactorRow[]> {
    const active = await store.activeOf(contactId);
    if (active.length < MAX_FACTORS) return active;
    throw new PortalError('conflict', { message: `There are ${MAX_FACTORS} factors already. Remove one first.` });
  }

  /** Recovery codes come with the first factor. */
  const firstCodes = async ({ contactId }: FactorOwner): Promise<string[] | null> =>
    (await store.activeOf(contactId)).length === 1 ? store.renewRecoveryCodes(contactId) : null;

  return {
    /** Begins an authenticator app; it proves nothing before `confirmTotp`. `uri` is what a QR code of it holds. */
    async beginTotp({ contactId, email }: FactorOwner): Promise<{ secret: string; uri: string }> {
      const { organisation } = await portalBrand(strapi);
      const secret = await store.beginTotp(contactId);
      return { secret, uri: otpauthUri(secret, organisation, email) };
    },

    /** The active factors, for who is about to begin another one; adding it asks again. @throws PortalError `conflict` */
    requireRoom,

    /**
     * Proves a factor. Every attempt is counted before it is checked, for the account and not for the
     * challenge, so that a new password sign-in brings no new attempts.
     * @throws PortalError `wrong-code`, `wrong-passkey`, `too-many-requests`
     */
    async prove(owner: FactorOwner, http: Http, proof: FactorProof): Promise<void> {
      await attempts.proveFactor(http, owner.email, async (takeBack) => {
        if (!(await holds(owner, proof))) {
          await activityOf(strapi).record({ kind: 'factor-failed', ...owner, client: http, detail: proof.way });
          throw new PortalError(proof.way === 'passkey' ? 'wrong-passkey' : 'wrong-code');
        }
        await takeBack();
      });
      if (proof.way !== 'recovery-code') return;
      await activityOf(strapi).record({ kind: 'recovery-code-used', ...owner, client: http });
      await notices.tell(owner.contactId, 'recovery-code-used', { path: '/security' });
    },

    /**
     * Makes the authenticator that was begun active; attempts are counted like those of a proof. With the first
     * factor come recovery codes, as people read them; else null.
     * @throws PortalError `wrong-code`, `too-many-requests`
     */
    confirmTotp: (owner: FactorOwner, http: Http, { code, name }: { code: string; name: string }, under: Under): Promise<Added> =>
      attempts.proveFactor(http, owner.email, async (takeBack) => {
        if (!(await store.isPending(owner.contactId, code))) throw new PortalError('wrong-code');
        const added = await change(owner, 'factor-added', { http, under, detail: 'totp' }, async () => {
          if (!(await store.confirmTotp(owner.contactId, code, name))) throw new PortalError('wrong-code');
          return firstCodes(owner);
        });
        await takeBack();
        return { recoveryCodes: added.made, epoch: added.epoch };
      }),

    /** @throws PortalError `conflict` when the passkey is known already */
    async addPasskey(owner: FactorOwner, http: Http, passkey: NewPasskey, under: Under): Promise<Added> {
      const { made, epoch } = await change(owner, 'factor-added', { http, under, detail: 'passkey' }, async () => {
        if (!(await store.addPasskey(owner.contactId, passkey))) throw new PortalError('conflict');
        return firstCodes(owner);
      });
      return { recoveryCodes: made, epoch };
    },

    /** @throws PortalError `factor-needed`, `not-found` when a parallel call removed it first */
    async remove(owner: FactorOwner, http: Http, factor: { id: number; kind: string }, keepOne: boolean, under: Under): Promise<void> {
      await change(owner, 'factor-removed', { http, under, detail: factor.kind }, async () => {
        if (!(await store.remove(owner.contactId, factor.id, keepOne))) throw new PortalError('not-found');
        if (!(await store.has(owner.contactId))) await store.forgetRecoveryCodes(owner.contactId);
      });
    },

    /** @throws PortalError `not-allowed` where there is no factor that they would stand in for */
    async renewRecoveryCodes(owner: FactorOwner, http: Http, under: Under): Promise<string[]> {
      const renewed = await change(owner, 'recovery-codes-renewed', { http, under }, async () => {
        if (!(await store.has(owner.contactId))) throw new PortalError('not-allowed');
        return store.renewRecoveryCodes(owner.contactId);
      });
      return renewed.made;
    },

    /** An editor helps somebody who lost theirs: every factor goes, every session ends, the contact is told. */
    async reset(owner: FactorOwner, editor: string): Promise<number> {
      return (await change(owner, 'factors-reset', { editor }, () => store.removeAll(owner.contactId))).made;
    },
  };
}

export type Factors = ReturnType<typeof createFactors>;
