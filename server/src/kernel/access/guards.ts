import type { Context } from 'koa';
import type { Endpoint } from '../../../../plugin/contract/endpoint';
import type { Permission } from '../../../../plugin/permissions';
import { allows } from '../../../../plugin/rights';
import { isOn, type PreferenceValues } from '../../../../plugin/preferences';
import { LINK_HEADER } from '../../../../plugin/plugin-id';
import { now } from '../../platform/clock';
import { publicUrlOf } from '../../platform/config';
import type { Ability } from '../../platform/editor-request';
import { PortalError } from '../../platform/errors';
import { roleOf, type Role } from '../../platform/role';
import type { Strapi } from '../../platform/strapi';
import { deliveryOf } from '../body';
import type { Http } from '../http';
import { isSteppedUp, type LinkParty, type Party, type SessionParty, type TokenParty } from '../party';
import { refuseCrossSite, refuseOtherOrigins } from '../origin';
import { countChange } from '../write-limit';
import { portsOf, type Ports } from './ports';

/** A request on its way to a handler. */
export interface Request {
  strapi: Strapi;
  ctx: Context;
  endpoint: Endpoint;
  http: Http;
  preferences: PreferenceValues;
}

/** What guards before have proved. */
export interface Proved {
  party?: Party;
}

/** The Strapi user who calls, and what the role allows. */
export interface Editor extends Role {
  id: number;
  email: string;
  /** Whether the role has a permission of the plugin's. */
  has(permission: Permission): boolean;
}

export function portalOn({ endpoint, preferences }: Request): void {
  if (!endpoint.whilePortalOff && !preferences.portalEnabled) throw new PortalError('preference-off');
}

export function preferenceOn({ endpoint, preferences }: Request): void {
  if (endpoint.preference && !isOn(preferences, endpoint.preference)) throw new PortalError('preference-off');
}

/** What changes something does not come from another site. */
export const noOtherSite = ({ ctx, strapi }: Request): void => refuseCrossSite(ctx, publicUrlOf(strapi));

/** Nor is it read by one. */
export const noOtherOrigin = ({ ctx, strapi }: Request): void => refuseOtherOrigins(ctx, publicUrlOf(strapi));

/** The way in that the settings chose. */
export function wayOpen({ endpoint, preferences }: Request): void {
  if (endpoint.signInMode && preferences.signInMode !== endpoint.signInMode) throw new PortalError('sso-only');
}

export async function pendingSignIn({ strapi, ctx }: Request) {
  const pending = await portsOf(strapi).pendingSignIn(ctx);
  if (!pending) throw new PortalError('signed-out');
  return { pending };
}

export async function session({ strapi, ctx }: Request) {
  const party = await portsOf(strapi).identify(ctx);
  if (!party) throw new PortalError('signed-out');
  return { party };
}

const sessionParty = ({ party }: Proved): SessionParty => {
  if (party?.by !== 'session') throw new Error('A guard stands before the one that it builds upon.');
  return party;
};

export function noFactorOwed({ strapi, endpoint, preferences }: Request, proved: Proved): void {
  if (!endpoint.whileFactorOwed && portsOf(strapi).owesFactor(sessionParty(proved), preferences)) throw new PortalError('step-up-required');
}

export function steppedUp({ strapi }: Request, proved: Proved): void {
  if (!isSteppedUp(sessionParty(proved).session, now(strapi))) throw new PortalError('step-up-required');
}

/** What the contact's role at the customer that it acts for allows. */
export function roleAllows({ endpoint: { right } }: Request, proved: Proved): void {
  if (right && !allows(sessionParty(proved).customer.rights, right)) throw new PortalError('not-allowed');
}

export const changesLeft = ({ strapi, endpoint }: Request, proved: Proved): Promise<void> | undefined =>
  endpoint.method === 'GET' ? undefined : countChange(strapi, endpoint, sessionParty(proved));

/** What a link with this token opens; null for what can be no token. */
const held = async (find: Ports['grants'][string], token: string, http: Http): Promise<LinkParty | null> =>
  token === '' || token.length > 200 ? null : find(token, http);

/** The link's token comes in a header: addresses are kept in logs and histories. */
export async function grant({ strapi, ctx, endpoint, http }: Request) {
  if (endpoint.access.kind !== 'link') throw new Error(`${endpoint.id} is not opened by a link.`);
  const find = portsOf(strapi).grants[endpoint.access.grant];
  if (!find) throw new Error(`Nobody knows the links of ${endpoint.id}.`);
  const found = await held(find, ctx.get(LINK_HEADER), http);
  if (!found) throw new PortalError('invalid-link');
  if (endpoint.access.verified && !found.verified) throw new PortalError('step-up-required');
  return { party: found };
}

/** Strapi's own strategy has authenticated the token and found the scope among its permissions. */
export function apiToken({ ctx }: Request): { party: TokenParty } {
  const { auth } = ctx.state as { auth?: { strategy: { name: string }; credentials: TokenParty['token'] } };
  if (!auth || !TOKEN_STRATEGIES.includes(auth.strategy.name)) throw new PortalError('signed-out');
  const { id, name } = auth.credentials;
  return { party: { by: 'token', contact: null, customer: null, token: { id, name } } };
}

/** Strapi's strategies for API tokens: the present name and the one of older versions. */
export const TOKEN_STRATEGIES = ['content-api-token', 'api-token'];

export async function signature({ strapi, ctx, endpoint }: Request) {
  if (endpoint.access.kind !== 'webhook') throw new Error(`${endpoint.id} is no webhook.`);
  const verify = portsOf(strapi).verifiers[endpoint.access.verifier];
  if (!verify) throw new Error(`Nobody checks the signatures of ${endpoint.id}.`);
  if (!(await verify(deliveryOf(ctx), ctx.params as Record<string, string>))) throw new PortalError('not-allowed');
}

/** Strapi's policies have authenticated the editor and found the permission. */
export function editor({ strapi, ctx }: Omit<Request, 'preferences'>): { editor: Editor } {
  const { user, userAbility } = ctx.state as { user: Pick<Editor, 'id' | 'email'>; userAbility: Ability };
  const { id, email } = user;
  const has = (permission: Permission): boolean => userAbility.can(permission);
  return { editor: { id, email, has, ...roleOf(strapi, userAbility) } };
}

/** A browser that comes along, with what it sent and what it would rather get. */
export function visit({ strapi, ctx, http, preferences }: Request) {
  return {
    /** Whoever is signed in and owes no factor; null: nobody. */
    async visitor(): Promise<SessionParty | null> {
      const party = await portsOf(strapi).identify(ctx);
      return party && !portsOf(strapi).owesFactor(party, preferences) ? party : null;
    },
    /** Who holds a link that the browser has posted, by what the link is a grant of; null: it opens nothing (any more). */
    holder: async (grant: string, token: string): Promise<LinkParty | null> => {
      const find = portsOf(strapi).grants[grant];
      try {
        return find ? await held(find, token, http) : null;
      } catch (error) {
        if (error instanceof PortalError && ['invalid-link', 'preference-off'].includes(error.code)) return null;
        throw error;
      }
    },
    /** The parameters without the question mark, as they were sent: a signature may be over these very characters. */
    search: ctx.querystring,
    prefers: <L extends string>(...languages: [L, ...L[]]): L => (ctx.acceptsLanguages(...languages) || languages[0]) as L,
    packs: (encoding: string): boolean => ctx.acceptsEncodings(encoding) !== false,
  };
}
