import type { Context } from 'koa';
import { SIGN_IN_PATH } from '../../../plugin/plugin-id';
import { createHttp, type Http } from '../kernel/http';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { portalBrand } from '../settings';
import { createFormReader, formOf } from './form';
import { guardHeaders, notFound, sendOn, testPage } from './pages';
import { LoginFailed, type LoginProblem } from './problem';
import type { Answer } from './providers';
import { federationOf } from './service';
import { returnUrl } from './return-url';

const KEY = /^[a-z0-9][a-z0-9-]{0,63}$/u;

const keyOf = (ctx: Context): string | null => {
  const { key = '' } = ctx.params as Record<string, string | undefined>;
  return KEY.test(key) ? key : null;
};

/** A page of the portal that is told what came of the request. */
function withOutcome(page: string, told: string): string {
  const url = new URL(page);
  url.hash = told;
  return url.href;
}

/**
 * Where providers send browsers back to. These are pages, not an API: a person looks at them, so that
 * each ends on a page of the portal. What went wrong stands in the fragment, which no log sees.
 */
export function registerFederation(strapi: Strapi): void {
  const federation = () => federationOf(strapi);

  /** What the person is told; what is no failure of a login is a fault of ours, and logged. */
  function problemOf(failed: unknown): LoginProblem {
    if (failed instanceof LoginFailed) {
      if (failed.problem !== 'link-mailed') {
        strapi.log.warn(`customer-portal: a login through a connection failed: ${failed.code}${failed.detail ? `: ${failed.detail}` : ''}`);
      }
      return failed.problem;
    }
    if (failed instanceof PortalError) {
      strapi.log.warn(`customer-portal: a login through a connection failed: ${failed.code}: ${failed.message}`);
      if (failed.code === 'too-many-requests') return 'busy';
      return failed.code === 'no-access' ? 'access-off' : 'unexpected';
    }
    strapi.log.error(`customer-portal: ${failed instanceof Error ? (failed.stack ?? failed.message) : String(failed)}`);
    return 'unexpected';
  }

  async function callback(ctx: Context, http: Http, key: string, answer: Answer): Promise<void> {
    const { portalUrl } = await portalBrand(strapi);
    const outcome = await federation().callback(http, key, answer);
    if ('result' in outcome) {
      const { result } = outcome;
      if (result.to === 'tested') return testPage(ctx, 'done');
      if (result.to === 'security') return sendOn(ctx, `${portalUrl}/security#connected`);
      const page = returnUrl(portalUrl, result.returnPath);
      return sendOn(ctx, result.to === 'confirmed' ? withOutcome(page, 'confirmed') : page);
    }
    const { failed, request } = outcome;
    if (failed instanceof PortalError && failed.code === 'factor-required') return sendOn(ctx, `${portalUrl}/sign-in/challenge`);
    const told = `problem=${problemOf(failed)}`;
    if (request?.purpose === 'step-up') return sendOn(ctx, withOutcome(returnUrl(portalUrl, request.returnPath), told));
    sendOn(ctx, `${portalUrl}/${request?.purpose === 'link' ? 'security' : 'sign-in'}#${told}`);
  }

  const answering =
    (endpoint: Answer['endpoint'], posted: boolean) =>
    async (ctx: Context): Promise<void> => {
      const key = keyOf(ctx);
      if (!key) return notFound(ctx);
      const values = posted ? formOf(ctx) : new URLSearchParams(ctx.querystring);
      await callback(ctx, createHttp(strapi, ctx), key, { endpoint, posted, values });
    };

  async function test(ctx: Context): Promise<void> {
    const key = keyOf(ctx);
    if (!key) return notFound(ctx);
    const ticket = new URLSearchParams(ctx.querystring).get('ticket') ?? '';
    const url = await federation().dryRuns.authorize(createHttp(strapi, ctx), key, ticket);
    if (url === null) testPage(ctx, 'gone');
    else sendOn(ctx, url);
  }

  /** Public, as it is meant to be fetched by the identity provider. */
  async function metadata(ctx: Context): Promise<void> {
    const key = keyOf(ctx);
    const found = key === null ? null : await federation().providers.saml(key);
    if (!found) return notFound(ctx);
    guardHeaders(ctx);
    ctx.set('content-type', 'application/samlmetadata+xml; charset=utf-8');
    ctx.set('content-disposition', 'attachment; filename="customer-portal-metadata.xml"');
    ctx.body = found.saml.metadata();
  }

  async function logout(ctx: Context): Promise<void> {
    const key = keyOf(ctx);
    const { portalUrl } = await portalBrand(strapi);
    const url = key === null ? null : await federation().takeLogout(createHttp(strapi, ctx), key, ctx.querystring, `${portalUrl}/sign-in`);
    if (url === null) notFound(ctx);
    else sendOn(ctx, url);
  }

  strapi.server.use(createFormReader());
  const config = { auth: false } as const;
  const path = (end: string): string => `${SIGN_IN_PATH}/:key/${end}`;
  strapi.server.routes([
    { method: 'GET', path: path('callback'), handler: answering('callback', false), config },
    { method: 'POST', path: path('callback'), handler: answering('callback', true), config },
    { method: 'POST', path: path('acs'), handler: answering('acs', true), config },
    { method: 'GET', path: path('test'), handler: test, config },
    { method: 'GET', path: path('metadata'), handler: metadata, config },
    { method: 'GET', path: path('logout'), handler: logout, config },
  ] as never);
}
