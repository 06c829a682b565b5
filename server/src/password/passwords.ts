import { PASSWORD_PROBLEMS, passwordProblem, type PasswordProblem, type PasswordRules } from '../../../plugin/rules/password';
import { attemptsOf } from '../attempts';
import { tell } from '../platform/events';
import { now } from '../platform/clock';
import { configOf } from '../platform/config';
import { fieldError, PortalError } from '../platform/errors';
import { statement } from '../platform/sql';
import { table, tableName, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { settingsOf } from '../settings';
import { hashPassword, verifyPassword } from './hash';
import { knownPasswords } from './known-passwords';

interface CredentialRow extends Row {
  passwordHash: string;
}

type Owner = Pick<Row, 'id' | 'documentId'>;

/** Whom a password is for, as far as its rules care. */
export interface PasswordOwner {
  email: string;
  firstName: string | null;
  lastName: string | null;
}

const refusal = (field: string, code: PasswordProblem | 'password-unchanged', message: string): PortalError =>
  fieldError([field], code, message, 'weak-password');

/** Throws `weak-password` with the error at the field. */
export function requireGoodPassword(password: string, rules: PasswordRules, field: string): void {
  const problem = passwordProblem(password, rules);
  if (problem) throw refusal(field, problem, PASSWORD_PROBLEMS[problem]);
}

export function createPasswords(strapi: Strapi) {
  const credentials = table<CredentialRow>(strapi, UID.credential);

  /** All that a sign-in reads before the hash: beside that, reads are most of its cost. */
  const credentialOf = statement<[string], { id: number; email: string; epoch: number; passwordHash: string | null }>(strapi, (email) =>
    strapi.db
      .getConnection(`${tableName(strapi, UID.contact)} as p`)
      .leftJoin(`${tableName(strapi, UID.credential)} as k`, 'k.contact_id', 'p.id')
      .where('p.email', email)
      .select('p.id', 'p.email', 'p.epoch', 'k.password_hash as passwordHash'),
  );

  return {
    /** The contact of an email address, and whether the password is its own; same work in every case. */
    async prove(email: string, password: string): Promise<{ contactId: number | null; epoch: number; proved: boolean }> {
      // MariaDB compares without accents and case: only the very address counts.
      const found = (await credentialOf([email])).find((row) => row.email === email);
      const proved = await verifyPassword(found?.passwordHash ?? null, password);
      return { contactId: found?.id ?? null, epoch: found?.epoch ?? -1, proved };
    },

    /** Whether the contact has set a password. */
    has: async (contactId: number): Promise<boolean> => (await credentials.count({ where: { contact: contactId } })) > 0,

    /**
     * Checks the rules for a new password and hashes it. `field` is where an error stands, `contactId` whose
     * present password it must differ from.
     */
    async prepare(password: string, owner: PasswordOwner, field: string, contactId?: number): Promise<string> {
      await attemptsOf(strapi).newPassword(owner.email);
      const { values } = await settingsOf(strapi).get('general');
      const rules = {
        ...configOf(strapi).password,
        ...(await knownPasswords()),
        personal: [owner.email, owner.firstName ?? '', owner.lastName ?? '', values.portalName, values.organisationName],
      };
      requireGoodPassword(password, rules, field);
      const present = contactId === undefined ? null : await credentials.findOne({ where: { contact: contactId } });
      if (present && (await verifyPassword(present.passwordHash, password)))
        throw refusal(field, 'password-unchanged', 'is the present one');
      return hashPassword(password);
    },

    /** Stores a prepared password; within a transaction of the caller's. */
    async set(contact: Owner, passwordHash: string): Promise<void> {
      const data = { passwordHash, changedAt: now(strapi) };
      const existing = await credentials.findOne({ where: { contact: contact.id } });
      if (existing) await credentials.updateMany({ where: { id: existing.id }, data });
      else await credentials.create({ data: { ...data, contact: contact.id } });
      await tell(strapi, 'contact.password-change', { contact: contact.documentId });
    },

    remove: (contactId: number) => credentials.deleteMany({ where: { contact: contactId } }),

    /** Removes passwords whose contact was deleted. */
    removeOrphans: () => credentials.deleteMany({ where: { contact: null } }),

    /** Replaces the password if `current` is the present one; `alsoDo` happens in the transaction that does, first. */
    async change<T>(contact: Owner, current: string, prepare: () => Promise<string>, alsoDo: () => Promise<T>): Promise<T> {
      const credential = await credentials.findOne({ where: { contact: contact.id } });
      if (!credential || !(await verifyPassword(credential.passwordHash, current))) {
        throw fieldError(['currentPassword'], 'wrong-password', 'is wrong', 'wrong-password');
      }
      const passwordHash = await prepare();
      // Conditional on the hash that was checked: of two changes at once one holds.
      const where = { id: credential.id, passwordHash: credential.passwordHash };
      return strapi.db.transaction(async () => {
        const also = await alsoDo();
        const { count } = await credentials.updateMany({ where, data: { passwordHash, changedAt: now(strapi) } });
        if (count !== 1) throw new PortalError('conflict');
        await tell(strapi, 'contact.password-change', { contact: contact.documentId });
        return also;
      });
    },
  };
}

export type Passwords = ReturnType<typeof createPasswords>;
