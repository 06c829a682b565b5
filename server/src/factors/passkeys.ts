import { createHash } from 'node:crypto';
import type { AuthenticationResponseJSON, AuthenticatorTransport, RegistrationResponseJSON } from '@simplewebauthn/server';
import { sign } from '../platform/crypto';
import { publicUrlOf } from '../platform/config';
import type { Strapi } from '../platform/strapi';
import type { FactorRow, FactorStore, KnownPasskey, NewPasskey } from './store';

/** The library is loaded with the first passkey: most instances need none at boot. */
const library = () => import('@simplewebauthn/server');

type Json = Record<string, unknown>;

const TIMEOUT_MS = 5 * 60 * 1000;

/** Passkeys (WebAuthn Level 3), bound to the host of the public URL. */
export function createPasskeys(strapi: Strapi, store: FactorStore) {
  const relyingParty = () => {
    const { origin, hostname } = new URL(publicUrlOf(strapi));
    return { expectedOrigin: origin, expectedRPID: hostname };
  };

  /** A lasting id of the contact that tells the authenticator nothing about it (WebAuthn §14.6.1). */
  const userHandle = (documentId: string): Uint8Array<ArrayBuffer> =>
    new Uint8Array(
      createHash('sha256')
        .update(sign(strapi, 'passkey-user', documentId))
        .digest(),
    );

  const known = (factors: FactorRow[]) =>
    factors.flatMap(({ kind, credentialId, transports }) =>
      kind === 'passkey' && credentialId ? [{ id: credentialId, transports: (transports ?? []) as AuthenticatorTransport[] }] : [],
    );

  return {
    /** What the browser's dialog for a new passkey takes, as JSON carries it; a new challenge is in it. */
    async creationOptions(contact: { documentId: string; email: string; name: string }, factors: FactorRow[], organisation: string) {
      const { generateRegistrationOptions } = await library();
      const options = await generateRegistrationOptions({
        rpName: organisation,
        rpID: relyingParty().expectedRPID,
        userName: contact.email,
        userDisplayName: contact.name || contact.email,
        userID: userHandle(contact.documentId),
        timeout: TIMEOUT_MS,
        attestationType: 'none',
        excludeCredentials: known(factors),
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
      });
      return { ...options };
    },

    /** The passkey in a browser's answer, or null where it does not verify. */
    async readNew(response: Json, challenge: string): Promise<Omit<NewPasskey, 'name'> | null> {
      const { verifyRegistrationResponse } = await library();
      try {
        const { verified, registrationInfo } = await verifyRegistrationResponse({
          response: response as unknown as RegistrationResponseJSON,
          expectedChallenge: challenge,
          ...relyingParty(),
          requireUserVerification: false,
        });
        if (!verified) return null;
        const { id, publicKey, counter, transports } = registrationInfo.credential;
        const text = Buffer.from(publicKey).toString('base64url');
        return { credentialId: id, publicKey: text, signCount: counter, transports: transports ?? [] };
      } catch (error) {
        strapi.log.debug(`customer-portal: a new passkey was refused: ${String(error)}`);
        return null;
      }
    },

    /** What the browser's dialog takes to show a passkey: one of these, or any that it has for this portal. */
    async requestOptions(factors: FactorRow[] | null) {
      const { generateAuthenticationOptions } = await library();
      const options = await generateAuthenticationOptions({
        rpID: relyingParty().expectedRPID,
        timeout: TIMEOUT_MS,
        // By itself a passkey stands for both factors, so it must verify its user (PIN or biometrics).
        userVerification: factors ? 'preferred' : 'required',
        ...(factors && { allowCredentials: known(factors) }),
      });
      return { ...options };
    },

    /**
     * The contact whose passkey answered the challenge, or null. `contactId` names the only contact
     * it may belong to; without it the user must have been verified by the authenticator.
     */
    async prove(
      response: Json,
      challenge: string,
      contactId?: number,
    ): Promise<Pick<KnownPasskey, 'contactId' | 'email' | 'epoch'> | null> {
      const { id } = response;
      const factor = typeof id === 'string' ? await store.findPasskey(id) : null;
      if (!factor || (contactId !== undefined && factor.contactId !== contactId)) return null;
      const { verifyAuthenticationResponse } = await library();
      try {
        const { verified, authenticationInfo } = await verifyAuthenticationResponse({
          response: response as unknown as AuthenticationResponseJSON,
          expectedChallenge: challenge,
          ...relyingParty(),
          credential: {
            id: factor.credentialId,
            publicKey: new Uint8Array(Buffer.from(factor.secret, 'base64url')),
            counter: Number(factor.signCount ?? 0),
            transports: factor.transports,
          },
          requireUserVerification: contactId === undefined,
        });
        if (!verified) return null;
        await store.notePasskeyUse(factor.id, authenticationInfo.newCounter);
        const { email, epoch } = factor;
        return { contactId: factor.contactId, email, epoch };
      } catch (error) {
        strapi.log.debug(`customer-portal: a passkey was refused: ${String(error)}`);
        return null;
      }
    },
  };
}

export type Passkeys = ReturnType<typeof createPasskeys>;
