import { allows } from '../../../plugin/rights';
import type { ErrorCode } from '../../../plugin/contract/errors';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { abilitiesIn } from '../../../plugin/preferences';
import { activityOf } from '../activity';
import { attemptsOf } from '../attempts';
import type { Http } from '../kernel/http';
import type { SessionParty, PendingSignIn } from '../kernel/party';
import { tell } from '../platform/events';
import { now } from '../platform/clock';
import { PortalError } from '../platform/errors';
import { change, commitTogether } from '../platform/sql';
import { inTransaction, tableName, type Strapi } from '../platform/strapi';
import type { TakeBack } from '../platform/limits';
import { UID } from '../platform/uid';
import { settingsOf } from '../settings';
import type { AccessOf } from './access';
import type { Challenges } from './challenges';
import type { RememberedBrowsers } from './remembered';
import { factorStep, owesFactor } from './step';
import type { SessionStore } from './store';
import { isOpenIn, wayIsOpen } from './ways-in';

/** That somebody is a contact, however it was shown. */
export interface Proof {
  contactId: number;
  /**
   * The contact's epoch, read together with what was proved or before it: the proof is good for as long as the
   * contact is there.
   */
  epoch: number;
  email: string;
  /** Names the way in, as the session keeps it: `password`, `invitation`, `passkey`, `link`, a connection's key. */
  method: string;
  /** Of the connection that vouched for it, as it was then: what is changed of it meanwhile ends the sign-in. */
  revision?: number | null;
  /** Two factors were proved at once: a passkey that verified its user. */
  factorProved?: boolean;
  /** Through an identity provider that proves factors of its own. */
  provedElsewhere?: boolean;
  /** An identity provider vouched for somebody who had signed in there before: a sign-in, but no step-up. */
  provedBefore?: boolean;
  /** What this way in answers when what it proved does not hold any more. */
  refusal: ErrorCode;
}

/** How a session begins. */
export interface Start extends Omit<Proof, 'refusal'> {
  customerId: number;
  /** Not the case where a remembered browser stood in for the second factor, or an old sign-in elsewhere for a new one. */
  steppedUp: boolean;
}

interface Parts {
  accessOf: AccessOf;
  sessions: SessionStore;
  challenges: Challenges;
  remembered: RememberedBrowsers;
}

/**
 * The one pipeline that every way in ends in: proof → contact not blocked and with portal access →
 * second factor → session. Whoever adds a way in adds a proof.
 */
