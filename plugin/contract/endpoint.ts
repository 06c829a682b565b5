import type { z } from 'zod';
import type { ErrorCode } from './errors';
import type { Permission } from '../permissions';
import type { SwitchKey } from '../preferences';
import type { Right } from '../rights';
import type { SignInMode } from '../vocabulary';

/**
 * Who may call an endpoint. What guards each kind, in which order, and what its handler gets stands in
 * `server/src/kernel/access/kinds.ts`.
 * - `public`: anybody; still subject to the origin check on unsafe methods.
 * - `challenge`: a browser between its proof (a password, say) and its second factor; opens nothing else.
 * - `signed-in`: a contact with a live session.
 * - `stepped-up`: a contact who proved a factor recently (session's step-up time).
 * - `link`: whoever holds a link to one document. `grant` names who knows such links; with `verified` the
 *   visitor must have proved an address on file as well.
 * - `token`: a Strapi API token that holds `scope`, which Strapi's own screen for tokens offers. A scope ends
 *   in neither `find` nor `findOne`: those are open to every read-only token.
 * - `webhook`: another server, which signs the bytes that it sends. `verifier` names who checks the signature.
 * - `page`: a browser on its way, with whatever cookies and parameters it has; the handler looks itself.
 * - `editor`: a Strapi admin user who has the named permission.
 */
export type Access =
  | { readonly kind: 'public' | 'challenge' | 'signed-in' | 'stepped-up' | 'page' }
  | { readonly kind: 'link'; readonly grant: string; readonly verified?: boolean }
  | { readonly kind: 'token'; readonly scope: `${string}.${string}` }
  | { readonly kind: 'webhook'; readonly verifier: string }
  | { readonly kind: 'editor'; readonly permission: Permission };

/**
 * What the body of a request is.
 * - `json`: parsed by the schema `body`; without one there is none.
 * - `file`: bytes of a file (`application/octet-stream`), handed over as a stream that the handler caps.
 * - `raw`: bytes as they came, of any type, read within the cap before anything looks at them; the schema
 *   `body`, if there is one, then parses them as JSON.
 * - `form`: `application/x-www-form-urlencoded`, read within the cap, handed over as it came.
 */
export type BodyKind = 'json' | 'file' | 'raw' | 'form';

/**
 * What the handler's answer becomes.
 * - `json`: `{data}` by the schema `response`; `bare` leaves the wrapping away.
 * - `file`: an attachment that runs nothing; `inline` shows types that cannot run anything in the browser,
 *   `asset` is a file of the portal's own build. Ranges and conditional requests where the file has a validator.
 * - `redirect`: sends the browser on. `page`: HTML, or a redirect.
 */
export type Answer =
  | { readonly kind: 'json'; readonly bare?: boolean }
  | { readonly kind: 'file'; readonly as?: 'attachment' | 'inline' | 'asset' }
  | { readonly kind: 'redirect' }
  | { readonly kind: 'page' };

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * One HTTP endpoint as data. Routes, guards, parsing, shaping, typed clients, the OpenAPI document
 * and the endpoint-walking tests all come from it.
 */
export interface Endpoint {
  /** Names the handler: `<resource>.<action>`; the Strapi controller and its action. */
  readonly id: `${string}.${string}`;
  readonly method: Method;
  /** Below the API base (`/api/customer-portal`) or the admin base (`/customer-portal`). */
  readonly path: `/${string}`;
  readonly access: Access;
  /** What the contact's role at its customer must allow; `not-allowed` where it does not. Open to every role when absent. */
  readonly right?: Right;
  /** The switch that must be on, besides the portal itself. */
  readonly preference?: SwitchKey;
  /** The way in that it belongs to: refused where the settings chose the other. */
  readonly signInMode?: SignInMode;
  /** Open to a session that still owes a second factor (one begun before the settings asked for it). */
  readonly whileFactorOwed?: boolean;
  /** Answers even while the portal is switched off. */
  readonly whilePortalOff?: boolean;
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  /** Whoever leads a browser here may add secrets to the address: all of its query is dropped before anything reads or logs it. */
  readonly dropsQuery?: true;
  /** JSON when absent. */
  readonly takes?: BodyKind;
  readonly body?: z.ZodType;
  /** JSON, wrapped in `{data}`, when absent. */
  readonly answers?: Answer;
  /** Shape of `data`, of every answer that is JSON. A key that it does not list is an error of ours: 500. */
  readonly response?: z.ZodType;
  /**
   * Takes an `Idempotency-Key`: the same key and parameters are answered as the first time, and do nothing again. The
   * handler does its work through `once`. `resumed`: its handler goes on behind that with what is no part of a transaction
   * (a provider that is asked), and does so again with what was done then.
   */
  readonly idempotent?: true | 'resumed';
  /** Success status; 200 when absent. */
  readonly status?: 200 | 201 | 202;
  /** Errors besides those that every endpoint of its kind can answer with. */
  readonly errors?: readonly ErrorCode[];
  /** Cap of the body in bytes; `DEFAULT_MAX_BODY` when absent. */
  readonly maxBody?: number;
}

/** 64 kB: no endpoint takes more unless it says so. */
export const DEFAULT_MAX_BODY = 64 * 1024;

/** Method and path: `"GET /profile"`. */
type Address = `${Method} /${string}`;
type Addressed<K extends Address> = K extends `${infer M extends Method} ${infer P extends `/${string}`}`
  ? { readonly method: M; readonly path: P }
  : never;
type Flat<T> = { [K in keyof T]: T[K] };

/** An endpoint by its method and path. Keeps the literal types, which handlers and clients are typed by. */
export function endpoint<const K extends Address, const E extends Omit<Endpoint, 'id' | 'method' | 'path'>>(
  address: K,
  declaration: E,
): Flat<Addressed<K> & E> {
  const [method, path] = address.split(' ');
  return { method, path, ...declaration } as never;
}

/** Endpoints of a resource by their actions; the names of both are the id of each. */
export const resource = <const N extends string, const R extends Record<string, Omit<Endpoint, 'id'>>>(
  name: N,
  endpoints: R,
): { readonly [A in keyof R & string]: Flat<R[A] & { readonly id: `${N}.${A}` }> } =>
  Object.fromEntries(Object.entries(endpoints).map(([action, declared]) => [action, { id: `${name}.${action}`, ...declared }])) as never;

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;
type Sent<T> = T extends z.ZodType ? z.input<T> : undefined;

/** What the handler receives, after parsing. */
export interface InputOf<E extends Endpoint> {
  params: Parsed<E['params']>;
  query: Parsed<E['query']>;
  body: Parsed<E['body']>;
}

/** One member of a request: what an endpoint takes there, or never. */
type Taken<E extends Endpoint, K extends string> = K extends 'params' | 'query' | 'body'
  ? E[K] extends z.ZodType
    ? Sent<E[K]>
    : never
  : E extends { takes: 'file' }
    ? Blob
    : never;

/**
 * What a client sends; members that the endpoint does not take are absent. One mapped type and no
 * intersection: over all endpoints at once that becomes more than the compiler takes.
 */
export type RequestOf<E extends Endpoint> = {
  [K in 'params' | 'query' | 'body' | 'file' as Taken<E, K> extends never ? never : K]: Taken<E, K>;
};

/** What a client finds under `data`. */
export type ResponseOf<E extends Endpoint> = Parsed<E['response']>;
/** What a handler returns for it. */
export type ReturnOf<E extends Endpoint> = Sent<E['response']>;

/** `"GET /profile"`: how clients name an endpoint. */
export type KeyOf<E extends Endpoint> = `${E['method']} ${E['path']}`;
