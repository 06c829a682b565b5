/** What a team's own code uses: the policy, the auth strategy and the helpers by service name. */
import { errors } from '@strapi/utils';
import type { Context } from 'koa';
import { endpoint, resource } from '../../../plugin/contract/endpoint';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import type { Area, Rights } from '../../../plugin/rights';
import { admit } from '../kernel/access/kinds';
import { createHttp } from '../kernel/http';
import type { PartyCustomer, SessionParty } from '../kernel/party';
import { modulesOf, type OwnedDocuments } from '../modules';
import { paymentsForCode } from '../payments';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { requireRight, rightNamed } from './rights';
import { createScope, type Scope } from './scope';

/** The signed-in contact and the customer that it acts for, as docs/integrators.md describes it. */
export interface Identity extends Pick<SessionParty, 'session' | 'contact'> {
  customer: PartyCustomer;
  customers: PartyCustomer[];
  /** What the contact's role at that customer allows. */
  rights: Rights;
}

const shown = ({ id, documentId, name, kind }: PartyCustomer): PartyCustomer => ({ id, documentId, name, kind });

const identityOf = ({ session, contact, customer, customers }: SessionParty): Identity => ({
  session,
  contact,
  customer: shown(customer),
  customers: customers.map(shown),
  rights: customer.rights,
});

const { route: ROUTE } = resource('project', {
  route: endpoint('GET /', { access: { kind: 'signed-in' }, summary: "A route of the project's own." }),
});

/**
 * Who calls a route of the team's, or null. Refuses what another site may have caused as the portal's own
 * routes do, reading for a page of another origin too, since the answers of a team's routes leave with
 * Strapi's CORS headers; sessions that owe a second factor; and roles without the right that the route names.
 * Policies get a copy of Koa's context that has lost its methods: the request knows the real one.
 */
async function identify(
  strapi: Strapi,
  given: Context,
  { others = 'refused', right }: { others?: 'refused' | 'nobody'; right?: string } = {},
): Promise<SessionParty | null> {
  const { ctx } = given.request;
  const endpoint = { ...ROUTE, right: rightNamed(right) };
  try {
    return (await admit('project', { strapi, ctx, endpoint, http: createHttp(strapi, ctx) })).party;
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

/** The same where somebody has to be signed in. @throws Strapi's UnauthorizedError when nobody is */
async function identified(strapi: Strapi, ctx: Context, right?: string): Promise<SessionParty> {
  const party = await identify(strapi, ctx, { right });
  if (!party) throw new errors.UnauthorizedError('Sign in to continue.');
  return party;
}

/** `strapi.plugin('customer-portal').service('portal')`: helpers for a team's own controllers. */
export function integration(strapi: Strapi) {
  return {
    ...paymentsForCode(strapi),

    /** The signed-in contact and the customer it acts for, or null. Documented in docs/integrators.md. */
    async identity(ctx: Context): Promise<Identity | null> {
      const party = await identify(strapi, ctx, { others: 'nobody' });
      return party && identityOf(party);
    },

    /**
     * Data access bound to the signed-in customer; throws 401 when nobody is signed in, 403 where the contact's role
     * lacks the right that is named.
     */
    async scope(ctx: Context, right?: string): Promise<Scope> {
      return createScope(strapi, await identified(strapi, ctx, right));
    },

    /**
     * Documents of a content type that belong to the signed-in customer; throws as `scope` does. Changing and claiming
     * ask for writing in the area of the right that is named, in records where none is.
     */
    async owned(ctx: Context, contentType: string, right?: string): Promise<OwnedDocuments> {
      const party = await identified(strapi, ctx, right);
      const documents = modulesOf(strapi).owned(party, contentType);
      const area = (right ?? 'records.read').split('.')[0] as Area;
      const toWrite = (): void => requireRight(party, `${area}.write`);
      return {
        ...documents,
        async update(documentId, data) {
          toWrite();
          return documents.update(documentId, data);
        },
        async claim(documentId) {
          toWrite();
          return documents.claim(documentId);
        },
      };
    },
  };
}

export const policies = {
  /**
   * `plugin::customer-portal.signed-in`: lets a request through only for a signed-in customer; with a `right`, only
   * where the contact's role has it.
   */
  async 'signed-in'(ctx: Context, config: { right?: string } | undefined, { strapi }: { strapi: Strapi }): Promise<boolean> {
    const party = await identified(strapi, ctx, config?.right);
    (ctx.state as Record<string, unknown>).customerPortal = identityOf(party);
    return true;
  },

  /**
   * `plugin::customer-portal.owns-document`: lets a request through only when the document that a path
   * parameter names is the signed-in customer's and published; 404 otherwise, as for one that does not exist. With a
   * `right` as `signed-in`.
   */
  async 'owns-document'(
    ctx: Context,
    config: { contentType?: string; param?: string; right?: string },
    { strapi }: { strapi: Strapi },
  ): Promise<boolean> {
    const { contentType, param = 'id', right } = config;
    if (!contentType) throw new Error('The policy owns-document wants the uid of a content type in its config.');
    const party = await identified(strapi, ctx, right);
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
