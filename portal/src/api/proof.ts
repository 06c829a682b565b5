import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import type { ProofChallenge } from '../../../plugin/contract/proof';

/** Longest that a phone may be busy with it; the challenge itself is good for three minutes. */
const MOST_MS = 120_000;

/**
 * Solves a challenge of the server's and answers the header that shows it; undefined where this browser cannot
 * (no WebCrypto without https), or not in time. The derivations are the browser's own, which run beside the page:
 * no worker of ours is needed, which a browser or a policy could forbid, and the page stays usable.
 */
export async function solveProof(challenge: ProofChallenge): Promise<string | undefined> {
  try {
    const solution = await solveChallenge({ challenge, deriveKey, timeout: MOST_MS });
    return solution ? btoa(JSON.stringify({ challenge, solution })) : undefined;
  } catch {
    return undefined;
  }
}
