/** What a team's own code uses: the policy, the auth strategy and the helpers by service name. */
import { errors } from '@strapi/utils';
import type { Context } from 'koa';
import { endpoint, resource } from '../../../plugin/contract/endpoint';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { admit } from '../kernel/access/kinds';
import { createHttp } from '../kernel/http';
import type { PartyCustomer, SessionParty } from '../kernel/party';
import { modulesOf, type OwnedDocuments } from '../modules';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { createScope, type Scope } from './scope';

/** The signed-in contact and the customer that it acts for, as docs/integrators.md describes it. */
export interface Identity extends Pick<SessionParty, 'session' | 'contact'> {
  customer: PartyCustomer;
  customers: PartyCustomer[];
}

const shown = ({ id, documentId, name, kind }: PartyCustomer): PartyCustomer => ({ id, documentId, name, kind });

const identityOf = ({ session, contact, customer, customers }: SessionParty): Identity => ({
  session,
  contact,
  customer: shown(customer),
  customers: customers.map(shown),
});

const { route: ROUTE } = resource('project', {
  route: endpoint('GET /', { access: { kind: 'signed-in' }, summary: "A route of the project's own." }),
});

/**
 * Who calls a route of the team's, or null. Refuses what another site may have caused as the portal's own
 * routes do, reading for a page of another origin too, since the answers of a team's routes leave with
 * Strapi's CORS headers; and sessions that owe a second factor. Policies get a copy of Koa's context that
 * has lost its methods: the request knows the real one.
 */
async function identify(strapi: Strapi, given: Context, others: 'refused' | 'nobody' = 'refused'): Promise<SessionParty | null> {
  const { ctx } = given.request;
  try {
    return (await admit('project', { strapi, ctx, endpoint: ROUTE, http: createHttp(strapi, ctx) })).party;
  } catch (error) {
    if (!(error instanceof PortalError)) throw error;
    const { code } = error;
    if (code === 'preference-off' || code === 'signed-out') return null;
    // What only reads goes on as for a visitor, where visitors are welcome.
    const owesFactor = code === 'step-up-required';
    if (others === 'nobody' && (owesFactor || ['GET', 'HEAD'].includes(ctx.method))) return null;
    throw new errors.PolicyError(owesFactor ? 'Set up a second step for signing in first.' : error.message, { code });
  }
}

/** `strapi.plugin('customer-portal').service('portal')`: helpers for a team's own controllers. */
export function integration(strapi: Strapi) {
  return {
    /** The signed-in contact and the customer it acts for, or null. Documented in docs/integrators.md. */
    async identity(ctx: Context): Promise<Identity | null> {
      const party = await identify(strapi, ctx, 'nobody');
      return party && identityOf(party);
    },

    /** Data access bound to the signed-in customer; throws 401 when nobody is signed in. */
    async scope(ctx: Context): Promise<Scope> {
      const party = await identify(strapi, ctx);
      if (!party) throw new errors.UnauthorizedError('Sign in to continue.');
      return createScope(strapi, party);
    },

    /** Documents of a content type that belong to the signed-in customer; throws 401 when nobody is signed in. */
    async owned(ctx: Context, contentType: string): Promise<OwnedDocuments> {
      const party = await identify(strapi, ctx);
      if (!party) throw new errors.UnauthorizedError('Sign in to continue.');
      return modulesOf(strapi).owned(party, contentType);
    },
  };
}

/** `plugin::customer-portal.signed-in`: lets a request through only for a signed-in customer. */
export const policies = {
  async 'signed-in'(ctx: Context, _config: unknown, { strapi }: { strapi: Strapi }): Promise<boolean> {
    const party = await identify(strapi, ctx);
    if (!party) throw new errors.UnauthorizedError('Sign in to continue.');
    (ctx.state as Record<string, unknown>).customerPortal = identityOf(party);
    return true;
  },

  /**
   * `plugin::customer-portal.owns-document`: lets a request through only when the document that a path
   * parameter names is the signed-in customer's and published; 404 otherwise, as for one that does not exist.
   */
  async 'owns-document'(ctx: Context, config: { contentType?: string; param?: string }, { strapi }: { strapi: Strapi }): Promise<boolean> {
    const { contentType, param = 'id' } = config;
    if (!contentType) throw new Error('The policy owns-document wants the uid of a content type in its config.');
    const party = await identify(strapi, ctx);
    if (!party) throw new errors.UnauthorizedError('Sign in to continue.');
    const id = (ctx.params as Record<string, string | undefined>)[param];
    if (!id || !(await modulesOf(strapi).owned(party, contentType).findOne(id))) throw new errors.NotFoundError();
    (ctx.state as Record<string, unknown>).customerPortal = identityOf(party);
    return true;
  },
};

interface AuthRegistry {
  register(type: 'content-api', strategy: object): void;
}

interface AuthConfig {
  strategies?: unknown[];
}

/**
 * The auth strategy `customer-portal`, for routes with
 * `auth: { strategies: ['customer-portal'], scope: [] }` (Strapi wants a scope with every `auth`).
 * It answers for routes that name it and for no others: Strapi tries every registered strategy on
 * routes that name none, and a customer's session must not open those.
 */
export function registerAuthStrategy(strapi: Strapi): void {
  const named = (config: AuthConfig | undefined): boolean => config?.strategies?.includes(PLUGIN_ID) ?? false;
  const auth = strapi.get<AuthRegistry>('auth');
  auth.register('content-api', {
    name: PLUGIN_ID,
    async authenticate(ctx: Context) {
      const { route } = ctx.state as { route?: { config?: { auth?: AuthConfig } } };
      const party = named(route?.config?.auth) ? await identify(strapi, ctx) : null;
      return party ? { authenticated: true, credentials: identityOf(party) } : { authenticated: false };
    },
    verify(auth: { credentials?: unknown }, config: AuthConfig | undefined) {
      if (!auth.credentials || !named(config)) throw new errors.UnauthorizedError();
    },
  });
}
