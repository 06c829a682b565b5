import type { Readable } from 'node:stream';
import type { Context } from 'koa';
import type { Endpoint, InputOf, ReturnOf } from '../../../plugin/contract/endpoint';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { admit, routeConfigOf, type Given } from './access/kinds';
import { answer, answerError, type Download, type Page, type Redirect } from './answer';
import { parseBody, refuseUnlisted, type Delivery } from './body';
import { createHttp, type Http } from './http';
import { idempotent, type Once } from './idempotency';
import { parse } from './input';

export type { Editor } from './access/guards';
export type { Download, Page, Redirect } from './answer';

/** What a body is that is no JSON. */
interface Bodies {
  json: unknown;
  file: { file: Readable };
  raw: { delivery: Delivery };
  form: { form: URLSearchParams };
}
type BodyOf<E extends Endpoint> = E extends { takes: infer K extends keyof Bodies } ? Bodies[K] : unknown;

/** What a handler returns, by the kind of answer. */
interface Answers<E extends Endpoint> {
  json: ReturnOf<E>;
  file: Download;
  redirect: Redirect;
  page: Page | Redirect;
}
type AnswerOf<E extends Endpoint> = E extends { answers: { kind: infer K extends keyof Answers<E> } } ? Answers<E>[K] : ReturnOf<E>;

/** What a handler receives: what is parsed, and what the guards of its kind have proved. */
export type Call<E extends Endpoint> = InputOf<E> &
  BodyOf<E> & { http: Http } & Given<E['access']['kind']> &
  (E extends { idempotent: true | 'resumed' } ? { once: Once } : unknown);

/** The handlers of a resource of the contract. */
export type Handlers<C extends Record<string, Endpoint>> = {
  [A in keyof C]: (call: Call<C[A]>) => Promise<AnswerOf<C[A]>>;
};

type AnyHandler = (call: Record<string, unknown>) => Promise<unknown>;

/**
 * The parameters that the endpoint's path names. Koa's router adds those of every route that matched
 * before, such as the catch-all of Strapi's public folder.
 */
function paramsOf(ctx: Context, { path }: Endpoint): Record<string, unknown> {
  const given = ctx.params as Record<string, unknown>;
  return Object.fromEntries([...path.matchAll(/:([A-Za-z]+)/gu)].map(([, name = '']) => [name, given[name]]));
}

/**
 * Parameters of the path. For customers an address that is none, such as a link that a mail program cut
 * off, is what another one's is: not found.
 */
function parseParams(ctx: Context, endpoint: Endpoint): unknown {
  if (!endpoint.params) return undefined;
  try {
    return parse(endpoint.params, paramsOf(ctx, endpoint), ['params']);
  } catch (error) {
    if (endpoint.access.kind !== 'editor' && error instanceof PortalError && error.code === 'invalid-request')
      throw new PortalError('not-found');
    throw error;
  }
}

function parseQuery(ctx: Context, { query, access }: Endpoint): unknown {
  if (query) return parse(query, ctx.query, ['query']);
  // Whoever leads a browser to a page may add to its address.
  return access.kind === 'page' ? undefined : refuseUnlisted(ctx.query, 'query');
}

/** The Koa action of an endpoint: guards, parsing, handler, answer. What goes around the handler goes here. */
export function bind(strapi: Strapi, endpoint: Endpoint, handler: AnyHandler) {
  return async (ctx: Context): Promise<void> => {
    try {
      ctx.set('cache-control', 'no-store');
      const http = createHttp(strapi, ctx);
      const given: object = await admit(endpoint.access.kind, { strapi, ctx, endpoint, http });
      const input = { params: parseParams(ctx, endpoint), query: parseQuery(ctx, endpoint), ...parseBody(ctx, endpoint) };
      const run = (more?: { once: Once }) => handler({ http, ...given, ...input, ...more });
      const request = { ctx, endpoint, proved: given, input };
      answer(ctx, endpoint, await (endpoint.idempotent ? idempotent(strapi, request, (once) => run({ once })) : run()));
    } catch (error) {
      answerError(ctx, endpoint, error);
    }
  };
}

/** The endpoint's route; the handler is named, so that a project can override the controller. */
export const routeOf = (endpoint: Endpoint) => ({
  method: endpoint.method,
  path: endpoint.path,
  handler: endpoint.id,
  config: routeConfigOf(endpoint),
});
