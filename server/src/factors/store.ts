import type { FactorKind } from '../../../plugin/vocabulary';
import { hashToken, seal, unseal } from '../platform/crypto';
import { now, plusSeconds } from '../platform/clock';
import { PortalError } from '../platform/errors';
import { statement } from '../platform/sql';
import { table, tableName, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { grouped, newRecoveryCode, RECOVERY_CODES } from './recovery-codes';
import { newSeed, stepOf } from './totp';

export interface FactorRow extends Row {
  kind: 'totp' | 'passkey';
  active: boolean;
  name: string | null;
  secret: string;
  lastStep: number;
  credentialId: string | null;
  credentialHash: string | null;
  signCount: string | null;
  transports: string[] | null;
  createdAt: string | Date;
  lastUsedAt: string | Date | null;
  contact?: { id: number } | null;
}

/** The seed's key serves nothing else. */
const SEED_KEY = 'totp-seed';
const PENDING_SECONDS = 15 * 60;
/** Most active factors of one contact. */
export const MAX_FACTORS = 10;

/** A passkey with the contact whose it is. */
export interface KnownPasskey {
  id: number;
  secret: string;
  credentialId: string;
  signCount: string | null;
  transports: string[];
  contactId: number;
  email: string;
  epoch: number;
}

export interface NewPasskey {
  credentialId: string;
  publicKey: string;
  signCount: number;
  transports: string[];
  name: string;
}

/** Factors and recovery codes of contacts. Each once-only step is one conditional statement. */
export function createFactorStore(strapi: Strapi) {
  const factors = table<FactorRow>(strapi, UID.factor);
  const codes = table(strapi, UID.recoveryCode);

  const activeOf = (contactId: number): Promise<FactorRow[]> =>
    factors.findMany({ where: { contact: contactId, active: true }, orderBy: { id: 'asc' } });

  /** The step that the code belongs to. A seed whose key is gone proves nothing; recovery codes and editors still help. */
  function totpStep(factor: FactorRow, code: string): number | undefined {
    try {
      return stepOf(code, unseal(strapi, SEED_KEY, factor.secret), now(strapi));
    } catch (error) {
      strapi.log.error(`customer-portal: an authenticator cannot be read: was a key taken out of secretKeys or app.keys? ${String(error)}`);
      return undefined;
    }
  }

  const passkey = statement<[string, string, boolean], Omit<KnownPasskey, 'transports'> & { transports: unknown }>(
    strapi,
    (hash, kind, active) =>
      strapi.db
        .getConnection(`${tableName(strapi, UID.factor)} as f`)
        .join(`${tableName(strapi, UID.contact)} as p`, 'p.id', 'f.contact_id')
        .where('f.credential_hash', hash)
        .where('f.kind', kind)
        .where('f.active', active)
        .select('f.id', 'f.secret', 'f.transports', 'f.credential_id as credentialId', 'f.sign_count as signCount')
        .select('p.id as contactId', 'p.email', 'p.epoch'),
  );

  const pendingOf = (contactId: number): Promise<FactorRow | null> =>
    factors.findOne({ where: { contact: contactId, active: false, kind: 'totp', pendingUntil: { $gt: now(strapi) } } });

  return {
    activeOf,

    /** Begins an authenticator: pending, in place of an earlier pending one. Returns its seed, shown this once. */
    async beginTotp(contactId: number): Promise<string> {
      const seed = newSeed();
      await factors.deleteMany({ where: { contact: contactId, active: false } });
      await factors.create({
        data: {
          contact: contactId,
          kind: 'totp',
          active: false,
          pendingUntil: plusSeconds(now(strapi), PENDING_SECONDS),
          secret: seal(strapi, SEED_KEY, seed),
          lastStep: 0,
        },
      });
      return seed;
    },

    /** Whether the pending authenticator shows this code: asked before the change begins, which a wrong code need not hold up. */
    async isPending(contactId: number, code: string): Promise<boolean> {
      const pending = await pendingOf(contactId);
      return pending !== null && totpStep(pending, code) !== undefined;
    },

    /** Makes the pending authenticator active if the code is its own; the code counts as used. */
    async confirmTotp(contactId: number, code: string, name: string): Promise<boolean> {
      const pending = await pendingOf(contactId);
      const step = pending && totpStep(pending, code);
      if (!pending || !step) return false;
      const data = { active: true, pendingUntil: null, name, lastStep: step, lastUsedAt: now(strapi) };
      return (await factors.updateMany({ where: { id: pending.id, active: false }, data })).count === 1;
    },

    /**
     * Whether the code is right and not used yet. Of any number of parallel calls with one code one
     * succeeds: the row takes a later step only (RFC 6238 §5.2: a code is accepted once).
     */
    async useTotp(contactId: number, code: string): Promise<boolean> {
      for (const factor of await activeOf(contactId)) {
        const step = factor.kind === 'totp' ? totpStep(factor, code) : undefined;
        if (step === undefined) continue;
        const where = { id: factor.id, active: true, lastStep: { $lt: step } };
        if ((await factors.updateMany({ where, data: { lastStep: step, lastUsedAt: now(strapi) } })).count === 1) return true;
      }
      return false;
    },

    /** Uses a recovery code up; false when it is wrong or was used, also by a parallel call. */
    async useRecoveryCode(contactId: number, code: string): Promise<boolean> {
      const codeHash = hashToken(code);
      const found = await codes.findMany({ where: { contact: contactId, codeHash, usedAt: null }, select: ['id'] });
      for (const { id } of found) {
        if ((await codes.updateMany({ where: { id, usedAt: null }, data: { usedAt: now(strapi) } })).count === 1) return true;
      }
      return false;
    },

    /** Whether the contact has a factor. */
    has: async (contactId: number): Promise<boolean> => (await factors.count({ where: { contact: contactId, active: true } })) > 0,

    /** With what the contact can prove that it has a factor; nothing where it has none. */
    async kindsOf(contactId: number): Promise<FactorKind[]> {
      const active = await this.activeOf(contactId);
      const kinds: FactorKind[] = (['totp', 'passkey'] as const).filter((kind) => active.some((factor) => factor.kind === kind));
      return kinds.length > 0 && (await this.recoveryCodesLeft(contactId)) > 0 ? [...kinds, 'recovery-code'] : kinds;
    },

    recoveryCodesLeft: (contactId: number): Promise<number> => codes.count({ where: { contact: contactId, usedAt: null } }),

    /** New recovery codes in place of the old ones, as people read them. */
    async renewRecoveryCodes(contactId: number): Promise<string[]> {
      const fresh = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
      await strapi.db.transaction(async () => {
        // By their ids: by contact, MariaDB would lock the gaps beside them, and two neighbours each other.
        const old = await codes.findMany({ where: { contact: contactId }, select: ['id'] });
        if (old.length > 0) await codes.deleteMany({ where: { id: { $in: old.map(({ id }) => id) } } });
        for (const code of fresh) await codes.create({ data: { contact: contactId, codeHash: hashToken(code), usedAt: null } });
      });
      return fresh.map(grouped);
    },

    /** The passkey with this credential id and its contact, or null; read at once, since the epoch says for how long it holds. */
    async findPasskey(credentialId: string): Promise<KnownPasskey | null> {
      const [row] = await passkey([hashToken(credentialId), 'passkey', true]);
      if (!row) return null;
      const { transports } = row;
      return { ...row, transports: (typeof transports === 'string' ? JSON.parse(transports) : (transports ?? [])) as string[] };
    },

    /** Keeps a new passkey; false when its credential is known already. */
    async addPasskey(contactId: number, passkey: NewPasskey): Promise<boolean> {
      const credentialHash = hashToken(passkey.credentialId);
      if ((await factors.count({ where: { credentialHash } })) > 0) return false;
      await factors.create({
        data: {
          contact: contactId,
          kind: 'passkey',
          active: true,
          name: passkey.name,
          secret: passkey.publicKey,
          lastStep: 0,
          credentialId: passkey.credentialId,
          credentialHash,
          signCount: String(passkey.signCount),
          transports: passkey.transports,
        },
      });
      return true;
    },

    async notePasskeyUse(id: number, signCount: number): Promise<void> {
      await factors.updateMany({ where: { id }, data: { signCount: String(signCount), lastUsedAt: now(strapi) } });
    },

    findOwn: (contactId: number, documentId: string): Promise<FactorRow | null> =>
      factors.findOne({ where: { contact: contactId, documentId, active: true } }),

    async rename(id: number, name: string): Promise<void> {
      await factors.updateMany({ where: { id }, data: { name } });
    },

    /**
     * Removes one factor; false when a parallel call did it first. In a transaction that has raised the contact's
     * epoch: changes of one contact go one after the other, so that two at once cannot take the last two where
     * one must stay.
     * @throws PortalError `factor-needed`
     */
    async remove(contactId: number, id: number, keepOne: boolean): Promise<boolean> {
      if (keepOne && (await factors.count({ where: { contact: contactId, active: true, id: { $ne: id } } })) === 0) {
        throw new PortalError('factor-needed');
      }
      return (await factors.deleteMany({ where: { id } })).count === 1;
    },

    forgetRecoveryCodes: (contactId: number) => codes.deleteMany({ where: { contact: contactId } }),

    /** Removes every factor and recovery code; how many factors there were. */
    async removeAll(contactId: number): Promise<number> {
      const active = await factors.count({ where: { contact: contactId, active: true } });
      await factors.deleteMany({ where: { contact: contactId } });
      await codes.deleteMany({ where: { contact: contactId } });
      return active;
    },

    /** How many factors each of these contacts has. */
    async countOf(contactIds: number[]): Promise<Map<number, number>> {
      const rows = await factors.findMany({
        where: { contact: { id: { $in: contactIds } }, active: true },
        select: ['id'],
        populate: { contact: { select: ['id'] } },
      });
      const counts = new Map<number, number>();
      for (const { contact } of rows) if (contact) counts.set(contact.id, (counts.get(contact.id) ?? 0) + 1);
      return counts;
    },

    /** Removes what was never confirmed, and what belonged to contacts who are gone. */
    async cleanUp(instant: Date): Promise<void> {
      await factors.deleteMany({ where: { $or: [{ active: false, pendingUntil: { $lt: instant } }, { contact: null }] } });
      await codes.deleteMany({ where: { contact: null } });
    },
  };
}

export type FactorStore = ReturnType<typeof createFactorStore>;
