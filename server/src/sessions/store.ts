import { joinRights, rightsOf } from '../../../plugin/rights';
import type { Language, CustomerKind } from '../../../plugin/vocabulary';
import type { ActingFor, SessionParty } from '../kernel/party';
import { plusSeconds, now } from '../platform/clock';
import { configOf } from '../platform/config';
import { hashToken, randomToken } from '../platform/crypto';
import { inserter, statement } from '../platform/sql';
import { keepNewestOfEach, newestOf } from '../platform/newest';
import { joinTable, table, tableName, toDate, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';

export interface NewSession {
  contactId: number;
  /** The contact's epoch under which all that is asked for was proved. */
  epoch: number;
  customerId: number;
  method: string;
  ip: string;
  userAgent: string;
  /** The proof is fresh enough for sensitive changes. */
  steppedUp: boolean;
  /** A second factor was proved, now or by a browser that is remembered. */
  factorProved: boolean;
  provedElsewhere: boolean;
}

/** A session as the contact's list shows it. */
export interface ListedSession extends Row {
  method: string;
  ipAddress: string | null;
  userAgent: string | null;
  createdAt: string | Date;
  lastSeenAt: string | Date;
}

/** One row for each customer that the session's contact may act for. */
interface SessionRow {
  id: number;
  epoch: number;
  method: string;
  last_seen_at: unknown;
  expires_at: unknown;
  stepped_up_at: unknown;
  factor_at: unknown;
  proved_elsewhere: unknown;
  active_customer_id: number | null;
  contact_id: number;
  contact_document_id: string;
  email: string;
  first_name: string | null;
  last_name: string | null;
  language: Language | null;
  customer_id: number;
  customer_document_id: string;
  customer_name: string;
  customer_kind: CustomerKind;
  role: string | null;
  membership_id: number;
  invited_email: string | null;
  joined_at: unknown;
}

/** How often a session's last use is written down, seconds; it need not be exact. */
const SEEN_EVERY_SECONDS = 60;

export function createSessionStore(strapi: Strapi) {
  const sessions = table<ListedSession>(strapi, UID.session);
  const insert = inserter(strapi, UID.session);
  const bound = () => ({ uid: UID.session, by: 'last_seen_at', most: configOf(strapi).session.perContact });
  const keepNewestOf = newestOf(strapi, 'contact_id', bound);
  /**
   * One indexed statement that answers everything about a token: the session, its contact unless blocked or at
   * a later epoch than the session, and the customers with portal access. No row: not signed in, whatever the reason.
   */
  const select = statement<[string, boolean, boolean], SessionRow>(strapi, (tokenHash, blocked, portalAccess) => {
    const t = {
      session: tableName(strapi, UID.session),
      contact: tableName(strapi, UID.contact),
      customer: tableName(strapi, UID.customer),
      membership: tableName(strapi, UID.membership),
      ofContact: joinTable(strapi, UID.membership, 'contact'),
      ofCustomer: joinTable(strapi, UID.membership, 'customer'),
    };
    return strapi.db
      .getConnection(`${t.session} as s`)
      .join(`${t.contact} as p`, (join) => join.on('p.id', 's.contact_id').andOn('p.epoch', 's.epoch'))
      .join(`${t.ofContact.name} as mp`, `mp.${t.ofContact.other}`, 'p.id')
      .join(`${t.membership} as m`, 'm.id', `mp.${t.ofContact.own}`)
      .join(`${t.ofCustomer.name} as mc`, `mc.${t.ofCustomer.own}`, 'm.id')
      .join(`${t.customer} as c`, 'c.id', `mc.${t.ofCustomer.other}`)
      .where('s.token_hash', tokenHash)
      .where('p.blocked', blocked)
      .where('c.portal_access', portalAccess)
      .orderBy([{ column: 'c.name' }, { column: 'c.id' }])
      .select(
        's.id',
        's.epoch',
        's.method',
        's.last_seen_at',
        's.expires_at',
        's.stepped_up_at',
        's.factor_at',
        's.proved_elsewhere',
        's.customer_id as active_customer_id',
        'p.id as contact_id',
        'p.document_id as contact_document_id',
        'p.email',
        'p.first_name',
        'p.last_name',
        'p.language',
        'c.id as customer_id',
        'c.document_id as customer_document_id',
        'c.name as customer_name',
        'c.kind as customer_kind',
        'm.role',
        'm.id as membership_id',
        'm.invited_email',
        'm.joined_at',
      );
  });

  function toParty(rows: SessionRow[]): SessionParty | null {
    const [row] = rows;
    if (!row) return null;
    const customers = new Map<number, ActingFor>();
    for (const { customer_id: id, customer_document_id: documentId, customer_name: name, customer_kind: kind, role } of rows) {
      const before = customers.get(id);
      const rights = rightsOf(role);
      customers.set(id, { id, documentId, name, kind, rights: before ? joinRights(before.rights, rights) : rights });
    }
    const customer = customers.get(row.active_customer_id ?? -1);
    // The customer that it acted for is not open to it any more: the session ends, fail closed.
    if (!customer) return null;
    return {
      by: 'session',
      session: {
        id: row.id,
        epoch: row.epoch,
        method: row.method,
        lastSeenAt: toDate(row.last_seen_at),
        expiresAt: toDate(row.expires_at),
        steppedUpAt: row.stepped_up_at === null ? null : toDate(row.stepped_up_at),
        factorAt: row.factor_at === null ? null : toDate(row.factor_at),
        provedElsewhere: Boolean(row.proved_elsewhere),
      },
      contact: {
        id: row.contact_id,
        documentId: row.contact_document_id,
        email: row.email,
        firstName: row.first_name ?? '',
        lastName: row.last_name ?? '',
        language: row.language,
      },
      customer,
      customers: [...customers.values()],
    };
  }

  const isAlive = ({ session }: SessionParty, instant: Date): boolean =>
    session.expiresAt > instant && plusSeconds(session.lastSeenAt, configOf(strapi).session.idleSeconds) > instant;

  function noteUse({ session }: SessionParty, instant: Date): void {
    const { idleSeconds } = configOf(strapi).session;
    if (plusSeconds(session.lastSeenAt, Math.min(SEEN_EVERY_SECONDS, idleSeconds / 10)) > instant) return;
    // Conditional, so that a session that was ended meanwhile stays ended; not waited for.
    sessions
      .updateMany({ where: { id: session.id }, data: { lastSeenAt: instant } })
      .catch((error: unknown) => strapi.log.warn(`customer-portal: a session's last use was not noted: ${String(error)}`));
  }

  /** Whom a colleague invited is known there by what was typed, until a session of theirs acts for the customer. */
  async function noteArrival(rows: readonly SessionRow[], instant: Date): Promise<void> {
    const arrived = rows.filter(
      (row) => row.customer_id === row.active_customer_id && row.invited_email !== null && row.joined_at === null,
    );
    if (arrived.length === 0) return;
    const where = { id: { $in: arrived.map(({ membership_id: id }) => id) }, joinedAt: { $null: true } };
    await table(strapi, UID.membership).updateMany({ where, data: { joinedAt: instant } });
  }

  return {
    /** Starts a session and returns its token, which exists nowhere else. */
    async create(session: NewSession): Promise<{ token: string; expiresAt: Date }> {
      const token = randomToken();
      const instant = now(strapi);
      const expiresAt = plusSeconds(instant, configOf(strapi).session.absoluteSeconds);
      await insert({
        tokenHash: hashToken(token),
        contact: session.contactId,
        epoch: session.epoch,
        customer: session.customerId,
        method: session.method,
        lastSeenAt: instant,
        expiresAt,
        steppedUpAt: session.steppedUp ? instant : null,
        factorAt: session.factorProved ? instant : null,
        provedElsewhere: session.provedElsewhere,
        ipAddress: session.ip.slice(0, 64),
        userAgent: session.userAgent,
      });
      // A right password is never refused for its number: those that were used longest ago go.
      await keepNewestOf(session.contactId);
      return { token, expiresAt };
    },

    /** Who a token belongs to, asked from the database every time: revocation is immediate. */
    async read(token: string): Promise<SessionParty | null> {
      const rows = await select([hashToken(token), false, true]);
      const party = toParty(rows);
      const instant = now(strapi);
      if (!party || !isAlive(party, instant)) return null;
      noteUse(party, instant);
      await noteArrival(rows, instant);
      return party;
    },

    async switchCustomer(sessionId: number, customerId: number): Promise<void> {
      await sessions.updateMany({ where: { id: sessionId }, data: { customer: customerId } });
    },

    /**
     * Moves the session to a new token (ASVS 5.0 7.2.4), which is returned, and notes what was proved in it; null
     * when it has ended, or is not under the epoch any more under which that was proved.
     */
    async renew(
      { id, epoch }: { id: number; epoch: number },
      { stepUp, factor = false }: { stepUp: boolean; factor?: boolean },
    ): Promise<string | null> {
      const token = randomToken();
      const instant = now(strapi);
      const data = { tokenHash: hashToken(token), ...(stepUp && { steppedUpAt: instant }), ...(factor && { factorAt: instant }) };
      return (await sessions.updateMany({ where: { id, epoch }, data })).count === 1 ? token : null;
    },

    async setWebauthnChallenge(sessionId: number, webauthnChallenge: string): Promise<void> {
      await sessions.updateMany({ where: { id: sessionId }, data: { webauthnChallenge } });
    },

    /** The WebAuthn challenge of the session, used up by asking: of parallel calls one gets it. */
    async takeWebauthnChallenge(sessionId: number): Promise<string | null> {
      const row = await sessions.findOne({ where: { id: sessionId }, select: ['id', 'webauthnChallenge'] });
      const webauthnChallenge = row?.webauthnChallenge as string | null | undefined;
      if (!webauthnChallenge) return null;
      const where = { id: sessionId, webauthnChallenge };
      return (await sessions.updateMany({ where, data: { webauthnChallenge: null } })).count === 1 ? webauthnChallenge : null;
    },

    /** The contact's sessions that are alive, the latest use first. */
    listOf(contactId: number, epoch: number): Promise<ListedSession[]> {
      const idleSince = plusSeconds(now(strapi), -configOf(strapi).session.idleSeconds);
      const where = { contact: contactId, epoch, expiresAt: { $gt: now(strapi) }, lastSeenAt: { $gt: idleSince } };
      return sessions.findMany({ where, orderBy: [{ lastSeenAt: 'desc' }, { id: 'desc' }], limit: 100 });
    },

    /** Ends one of the contact's sessions; false when it has no such one. */
    async endOwn(contactId: number, documentId: string): Promise<boolean> {
      const row = await sessions.findOne({ where: { contact: contactId, documentId }, select: ['id'] });
      return row !== null && (await sessions.deleteMany({ where: { id: row.id } })).count > 0;
    },

    endByToken: (token: string) => sessions.deleteMany({ where: { tokenHash: hashToken(token) } }),
    end: (sessionId: number) => sessions.deleteMany({ where: { id: sessionId } }),
    /** Ends the sessions that act for a customer. */
    endOfCustomer: (customerId: number) => sessions.deleteMany({ where: { customer: customerId } }),

    /** Ends the sessions in which a contact acts for a customer. */
    endOfMember: (contactId: number, customerId: number) => sessions.deleteMany({ where: { contact: contactId, customer: customerId } }),

    /** Removes sessions that are over, and what a contact has more than it may, those that were used longest ago. */
    async removeExpired(instant: Date): Promise<void> {
      const idleSince = plusSeconds(instant, -configOf(strapi).session.idleSeconds);
      await sessions.deleteMany({ where: { $or: [{ expiresAt: { $lt: instant } }, { lastSeenAt: { $lt: idleSince } }] } });
      await keepNewestOfEach(strapi, bound(), 'contact_id');
    },
  };
}

export type SessionStore = ReturnType<typeof createSessionStore>;
