import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { proofSolution, type ProofChallenge } from '../../../plugin/contract/proof';
import type { Http } from '../kernel/http';
import { now, plusSeconds } from '../platform/clock';
import { sign } from '../platform/crypto';
import { PortalError } from '../platform/errors';
import { createLimiter } from '../platform/limits';
import type { Strapi } from '../platform/strapi';

/** How long a challenge can be answered: a slow phone needs some seconds, a stock of solutions is worth little. */
const SECONDS = 180;

/**
 * One in 256 counters is right, after 256 derivations of so many rounds on average: a quarter of a second of
 * a desktop, some seconds of an old phone. Checking one is a single derivation.
 */
const COST = 1000;
const KEY_PREFIX = '00';
/** However many there are who prove: beyond that an old phone would wait for minutes. */
export const MOST_TIMES = 16;

/**
 * Proof of work in place of a refusal: those who have used up nothing, but meet a limit that others have used up,
 * show that they are willing to spend some seconds of their machine. Challenges are signed and kept nowhere; a
 * solution is for one purpose and used up by a unique insert.
 */
export function createProofs(strapi: Strapi) {
  const secret = (): string => sign(strapi, 'proof-of-work', 'challenge');
  const used = createLimiter(strapi, { name: 'proof', points: 1, windowSeconds: SECONDS });

  /** What the header holds, if it is an answer of ours that is right and still good. */
  async function verified(header: string, purpose: string): Promise<{ id: string; times: number } | undefined> {
    try {
      const { challenge, solution } = proofSolution.parse(JSON.parse(Buffer.from(header, 'base64').toString('utf8')));
      if (challenge.parameters.data.purpose !== purpose) return undefined;
      const answer = { ...solution, time: solution.time ?? 0 };
      const result = await verifySolution({ challenge, solution: answer, deriveKey, hmacSignatureSecret: secret() });
      return result.verified ? { id: challenge.signature, times: challenge.parameters.cost / COST } : undefined;
    } catch {
      return undefined;
    }
  }

  return {
    /** A new challenge; `times` as hard as usual. */
    async challenge(purpose: string, times: number): Promise<ProofChallenge> {
      const made = await createChallenge({
        algorithm: 'PBKDF2/SHA-256',
        cost: COST * Math.min(MOST_TIMES, Math.max(1, Math.floor(times))),
        keyPrefix: KEY_PREFIX,
        expiresAt: plusSeconds(now(strapi), SECONDS),
        data: { purpose },
        deriveKey,
        hmacSignatureSecret: secret(),
      });
      return made as ProofChallenge;
    },

    /**
     * How many times as hard as usual a solution for this purpose was that the request brings, 0 where it brings
     * none. It is used up then: of parallel ones one has it.
     */
    async brought(http: Http, purpose: string): Promise<number> {
      const proof = http.proof ? await verified(http.proof, purpose) : undefined;
      if (!proof) return 0;
      try {
        await used.count(proof.id);
        return proof.times;
      } catch (error) {
        if (error instanceof PortalError) return 0;
        throw error;
      }
    },
  };
}
