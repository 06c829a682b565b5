import { randomUUID } from 'node:crypto';
import type { Context, Next } from 'koa';
import { DEFAULT_MAX_BODY, type Endpoint } from '../../../plugin/contract/endpoint';
import { customerEndpoints, editorEndpoints } from '../../../plugin/contract';
import { ERRORS, type ErrorCode } from '../../../plugin/contract/errors';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';

/** Where the customers' API stands: `/api/customer-portal` unless the project changed Strapi's prefix. */
export const apiBaseOf = (strapi: Strapi): string =>
  `${strapi.config.get<string>('api.rest.prefix', '/api').replace(/\/+$/u, '')}/${PLUGIN_ID}`;

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

const largestOf = (endpoints: Endpoint[]): number => Math.max(DEFAULT_MAX_BODY, ...endpoints.map(({ maxBody = 0 }) => maxBody));

interface Failure {
  error?: { details?: { code?: string } };
}

/**
 * Stands in front of Strapi's own middlewares for the plugin's two APIs. Refuses bodies that are too
 * large or of a wrong type before anything reads them (a multipart body would be written to disk),
 * and gives failures that Strapi answers itself, such as broken JSON, the stable code of ours.
 */
export function createEdge(strapi: Strapi) {
  // Koa's router matches paths whatever their case.
  const customers = apiBaseOf(strapi).toLowerCase();
  const surfaces = [
    { base: customers, endpoints: customerEndpoints() },
    { base: `/${PLUGIN_ID}`, endpoints: editorEndpoints() },
  ].map(({ base, endpoints }) => {
    const [files, others] = [true, false].map((takesFile) => endpoints.filter((endpoint) => Boolean(endpoint.takesFile) === takesFile)) as [
      Endpoint[],
      Endpoint[],
    ];
    return {
      base,
      largest: largestOf(others),
      largestFile: largestOf(files),
      takesFile: files.map(({ method, path }) => ({
        method,
        path: new RegExp(`^${base}${path.replace(/:[A-Za-z]+/gu, '[^/]+')}/?$`, 'u'),
      })),
    };
  });

  function refuse(ctx: Context, error: PortalError): void {
    ctx.status = ERRORS[error.code][0];
    ctx.body = error.body;
  }

  return async function edge(ctx: Context, next: Next): Promise<void> {
    const path = ctx.path.toLowerCase();
    const surface = surfaces.find(({ base }) => path === base || path.startsWith(`${base}/`));
    if (!surface) {
      await next();
      return;
    }
    ctx.set('x-request-id', randomUUID());
    ctx.set('cache-control', 'no-store');
    const length = Number(ctx.get('content-length'));
    const hasBody = length > 0 || ctx.get('transfer-encoding') !== '';
    if (hasBody && !['GET', 'HEAD'].includes(ctx.method)) {
      const file = surface.takesFile.some((one) => one.method === ctx.method && one.path.test(path));
      if (length > (file ? surface.largestFile : surface.largest)) return refuse(ctx, new PortalError('body-too-large'));
      // A compressed body may grow beyond its cap while it is read, and a broken one fails as ours.
      const plain = ['', 'identity'].includes(ctx.get('content-encoding'));
      if (!plain || !ctx.is(file ? 'application/octet-stream' : 'application/json'))
        return refuse(ctx, new PortalError('unsupported-media-type'));
    }
    await next();
    // Strapi's CORS middleware lets any origin read with credentials unless a project narrows it, and
    // a page on a sibling subdomain does send the portal's cookie: what a session opens is for the
    // portal's own pages.
    if (surface.base === customers) ctx.remove('access-control-allow-credentials');
    const code = CODE_OF_STATUS[ctx.status];
    if (code && !(ctx.body as Failure | undefined)?.error?.details?.code) refuse(ctx, new PortalError(code));
  };
}
