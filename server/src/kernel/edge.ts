import { randomUUID } from 'node:crypto';
import type { Context, Next } from 'koa';
import { DEFAULT_MAX_BODY, type Endpoint } from '../../../plugin/contract/endpoint';
import type { ErrorCode } from '../../../plugin/contract/errors';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { answerError } from './answer';
import { readBody, TYPES } from './body';

/** Where the customers' API stands: `/api/customer-portal` unless the project changed Strapi's prefix. */
export const apiBaseOf = (strapi: Strapi): string =>
  `${strapi.config.get<string>('api.rest.prefix', '/api').replace(/\/+$/u, '')}/${PLUGIN_ID}`;

/** Where the editors' API stands. */
export const ADMIN_BASE = `/${PLUGIN_ID}`;

/** What a failure that Strapi answered itself (before or around our handlers) is called. */
const CODE_OF_STATUS: Record<number, ErrorCode> = {
  400: 'malformed-body',
  401: 'signed-out',
  403: 'not-allowed',
  404: 'not-found',
  405: 'not-found',
  413: 'body-too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
};

interface Failure {
  error?: { details?: { code?: string } };
}

/** What the edge knows of an endpoint. */
interface Watched {
  endpoint: Pick<Endpoint, 'access' | 'takes' | 'maxBody' | 'dropsQuery'>;
  method: string;
  path: RegExp;
}

const watchedBy = new WeakMap<Strapi, Watched[]>();

const watchedOf = (strapi: Strapi): Watched[] => {
  const known = watchedBy.get(strapi) ?? [];
  watchedBy.set(strapi, known);
  return known;
};

/** Tells the edge of the endpoints below a base. Koa's router matches paths whatever their case. */
export function watch(strapi: Strapi, base: string, endpoints: Endpoint[]): void {
  const pattern = (path: string): string => path.replace(/:[A-Za-z]+(\(\.\*\))?/gu, (_, all?: string) => (all ? '.*' : '[^/]+'));
  watchedOf(strapi).push(
    ...endpoints.map((endpoint) => ({
      endpoint,
      method: endpoint.method,
      path: new RegExp(`^${base}${pattern(endpoint.path)}/?$`, 'iu'),
    })),
  );
}

/** Of an address below an API that no endpoint declares. */
const UNDECLARED: Watched['endpoint'] = { access: { kind: 'public' } };

const hasBody = (ctx: Context): boolean =>
  !['GET', 'HEAD'].includes(ctx.method) && (Number(ctx.get('content-length')) > 0 || ctx.get('transfer-encoding') !== '');

/**
 * Refuses a body that is too large or of a wrong type before anything reads it (a multipart body would be written to
 * disk), and reads those that Strapi's own reader must not touch.
 */
async function takeBody(ctx: Context, { takes = 'json', maxBody = DEFAULT_MAX_BODY }: Watched['endpoint']): Promise<void> {
  if (Number(ctx.get('content-length')) > maxBody) throw new PortalError('body-too-large');
  // A compressed body may grow beyond its cap while it is read, and a broken one fails as ours.
  const plain = ['', 'identity'].includes(ctx.get('content-encoding'));
  const type = TYPES[takes];
  if (!plain || (type && !ctx.is(type))) throw new PortalError('unsupported-media-type');
  if (takes === 'form' || takes === 'raw') await readBody(ctx, maxBody);
}

/**
 * Stands in front of Strapi's own middlewares for all that is ours: takes bodies, drops what no log may hold, and gives failures of the two APIs
 * that Strapi answers itself, such as broken JSON, the stable code of ours.
 */
export function createEdge(strapi: Strapi) {
  const customers = apiBaseOf(strapi).toLowerCase();
  const bases = [customers, ADMIN_BASE];

  return async function edge(ctx: Context, next: Next): Promise<void> {
    const path = ctx.path.toLowerCase();
    const base = bases.find((one) => path === one || path.startsWith(`${one}/`));
    if (base !== undefined) {
      ctx.set('x-request-id', randomUUID());
      ctx.set('cache-control', 'no-store');
    }
    // Few do, and most requests are none of them.
    if (ctx.querystring !== '' && watchedOf(strapi).some(({ endpoint, path: at }) => endpoint.dropsQuery && at.test(path)))
      ctx.querystring = '';
    if (hasBody(ctx)) {
      const declared = watchedOf(strapi).find((one) => one.method === ctx.method && one.path.test(path))?.endpoint;
      const endpoint = declared ?? UNDECLARED;
      try {
        if (declared || base !== undefined) await takeBody(ctx, endpoint);
      } catch (error) {
        return answerError(ctx, endpoint, error);
      }
    }
    await next();
    if (base === undefined) return;
    // Strapi's CORS middleware lets any origin read with credentials unless a project narrows it, and
    // a page on a sibling subdomain does send the portal's cookie: what a session opens is for the
    // portal's own pages.
    if (base === customers) ctx.remove('access-control-allow-credentials');
    const code = CODE_OF_STATUS[ctx.status];
    if (code && !(ctx.body as Failure | undefined)?.error?.details?.code) answerError(ctx, UNDECLARED, new PortalError(code));
  };
}
