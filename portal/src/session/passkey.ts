import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { ApiError, type ClientErrorCode } from '../api/api-error';
import { once } from '../parts/fetch-part';
import { storage } from '../storage';

/** What the server says the browser's dialog takes, and what it wants back: JSON that only the library reads. */
type Json = Record<string, unknown>;

const load = once(() => import('@simplewebauthn/browser'));

/** Fetches the code ahead of its use, so that the browser's dialog opens at the press of the button. */
export const preparePasskeys = (): void => void load().catch(() => undefined);

/** Whether this browser knows passkeys at all (WebAuthn Level 3 §5.1). */
export const supportsPasskeys = (): boolean => typeof window !== 'undefined' && 'PublicKeyCredential' in window;

/** Remembers that a passkey was used here: only then is it worth offering one with every sign-in form. */
const USED = 'customer-portal.passkey';

/**
 * Why the browser's dialog ended without a passkey. Names by WebAuthn Level 3 §5.1.3 and §5.1.4:
 * browsers answer NotAllowedError for a dialog that was closed and for one that timed out alike.
 */
export function passkeyProblem(error: unknown): ClientErrorCode {
  const { name, code } = (typeof error === 'object' && error !== null ? error : {}) as { name?: unknown; code?: unknown };
  if (name === 'NotAllowedError' || name === 'AbortError') return 'passkey-cancelled';
  if (name === 'InvalidStateError' || code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') return 'passkey-exists';
  if (name === 'NotSupportedError' || name === 'ConstraintError') return 'passkey-unsupported';
  return 'passkey-failed';
}

async function run(dialog: (library: Awaited<ReturnType<typeof load>>) => Promise<object>): Promise<Json> {
  if (!supportsPasskeys()) throw new ApiError('passkey-unsupported');
  const library = await load().catch(() => {
    throw new ApiError('network');
  });
  let answer: object;
  try {
    answer = await dialog(library);
  } catch (error) {
    throw new ApiError(passkeyProblem(error));
  }
  storage.write(USED, '1');
  return answer as Json;
}

/** Opens the browser's dialog to use a passkey. */
export const askPasskey = (options: Json): Promise<Json> =>
  run(({ startAuthentication }) => startAuthentication({ optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON }));

/** Opens the browser's dialog to make a passkey. */
export const createPasskey = (options: Json): Promise<Json> =>
  run(({ startRegistration }) => startRegistration({ optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON }));

/** Whether to offer passkeys among what the browser fills into the email field (conditional mediation). */
export async function offersAutofill(): Promise<boolean> {
  if (!supportsPasskeys() || storage.read(USED) === null) return false;
  return (await PublicKeyCredential.isConditionalMediationAvailable?.().catch(() => false)) ?? false;
}

/** Waits until somebody picks a passkey from what the browser offers at the email field; undefined if nobody does. */
export async function awaitAutofill(options: Json): Promise<Json | undefined> {
  try {
    const { startAuthentication } = await load();
    return (await startAuthentication({
      optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON,
      useBrowserAutofill: true,
    })) as unknown as Json;
  } catch {
    // The form was left, a dialog was opened by its button, or the code did not come.
    return undefined;
  }
}

/** Ends what `awaitAutofill` waits for. */
export const stopAutofill = (): void =>
  void load().then(
    ({ WebAuthnAbortService }) => WebAuthnAbortService.cancelCeremony(),
    () => undefined,
  );
