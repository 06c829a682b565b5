import type { Context } from 'koa';
import { readCookie, type Http } from '../kernel/http';
import type { PendingSignIn } from '../kernel/party';
import { now, plusSeconds } from '../platform/clock';
import { hashToken, randomToken } from '../platform/crypto';
import { newestOf } from '../platform/newest';
import { table, toDate, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';

const SIGN_IN_SECONDS = 10 * 60;
const PASSKEY_SECONDS = 5 * 60;
/**
 * Of one contact, the oldest go. So many that whoever has the password cannot have it checked so often while the
 * owner types a code, which would end the sign-in that the owner is in: a check takes a core about 25 ms.
 */
export const MOST_CHALLENGES = 20_000;

interface ChallengeRow extends Row {
  step: 'prove' | 'enrol' | 'passkey';
  email: string | null;
  epoch: number | null;
  method: string | null;
  revision: number | null;
  provedElsewhere: boolean | null;
  webauthnChallenge: string | null;
  expiresAt: string | Date;
  contact: (Row & { blocked: boolean; epoch: number }) | null;
}

/** What a challenge keeps of the proof that it follows. */
export interface FirstProof {
  contactId: number;
  epoch: number;
  email: string;
  method: string;
  revision?: number | null;
  provedElsewhere?: boolean;
}

const TOKEN = /^[\w-]{43}$/u;

/** What a browser holds between its proof and its second factor: it opens the challenge endpoints and nothing else. */
export function createChallenges(strapi: Strapi) {
  const rows = table<ChallengeRow>(strapi, UID.challenge);
  const keepNewestOf = newestOf(strapi, 'contact_id', () => ({ uid: UID.challenge, by: 'expires_at', most: MOST_CHALLENGES }));

  async function open(http: Http, data: Record<string, unknown>, seconds: number): Promise<void> {
    const token = randomToken();
    const expiresAt = plusSeconds(now(strapi), seconds);
    await rows.create({ data: { ...data, tokenHash: hashToken(token), expiresAt } });
    http.setCookie('challenge', token, expiresAt);
  }

  async function read(token: string | undefined): Promise<ChallengeRow | null> {
    if (!token || !TOKEN.test(token)) return null;
    return rows.findOne({ where: { tokenHash: hashToken(token), expiresAt: { $gt: now(strapi) } }, populate: { contact: true } });
  }

  return {
    /** Begins the step between a proof and its session. */
    async begin(http: Http, step: 'prove' | 'enrol', proof: FirstProof): Promise<void> {
      const { contactId, epoch, email, method, revision = null, provedElsewhere = false } = proof;
      await open(http, { step, contact: contactId, epoch, email, method, revision, provedElsewhere }, SIGN_IN_SECONDS);
      await keepNewestOf(contactId);
    },

    /** Begins a sign-in by passkey: nobody knows yet whose. */
    beginPasskey: (http: Http, webauthnChallenge: string): Promise<void> =>
      open(http, { step: 'passkey', webauthnChallenge }, PASSKEY_SECONDS),

    /** The pending sign-in of a request, or null. */
    async identify(ctx: Context): Promise<PendingSignIn | null> {
      const row = await read(readCookie(strapi, ctx, 'challenge'));
      if (!row?.contact || row.contact.blocked || row.epoch !== row.contact.epoch || row.step === 'passkey') return null;
      return {
        id: row.id,
        step: row.step,
        contactId: row.contact.id,
        contactDocumentId: row.contact.documentId,
        email: row.email ?? '',
        epoch: row.epoch,
        method: row.method ?? '',
        revision: row.revision,
        provedElsewhere: row.provedElsewhere ?? false,
        webauthnChallenge: row.webauthnChallenge,
        expiresAt: toDate(row.expiresAt),
      };
    },

    /** The WebAuthn challenge of a sign-in by passkey, which is used up by asking. */
    async takePasskey(http: Http): Promise<string | null> {
      const row = await read(http.cookie('challenge'));
      if (row?.step !== 'passkey' || !(await this.end(row.id, http))) return null;
      return row.webauthnChallenge;
    },

    async setWebauthnChallenge(id: number, webauthnChallenge: string): Promise<void> {
      await rows.updateMany({ where: { id }, data: { webauthnChallenge } });
    },

    /** Uses a WebAuthn challenge up; false when a parallel call did. */
    takeWebauthnChallenge: async (id: number, webauthnChallenge: string): Promise<boolean> =>
      (await rows.updateMany({ where: { id, webauthnChallenge }, data: { webauthnChallenge: null } })).count === 1,

    /** Ends a challenge; of any number of parallel calls one gets true, and only that one makes a session. */
    async end(id: number, http: Http): Promise<boolean> {
      http.setCookie('challenge', null);
      return (await rows.deleteMany({ where: { id } })).count === 1;
    },

    removeExpired: (instant: Date) => rows.deleteMany({ where: { expiresAt: { $lt: instant } } }),
  };
}

export type Challenges = ReturnType<typeof createChallenges>;
