import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { activityOf } from '../activity';
import type { Http } from '../kernel/http';
import type { Identity, PendingSignIn } from '../kernel/identity';
import { now } from '../platform/clock';
import { PortalError } from '../platform/errors';
import { table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { settingsOf } from '../settings';
import { factorStep, owesFactor, type Challenges, type FactorStore, type RememberedBrowsers } from './factors';
import type { SessionStore } from './session-store';
import type { Throttle } from './throttle';

/** That somebody is a contact, however it was shown. */
export interface Proof {
  contactId: number;
  email: string;
  /** Names the way in, as the session keeps it: `password`, `invitation`, `passkey`, `link`, a connection's key. */
  method: string;
  /** Two factors were proved at once: a passkey that verified its user. */
  factorProved?: boolean;
  /** Through an identity provider that proves factors of its own. */
  provedElsewhere?: boolean;
}

/** How a session begins. */
export interface Start extends Proof {
  customerId: number;
  /** Not the case where a remembered browser stood in for the second factor. */
  steppedUp: boolean;
}

interface MembershipRow extends Row {
  customer: { id: number; name: string } | null;
}

interface Parts {
  sessions: SessionStore;
  throttle: Throttle;
  challenges: Challenges;
  factors: FactorStore;
  remembered: RememberedBrowsers;
}

/**
 * The one pipeline that every way in ends in: proof → contact not blocked and with portal access →
 * second factor → session. Whoever adds a way in adds a proof.
 */
export function createSignIn(strapi: Strapi, { sessions, throttle, challenges, factors, remembered }: Parts) {
  const contacts = table(strapi, UID.contact);
  const memberships = table<MembershipRow>(strapi, UID.membership);

  /** Customers that the contact may act for, by name; empty when there are none or it is blocked. */
  async function accessOf(contactId: number): Promise<{ id: number; name: string }[]> {
    const open = await memberships.findMany({
      where: { contact: { id: contactId, blocked: false }, customer: { portalAccess: true } },
      populate: { customer: { select: ['id', 'name'] } },
    });
    const customers = open.flatMap(({ customer }) => (customer ? [customer] : []));
    return customers.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id - b.id));
  }

  async function describe(identity: Identity): Promise<SessionInfo> {
    const preferences = await settingsOf(strapi).preferences();
    const shape = ({ documentId, name, kind }: Identity['customer']) => ({ id: documentId, name, kind });
    const { contact } = identity;
    return {
      contact: {
        id: contact.documentId,
        email: contact.email,
        firstName: contact.firstName,
        lastName: contact.lastName,
        language: contact.language,
      },
      customer: shape(identity.customer),
      customers: identity.customers.map(shape),
      abilities: { customerFields: preferences.customerFieldsEnabled },
      factorOwed: owesFactor(identity.session, preferences),
      expiresAt: identity.session.expiresAt.toISOString(),
    };
  }

  /** Starts a session under a new token; the one that this browser had ends. */
  async function start(proof: Start, http: Http): Promise<SessionInfo> {
    const before = http.cookie('session');
    const { token, expiresAt } = await sessions.create({
      contactId: proof.contactId,
      customerId: proof.customerId,
      method: proof.method,
      ip: http.ip,
      userAgent: http.userAgent,
      steppedUp: proof.steppedUp,
      factorProved: proof.factorProved ?? false,
      provedElsewhere: proof.provedElsewhere ?? false,
    });
    if (before) await sessions.endByToken(before);
    const identity = await sessions.read(token);
    // Access went between the check and the session: there is none then.
    if (!identity) throw new PortalError('no-access');
    http.setCookie('session', token, expiresAt);
    throttle.rememberDevice(http, proof.email);
    return describe(identity);
  }

  /** A session for somebody who has proved all that is asked for. @throws PortalError `no-access` */
  async function enter(proof: Start, http: Http): Promise<SessionInfo> {
    const { contactId, email, method } = proof;
    const info = await start(proof, http);
    await contacts.updateMany({ where: { id: contactId }, data: { lastSignInAt: now() } });
    await activityOf(strapi).record({ kind: 'sign-in', email, contactId, client: http, detail: method });
    await strapi.eventHub.emit(`${PLUGIN_ID}.contact.sign-in`, { contact: info.contact.id, method });
    return info;
  }

  return {
    describe,
    start,

    /** Whether the contact may enter the portal now. */
    mayEnter: async (contactId: number): Promise<boolean> => (await accessOf(contactId)).length > 0,

    /**
     * From a proof to a session, or to the challenge of a second factor.
     * @throws PortalError `no-access`; `factor-required` after the challenge's cookie was set
     */
    async complete(proof: Proof, http: Http): Promise<SessionInfo> {
      const { contactId, email } = proof;
      const [customer] = await accessOf(contactId);
      if (!customer) {
        await activityOf(strapi).record({ kind: 'sign-in-failed', email, contactId, client: http, detail: 'no-access' });
        throw new PortalError('no-access');
      }
      const { mfaRequired, ssoFactorsCount, rememberBrowserDays } = await settingsOf(strapi).preferences();
      const hasFactor = (await factors.activeOf(contactId)).length > 0;
      // Switched off since: what was remembered before counts no more.
      const isRemembered = hasFactor && rememberBrowserDays > 0 && (await remembered.isRemembered(http, contactId));
      const proved = proof.factorProved ?? false;
      const step = factorStep({
        required: mfaRequired,
        hasFactor,
        proved,
        provedElsewhere: (proof.provedElsewhere ?? false) && ssoFactorsCount,
        remembered: isRemembered,
      });
      if (step === 'none') {
        return enter({ ...proof, customerId: customer.id, factorProved: proved || isRemembered, steppedUp: !isRemembered }, http);
      }
      await challenges.begin(http, step, proof);
      throw new PortalError('factor-required');
    },

    /**
     * From a challenge whose factor was proved to the session; once, whatever comes in parallel.
     * @throws PortalError `signed-out`, `no-access`
     */
    async finish(pending: PendingSignIn, http: Http, rememberDays: number): Promise<SessionInfo> {
      const { contactId, email, method } = pending;
      if (!(await challenges.end(pending.id, http))) throw new PortalError('signed-out');
      const [customer] = await accessOf(contactId);
      if (!customer) throw new PortalError('no-access');
      const info = await enter({ contactId, email, method, customerId: customer.id, factorProved: true, steppedUp: true }, http);
      if (rememberDays > 0) await remembered.remember(http, contactId, rememberDays);
      return info;
    },
  };
}

export type SignIn = ReturnType<typeof createSignIn>;
