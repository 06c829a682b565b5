/** What a team's own code uses: the policy, the auth strategy and the helpers by service name. */
import { errors } from '@strapi/utils';
import type { Context } from 'koa';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { accessOf } from '../access';
import type { Identity } from '../kernel/identity';
import { refuseCrossSite } from '../kernel/origin';
import { createScope, type Scope } from '../kernel/scope';
import { publicUrlOf } from '../platform/config';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { settingsOf } from '../settings';

/**
 * Who calls a route of the team's, or null; refuses cross-site requests as the portal's own routes
 * do. Policies get a copy of Koa's context that has lost its methods: the request knows the real one.
 */
async function identify(strapi: Strapi, given: Context): Promise<Identity | null> {
  const { ctx } = given.request;
  const { portalEnabled } = await settingsOf(strapi).preferences();
  if (!portalEnabled) return null;
  try {
    refuseCrossSite(ctx, publicUrlOf(strapi));
  } catch (error) {
    if (error instanceof PortalError) throw new errors.PolicyError(error.message, { code: error.code });
    throw error;
  }
  return accessOf(strapi).identify(ctx);
}

/** `strapi.plugin('customer-portal').service('portal')`: helpers for a team's own controllers. */
export function integration(strapi: Strapi) {
  return {
    /** The signed-in contact and the customer it acts for, or null. Documented in docs/integrators.md. */
    identity: (ctx: Context): Promise<Identity | null> => identify(strapi, ctx),

    /** Data access bound to the signed-in customer; throws 401 when nobody is signed in. */
    async scope(ctx: Context): Promise<Scope> {
      const identity = await identify(strapi, ctx);
      if (!identity) throw new errors.UnauthorizedError('Sign in to continue.');
      return createScope(strapi, identity);
    },
  };
}

/** `plugin::customer-portal.signed-in`: lets a request through only for a signed-in customer. */
export const policies = {
  async 'signed-in'(ctx: Context, _config: unknown, { strapi }: { strapi: Strapi }): Promise<boolean> {
    const identity = await identify(strapi, ctx);
    if (!identity) throw new errors.UnauthorizedError('Sign in to continue.');
    (ctx.state as Record<string, unknown>).customerPortal = identity;
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
      const identity = named(route?.config?.auth) ? await identify(strapi, ctx) : null;
      return identity ? { authenticated: true, credentials: identity } : { authenticated: false };
    },
    verify(auth: { credentials?: unknown }, config: AuthConfig | undefined) {
      if (!auth.credentials || !named(config)) throw new errors.UnauthorizedError();
    },
  });
}
