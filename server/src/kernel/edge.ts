import { randomUUID } from 'node:crypto';
import type { Context, Next } from 'koa';
import { DEFAULT_MAX_BODY } from '../../../plugin/contract/endpoint';
import { customerEndpoints } from '../../../plugin/contract';
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

interface Failure {
  error?: { details?: { code?: string } };
}

/**
 * Stands in front of Strapi's own middlewares for the customers' API. Refuses bodies that are too
 * large or of a wrong type before anything reads them (a multipart body would be written to disk),
 * and gives failures that Strapi answers itself, such as broken JSON, the stable code of ours.
 */
export function createEdge(strapi: Strapi) {
  const base = apiBaseOf(strapi);
  const largest = Math.max(DEFAULT_MAX_BODY, ...customerEndpoints().map(({ maxBody = 0 }) => maxBody));

  function refuse(ctx: Context, error: PortalError): void {
    ctx.status = ERRORS[error.code][0];
    ctx.body = error.body;
  }

  return async function edge(ctx: Context, next: Next): Promise<void> {
    if (ctx.path !== base && !ctx.path.startsWith(`${base}/`)) {
      await next();
      return;
    }
    ctx.set('x-request-id', randomUUID());
    ctx.set('cache-control', 'no-store');
    const length = ctx.request.length ?? 0;
    const hasBody = length > 0 || ctx.get('transfer-encoding') !== '';
    if (length > largest) return refuse(ctx, new PortalError('body-too-large'));
    if (hasBody && !['GET', 'HEAD'].includes(ctx.method) && !ctx.is('application/json')) {
      return refuse(ctx, new PortalError('unsupported-media-type'));
    }
    await next();
    const code = CODE_OF_STATUS[ctx.status];
    if (code && !(ctx.body as Failure | undefined)?.error?.details?.code) refuse(ctx, new PortalError(code));
  };
}
