import type { ActivityKind } from '../../../../plugin/vocabulary';
import { activityOf } from '../../activity';
import type { Http } from '../../kernel/http';
import { PortalError } from '../../platform/errors';
import type { Strapi } from '../../platform/strapi';
import type { Notices } from '../notices';
import type { SessionStore } from '../session-store';
import type { Throttle } from '../throttle';
import type { Passkeys } from './passkeys';
import type { RememberedBrowsers } from './remembered';
import type { FactorStore } from './store';

/** The contact whose factor it is. */
export interface FactorOwner {
  contactId: number;
  email: string;
}

export type FactorProof =
  | { way: 'totp'; code: string }
  | { way: 'recovery-code'; code: string }
  | { way: 'passkey'; response: Record<string, unknown>; challenge: string | null };

interface Parts {
  store: FactorStore;
  passkeys: Passkeys;
  remembered: RememberedBrowsers;
  sessions: SessionStore;
  throttle: Throttle;
  notices: Notices;
}

/** Proving factors, and what follows from changing them. */
export function createFactors(strapi: Strapi, { store, passkeys, remembered, sessions, throttle, notices }: Parts) {
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

  /** Everything that a change of what opens the account brings with it: no old trust is left. */
  async function changed(owner: FactorOwner, kind: ActivityKind, more: { http?: Http; keep?: number; detail?: string; editor?: string }) {
    await remembered.forgetAll(owner.contactId);
    await sessions.endOthers(owner.contactId, more.keep);
    await activityOf(strapi).record({
      kind,
      email: owner.email,
      contactId: owner.contactId,
      client: more.http,
      detail: more.detail,
      editor: more.editor,
    });
  }

  return {
    changed,

    /**
     * Proves a factor. Every try is counted before it is checked, for the account and not for the
     * challenge, so that a new password sign-in brings no new tries.
     * @throws PortalError `wrong-code`, `wrong-passkey`, `too-many-requests`
     */
    async prove(owner: FactorOwner, http: Http, proof: FactorProof): Promise<void> {
      await throttle.proveFactor(http, owner.email, async (takeBack) => {
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
     * Makes the authenticator that was begun active; tries are counted like those of a proof.
     * @throws PortalError `wrong-code`, `too-many-requests`
     */
    async confirmTotp(owner: FactorOwner, http: Http, code: string, name: string): Promise<void> {
      await throttle.proveFactor(http, owner.email, async (takeBack) => {
        if (!(await store.confirmTotp(owner.contactId, code, name))) throw new PortalError('wrong-code');
        await takeBack();
      });
    },

    forgetBrowsers: (contactId: number) => remembered.forgetAll(contactId),

    /**
     * After a first or further factor was added: mail, activity, other sessions and remembered
     * browsers end. With the first one come recovery codes, as people read them; else null.
     */
    async added(owner: FactorOwner, detail: 'totp' | 'passkey', more: { http: Http; keep?: number }): Promise<string[] | null> {
      const first = (await store.activeOf(owner.contactId)).length === 1;
      const codes = first ? await store.renewRecoveryCodes(owner.contactId) : null;
      await changed(owner, 'factor-added', { ...more, detail });
      await notices.tell(owner.contactId, 'factor-added', { path: '/security' });
      return codes;
    },

    async removed(owner: FactorOwner, detail: string, more: { http: Http; keep?: number }): Promise<void> {
      if ((await store.activeOf(owner.contactId)).length === 0) await store.forgetRecoveryCodes(owner.contactId);
      await changed(owner, 'factor-removed', { ...more, detail });
      await notices.tell(owner.contactId, 'factor-removed', { path: '/security' });
    },

    /** An editor helps somebody who lost theirs: every factor goes, every session ends, the contact is told. */
    async reset(owner: FactorOwner, editor: string): Promise<number> {
      const removed = await store.removeAll(owner.contactId);
      await changed(owner, 'factors-reset', { editor });
      await notices.tell(owner.contactId, 'factors-reset');
      return removed;
    },
  };
}

export type Factors = ReturnType<typeof createFactors>;
