import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import type { Http } from '../kernel/http';
import type { Identity } from '../kernel/identity';
import { now } from '../platform/clock';
import { PortalError } from '../platform/errors';
import { table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { settingsOf } from '../settings';
import type { SessionStore } from './session-store';
import type { Throttle } from './throttle';

/** That somebody is a contact, however it was shown. */
export interface Proof {
  contactId: number;
  email: string;
  /** Names the way in, as the session keeps it: `password`, `invitation`, `password-reset`. */
  method: string;
}

interface MembershipRow extends Row {
  customer: { id: number; name: string } | null;
}

/**
 * The one pipeline that every way in ends in: proof → contact not blocked and with portal access →
 * session. A second factor will be a step between the last two; whoever adds a way in adds a proof.
 */
export function createSignIn(strapi: Strapi, sessions: SessionStore, throttle: Throttle) {
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
      expiresAt: identity.session.expiresAt.toISOString(),
    };
  }

  /** Starts a session under a new token; the one that this browser had ends. */
  async function start(proof: Proof, http: Http, customerId: number): Promise<SessionInfo> {
    const before = http.cookie('session');
    const { token, expiresAt } = await sessions.create({
      contactId: proof.contactId,
      customerId,
      method: proof.method,
      ip: http.ip,
      userAgent: http.userAgent,
    });
    if (before) await sessions.endByToken(before);
    const identity = await sessions.read(token);
    // Access went between the check and the session: there is none then.
    if (!identity) throw new PortalError('no-access');
    http.setCookie('session', token, expiresAt);
    throttle.rememberDevice(http, proof.email);
    return describe(identity);
  }

  return {
    describe,
    start,

    /** Whether the contact may enter the portal now. */
    mayEnter: async (contactId: number): Promise<boolean> => (await accessOf(contactId)).length > 0,

    /** From a proof to a session. @throws PortalError `no-access` */
    async complete(proof: Proof, http: Http): Promise<SessionInfo> {
      const [customer] = await accessOf(proof.contactId);
      if (!customer) throw new PortalError('no-access');
      const info = await start(proof, http, customer.id);
      await contacts.updateMany({ where: { id: proof.contactId }, data: { lastSignInAt: now() } });
      await strapi.eventHub.emit(`${PLUGIN_ID}.contact.sign-in`, { contact: info.contact.id, method: proof.method });
      return info;
    },
  };
}

export type SignIn = ReturnType<typeof createSignIn>;