export function createSignIn(strapi: Strapi, { accessOf, sessions, challenges, remembered }: Parts) {
  // Not by Strapi's query layer: a sign-in is no edit of the contact, and is told by an event of its own.
  // Its count says whether what was proved still holds, and its lock that it does until the commit.
  const noteSignIn = change<[Date, number, number]>(strapi, (instant, contactId, epoch) =>
    strapi.db.getConnection(tableName(strapi, UID.contact)).update('last_sign_in_at', instant).where('id', contactId).where('epoch', epoch),
  );

  async function describe(party: SessionParty): Promise<SessionInfo> {
    const preferences = await settingsOf(strapi).preferences();
    const abilities = abilitiesIn(preferences);
    const shape = ({ documentId, name, kind }: SessionParty['customer']) => ({ id: documentId, name, kind });
    const { contact } = party;
    return {
      contact: {
        id: contact.documentId,
        email: contact.email,
        firstName: contact.firstName,
        lastName: contact.lastName,
        language: contact.language,
      },
      customer: shape(party.customer),
      customers: party.customers.map(shape),
      rights: party.customer.rights,
      abilities: { ...abilities, customerFields: abilities.customerFields && allows(party.customer.rights, 'account.read') },
      factorOwed: owesFactor(party.session, preferences),
      expiresAt: party.session.expiresAt.toISOString(),
    };
  }

  /** Writes a session under a new token; the one that this browser had ends. */
  async function write(proof: Start, http: Http): Promise<{ token: string; expiresAt: Date }> {
    const before = http.cookie('session');
    if (before) await sessions.endByToken(before);
    return sessions.create({
      contactId: proof.contactId,
      epoch: proof.epoch,
      customerId: proof.customerId,
      method: proof.method,
      ip: http.ip,
      userAgent: http.userAgent,
      steppedUp: proof.steppedUp,
      factorProved: proof.factorProved ?? false,
      provedElsewhere: proof.provedElsewhere ?? false,
    });
  }

  /** Gives the browser a session that is committed: whoever takes access away from now on finds it and ends it. */
  async function handOver({ token, expiresAt }: { token: string; expiresAt: Date }, proof: Start, http: Http): Promise<SessionInfo> {
    const { contactId, email } = proof;
    const party = await sessions.read(token);
    if (!party) {
      // Access or proof went between the check and the session: there is none then, nor one that comes to life later.
      await sessions.endByToken(token);
      await activityOf(strapi).record({ kind: 'sign-in-failed', email, contactId, client: http, detail: 'no-access' });
      throw new PortalError('no-access');
    }
    http.setCookie('session', token, expiresAt);
    attemptsOf(strapi).rememberDevice(http, email);
    return describe(party);
  }

  /**
   * Gives the browser the new token of a session that goes on.
   * @throws PortalError `signed-out` when it has ended
   */
  async function goOn(token: string | null, http: Http): Promise<SessionInfo> {
    const party = token && (await sessions.read(token));
    if (!party) throw new PortalError('signed-out');
    http.setCookie('session', token, party.session.expiresAt);
    return describe(party);
  }

  /**
   * A session for somebody who has proved all that is asked for, with all that is written down of it in
   * one commit: on SQLite each commit waits for the disk, and holds everybody up.
   * @throws PortalError `no-access`, and the way's own refusal where what was proved does not hold any more
   */
  async function enter(proof: Start & Proof, http: Http, takeBack?: TakeBack): Promise<SessionInfo> {
    const { contactId, epoch, email, method } = proof;
    const begun = await commitTogether(strapi, async () => {
      if (!(await wayIsOpen(strapi, proof))) return null;
      // First: rows that name the contact lock it as well, and of two sign-ins each would wait for the other.
      if ((await noteSignIn([now(strapi), contactId, epoch])) !== 1) return null;
      const written = {
        session: await write(proof, http),
        tellActivity: await activityOf(strapi).write({ kind: 'sign-in', email, contactId, client: http, detail: method }),
      };
      // Last: the whole portal's counter is among them, and others wait for it until the commit.
      await takeBack?.();
      return written;
    });
    if (!begun) return refuse(proof, http);
    const { session, tellActivity } = begun;
    const info = await handOver(session, proof, http);
    await tellActivity();
    await tell(strapi, 'contact.sign-in', { contact: info.contact.id, method });
    return info;
  }

  /** Something ended it between its check and its use, which may be that the contact was deleted. The attempt stays counted. */
  async function refuse({ email, method, refusal }: Proof, http: Http): Promise<never> {
    await activityOf(strapi).record({ kind: 'sign-in-failed', email, client: http, detail: method });
    throw new PortalError(refusal);
  }

  /** The session of somebody whose factor was proved as well. */
  async function begin(pending: PendingSignIn, http: Http, rememberDays: number): Promise<SessionInfo> {
    const { contactId, epoch, email, method, revision, provedElsewhere } = pending;
    const {
      customers: [customer],
    } = await accessOf(contactId);
    if (!customer) throw new PortalError('no-access');
    const proof: Proof = { contactId, epoch, email, method, revision, provedElsewhere, factorProved: true, refusal: 'signed-out' };
    const info = await enter({ ...proof, customerId: customer.id, steppedUp: true }, http);
    if (rememberDays > 0) await remembered.remember(http, { contactId, epoch }, rememberDays);
    return info;
  }

  return {
    describe,
    goOn,

    /** Whether the contact may enter the portal now. */
    mayEnter: async (contactId: number): Promise<boolean> => (await accessOf(contactId)).customers.length > 0,

    /**
     * From a proof to a session, or to the challenge of a second factor. `takeBack` takes back the attempt
     * that the proof was counted as, since it was right.
     * @throws PortalError `no-access`; `factor-required` after the challenge's cookie was set
     */
    async complete(proof: Proof, http: Http, takeBack?: TakeBack): Promise<SessionInfo> {
      const { contactId, email } = proof;
      const {
        customers: [customer],
        hasFactor,
      } = await accessOf(contactId);
      if (!customer) {
        await takeBack?.();
        await activityOf(strapi).record({ kind: 'sign-in-failed', email, contactId, client: http, detail: 'no-access' });
        throw new PortalError('no-access');
      }
      const { signInMode, mfaRequired, ssoFactorsCount, rememberBrowserDays } = await settingsOf(strapi).preferences();
      // Asked after the proof: what was proved before single sign-on began is of an earlier epoch.
      if (!isOpenIn(signInMode, proof)) throw new PortalError('sso-only');
      // Switched off since: what was remembered before counts no more.
      const isRemembered = hasFactor && rememberBrowserDays > 0 && (await remembered.isRemembered(http, contactId, proof.epoch));
      const proved = proof.factorProved ?? false;
      const step = factorStep({
        required: mfaRequired,
        hasFactor,
        proved,
        provedElsewhere: (proof.provedElsewhere ?? false) && ssoFactorsCount,
        remembered: isRemembered,
      });
      if (step === 'none') {
        return enter(
          { ...proof, customerId: customer.id, factorProved: proved || isRemembered, steppedUp: !isRemembered && !proof.provedBefore },
          http,
          takeBack,
        );
      }
      await takeBack?.();
      const begun = await inTransaction(strapi, async () => {
        if (!(await wayIsOpen(strapi, proof))) return false;
        await challenges.begin(http, step, proof);
        return true;
      });
      if (!begun) return refuse(proof, http);
      throw new PortalError('factor-required');
    },

    /**
     * From a challenge whose factor was proved to the session; once, whatever comes in parallel.
     * @throws PortalError `signed-out`, `no-access`
     */
    async finish(pending: PendingSignIn, http: Http, rememberDays: number): Promise<SessionInfo> {
      if (!(await challenges.end(pending.id, http))) throw new PortalError('signed-out');
      return begin(pending, http, rememberDays);
    },

    /** The same after setting up the first factor, which ended the challenge and began another epoch. */
    async finishEnrolled(pending: PendingSignIn, epoch: number, http: Http, rememberDays: number): Promise<SessionInfo> {
      await challenges.end(pending.id, http);
      return begin({ ...pending, epoch }, http, rememberDays);
    },
  };
}

export type SignIn = ReturnType<typeof createSignIn>;
