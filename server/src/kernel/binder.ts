import { Readable } from 'node:stream';
import type { Context } from 'koa';
import {
  DEFAULT_MAX_BODY,
  type Access,
  type Download,
  type Endpoint,
  type InputOf,
  type ReturnOf,
} from '../../../plugin/contract/endpoint';
import type { Permission } from '../../../plugin/permissions';
import { ERRORS } from '../../../plugin/contract/errors';
import type { PreferenceValues } from '../../../plugin/preferences';
import { now } from '../platform/clock';
import { publicUrlOf } from '../platform/config';
import type { Ability } from '../platform/editor-request';
import { PortalError } from '../platform/errors';
import { roleOf, type Role } from '../platform/role';
import { createHttp, type Http } from './http';
import { isSteppedUp, type Identity, type PendingSignIn } from './identity';
import { parse, refuseHostileValues } from './input';
import { refuseCrossSite } from './origin';
import { countChange } from './write-limit';
import { createScope, type Scope } from './scope';
import type { Strapi } from '../platform/strapi';

/** The bytes that an endpoint takes in place of JSON; its handler caps and checks them. */
type FileOf<E extends Endpoint> = E extends { takesFile: true } ? { file: Readable } : unknown;

/** What a handler returns: the response, or a file. */
type AnswerOf<E extends Endpoint> = E extends { answersFile: true } ? Download : ReturnOf<E>;

/** What a handler for customers receives: only what the binder has proved. */
export type CustomerCall<E extends Endpoint> = InputOf<E> &
  FileOf<E> & { http: Http } & (E['access'] extends { kind: 'public' }
    ? { identity?: undefined }
    : E['access'] extends { kind: 'challenge' }
      ? { pending: PendingSignIn }
      : { identity: Identity; scope: Scope });

/** The Strapi user who calls, and what the role allows. */
export interface Editor extends Role {
  id: number;
  email: string;
  /** Whether the role has a permission of the plugin's. */
  has(permission: Permission): boolean;
}

/** What a handler for editors receives; the route's policies have checked the permission. */
export type EditorCall<E extends Endpoint> = InputOf<E> & { http: Http; editor: Editor };

type Resource = Record<string, Endpoint>;
export type CustomerHandlers<C extends Resource> = {
  [A in keyof C]: (call: CustomerCall<C[A]>) => Promise<AnswerOf<C[A]>>;
};
export type EditorHandlers<C extends Resource> = {
  [A in keyof C]: (call: EditorCall<C[A]>) => Promise<AnswerOf<C[A]>>;
};

/** What the binder needs of the features, handed over where the plugin is assembled. */
export interface Guards {
  /** The caller's identity from the request's credentials, or null. */
  identify(ctx: Context): Promise<Identity | null>;
  /** The sign-in that waits for its second factor, or null. */
  pendingSignIn(ctx: Context): Promise<PendingSignIn | null>;
  preferences(): Promise<PreferenceValues>;
  /** Whether the session lacks a factor that the settings ask for. */
  owesFactor(identity: Identity, preferences: PreferenceValues): boolean;
}

type AnyHandler = (call: Record<string, unknown>) => Promise<unknown>;

const FILE_TYPE_MESSAGE = 'Send the bytes of the file with the content type application/octet-stream, not compressed.';

/** The parsed body, within the endpoint's cap; undefined when none was sent. */
function bodyOf(ctx: Context, endpoint: Endpoint): unknown {
  // A file's handler reads and caps it; the edge has checked what is announced of it.
  if (endpoint.takesFile) {
    if (!ctx.is('application/octet-stream')) throw new PortalError('unsupported-media-type', { message: FILE_TYPE_MESSAGE });
    return undefined;
  }
  const most = endpoint.maxBody ?? DEFAULT_MAX_BODY;
  const { body } = ctx.request as { body?: unknown };
  const announced = ctx.request.length;
  const empty = typeof body !== 'object' || body === null || Object.keys(body).length === 0;
  if (!endpoint.body && empty && ((announced ?? 0) > 2 || ctx.get('transfer-encoding'))) {
    // Strapi reads no body of a GET or DELETE: whoever sends one means something that is not done.
    throw new PortalError('invalid-request', { message: 'This request takes no body.' });
  }
  if ((announced ?? 0) > most) throw new PortalError('body-too-large');
  if (announced === undefined) {
    // Chunked: how much it is shows only after the fact. Depth is checked first, since writing JSON recurses.
    refuseHostileValues(body);
    if (Buffer.byteLength(JSON.stringify(body)) > most) throw new PortalError('body-too-large');
  }
  return body;
}

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

function parseInput(ctx: Context, endpoint: Endpoint): { params: unknown; query: unknown; body: unknown } {
  const params = parseParams(ctx, endpoint);
  const body = bodyOf(ctx, endpoint);
  const refuseUnlisted = (value: unknown, where: string): undefined => {
    const [key] = Object.keys((value as object | undefined) ?? {});
    if (key === undefined) return undefined;
    const error = { path: where === 'body' ? [key] : [where, key], code: 'unknown-key', message: 'is not known here' };
    throw new PortalError('invalid-request', { errors: [error] });
  };
  return {
    params,
    query: endpoint.query ? parse(endpoint.query, ctx.query, ['query']) : refuseUnlisted(ctx.query, 'query'),
    body: endpoint.body ? parse(endpoint.body, body ?? {}) : refuseUnlisted(body, 'body'),
  };
}

