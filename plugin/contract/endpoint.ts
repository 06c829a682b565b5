import type { z } from 'zod';
import type { ErrorCode } from './errors';
import type { Permission } from '../permissions';
import type { SwitchKey } from '../preferences';
import type { SignInMode } from '../vocabulary';

/**
 * Who may call an endpoint.
 * - `public`: anybody; still subject to the origin check on unsafe methods.
 * - `signed-in`: a contact with a live session.
 * - `challenge`: a browser between its proof (a password, say) and its second factor; opens nothing else.
 * - `stepped-up`: a contact who proved a factor recently (session's step-up time).
 * - `editor`: a Strapi admin user who has the named permission.
 */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'challenge' }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'stepped-up' }
  | { readonly kind: 'editor'; readonly permission: Permission };

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
  readonly body?: z.ZodType;
  /** Shape of `data`. Keys that it does not list never leave the server. */
  readonly response: z.ZodType;
  /** The answer is the document itself, not wrapped in `{data}`. */
  readonly bare?: boolean;
  /** Success status; 200 when absent. */
  readonly status?: 200 | 201 | 202;
  /** Errors besides those that every endpoint of its kind can answer with. */
  readonly errors?: readonly ErrorCode[];
  /** The body is a file's bytes, sent as `application/octet-stream` and handed over as a stream. */
  readonly takesFile?: boolean;
  /** The answer is a file's bytes, as an attachment; the handler returns a `Download`. */
  readonly answersFile?: boolean;
  /** Cap of the body in bytes; `DEFAULT_MAX_BODY` when absent. */
  readonly maxBody?: number;
}

/** 64 kB: no endpoint takes more unless it says so. */
export const DEFAULT_MAX_BODY = 64 * 1024;

/** Keeps the literal types of a declaration, which handlers and clients are typed by. */
export const endpoint = <const E extends Endpoint>(declaration: E): E => declaration;

/** What an endpoint answers that `answersFile`, on the server. */
export interface Download {
  stream: AsyncIterable<Uint8Array>;
  /** As the person who downloads it should find it. */
  name: string;
  mime: string;
  /** Bytes. */
  size: number;
}

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
  : E extends { takesFile: true }
    ? Blob
    : never;

/**
 * What a client sends; members that the endpoint does not take are absent. One mapped type and no
 * intersection: over all endpoints at once that becomes more than the compiler takes.
 */
export type RequestOf<E extends Endpoint> = {
  [K in 'params' | 'query' | 'body' | 'file' as Taken<E, K> extends never ? never : K]: Taken<E, K>;
};

/** What a handler returns and what a client finds under `data`. */
export type ResponseOf<E extends Endpoint> = z.output<E['response']>;
/** What a handler may return: keys outside the response schema are dropped on the way out. */
export type ReturnOf<E extends Endpoint> = z.input<E['response']>;

/** `"GET /profile"`: how clients name an endpoint. */
export type KeyOf<E extends Endpoint> = `${E['method']} ${E['path']}`;