/**
 * Sends a file as an attachment: nothing that a customer uploaded is ever shown as a page of this
 * origin, whatever type it claims (ASVS 5.0 5.4).
 */
function answerFile(ctx: Context, { stream, name, mime, size }: Download): void {
  ctx.attachment(name);
  ctx.set('content-type', mime);
  ctx.set('content-length', String(size));
  ctx.set('x-content-type-options', 'nosniff');
  ctx.set('content-security-policy', "default-src 'none'; sandbox");
  ctx.set('cross-origin-resource-policy', 'same-origin');
  // A stream is handed over as it is: Koa destroys what it was given, and one that was wrapped and is
  // never read (HEAD, a download that is given up) would keep its file open for good.
  ctx.body = stream instanceof Readable ? stream : Readable.from(stream);
}

/** Answers that were checked, by the object that a handler gave. */
const checked = new WeakMap<object, { by: Endpoint; data: unknown }>();

/** Strict on the way out too: a key that the contract does not list is a bug, and fails closed. */
function checkedAnswer(endpoint: Endpoint, result: unknown): unknown {
  // A handler freezes what it answers again and again: it cannot change, and need be checked only once.
  if (typeof result !== 'object' || !Object.isFrozen(result) || result === null) return endpoint.response.parse(result);
  const known = checked.get(result);
  if (known?.by === endpoint) return known.data;
  const data = endpoint.response.parse(result);
  checked.set(result, { by: endpoint, data });
  return data;
}

function answer(ctx: Context, endpoint: Endpoint, result: unknown): void {
  if (endpoint.answersFile) return answerFile(ctx, result as Download);
  const data = checkedAnswer(endpoint, result);
  ctx.status = endpoint.status ?? 200;
  ctx.body = endpoint.bare ? data : { data };
}

function answerError(ctx: Context, error: unknown): void {
  if (!(error instanceof PortalError)) throw error;
  if (error.retryAfter !== undefined) ctx.set('retry-after', String(error.retryAfter));
  ctx.status = ERRORS[error.code][0];
  ctx.body = error.body;
}

function requireStepUp(access: Access, { session }: Identity, instant: Date): void {
  if (access.kind !== 'stepped-up') return;
  if (!isSteppedUp(session, instant)) throw new PortalError('step-up-required');
}

/** The Koa action for an endpoint that customers call. */
export function bindCustomer(strapi: Strapi, endpoint: Endpoint, handler: AnyHandler, guards: Guards) {
  return async (ctx: Context): Promise<void> => {
    try {
      ctx.set('cache-control', 'no-store');
      const preferences = await guards.preferences();
      if (!preferences.portalEnabled && !endpoint.whilePortalOff) throw new PortalError('preference-off');
      refuseCrossSite(ctx, publicUrlOf(strapi));
      const call: Record<string, unknown> = { http: createHttp(strapi, ctx) };
      if (endpoint.signInMode && preferences.signInMode !== endpoint.signInMode) throw new PortalError('sso-only');
      if (endpoint.access.kind === 'challenge') {
        const pending = await guards.pendingSignIn(ctx);
        if (!pending) throw new PortalError('signed-out');
        call.pending = pending;
      } else if (endpoint.access.kind !== 'public') {
        const identity = await guards.identify(ctx);
        if (!identity) throw new PortalError('signed-out');
        if (!endpoint.whileFactorOwed && guards.owesFactor(identity, preferences)) throw new PortalError('step-up-required');
        requireStepUp(endpoint.access, identity, now(strapi));
        await countChange(strapi, endpoint, identity);
        call.identity = identity;
        call.scope = createScope(strapi, identity);
      }
      if (endpoint.preference && !preferences[endpoint.preference]) throw new PortalError('preference-off');
      if (endpoint.takesFile) call.file = ctx.req;
      answer(ctx, endpoint, await handler({ ...call, ...parseInput(ctx, endpoint) }));
    } catch (error) {
      answerError(ctx, error);
    }
  };
}

/** The Koa action for an endpoint that editors call; authentication and permission are the route's policies. */
export function bindEditor(strapi: Strapi, endpoint: Endpoint, handler: AnyHandler) {
  return async (ctx: Context): Promise<void> => {
    try {
      ctx.set('cache-control', 'no-store');
      const { user, userAbility } = ctx.state as { user: Pick<Editor, 'id' | 'email'>; userAbility: Ability };
      const { id, email } = user;
      const editor: Editor = { id, email, has: (permission) => userAbility.can(permission), ...roleOf(strapi, userAbility) };
      const call = { http: createHttp(strapi, ctx), editor };
      answer(ctx, endpoint, await handler({ ...call, ...parseInput(ctx, endpoint) }));
    } catch (error) {
      answerError(ctx, error);
    }
  };
}

/** Routes of a set of endpoints; the handler is named, so that a project can override the controller. */
export function routesOf(surface: 'customer' | 'editor', endpoints: Endpoint[]) {
  return endpoints.map((endpoint) => ({
    method: endpoint.method,
    path: endpoint.path,
    handler: endpoint.id,
    config:
      surface === 'customer' || endpoint.access.kind !== 'editor'
        ? // The binder reads the session itself; Strapi's own strategies must not answer first.
          { auth: false as const }
        : {
            policies: ['admin::isAuthenticatedAdmin', { name: 'admin::hasPermissions', config: { actions: [endpoint.access.permission] } }],
          },
  }));
}
