import { z } from 'zod';
import type { Endpoint } from '../../plugin/contract/endpoint';
import { LINK_HEADER } from '../../plugin/plugin-id';
import { ERRORS, type ErrorCode, type FieldError } from '../../plugin/contract/errors';
import { errorsOf } from '../../server/src/kernel/openapi';
import type { Browser } from './client';
import { API } from './client';
import { ADMIN_API, type Editor } from './editor';
import { sendRaw, type RawRequest, type RawResponse } from './raw';
import type { TestApp } from './strapi';

/** A request that an endpoint takes as it is. */
export interface Sample {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  /** The endpoint takes a file's bytes. */
  file?: boolean;
  /** The endpoint takes a form. */
  form?: Record<string, string>;
  /** Token of the link that comes along. */
  link?: string;
}

export const isEditors = (endpoint: Endpoint): boolean => endpoint.access.kind === 'editor';
/** The answer is the document itself, not wrapped in `{data}`. */
export const isBare = ({ answers }: Endpoint): boolean => answers?.kind === 'json' && answers.bare === true;
/** Shape of the answer; of what is no JSON nothing is said. */
export const responseOf = ({ response = z.unknown() }: Endpoint): z.ZodType => response;
export const isUnsafe = (endpoint: Endpoint): boolean => endpoint.method !== 'GET';

/** The endpoint's path with its parameters filled in. */
export function pathOf(endpoint: Endpoint, params: Record<string, string> = {}): string {
  const base = endpoint.access.kind === 'page' ? '' : isEditors(endpoint) ? ADMIN_API : API;
  return base + endpoint.path.replace(/:([A-Za-z]+)(?:\(\.\*\))?/gu, (_, name: string) => encodeURIComponent(params[name] ?? 'x'));
}

/** Called by programs with an API token. */
export const isPrograms = (endpoint: Endpoint): boolean => endpoint.access.kind === 'token';

/** Who calls: a browser with its cookies, an editor or a program with its token, or nobody. */
export type Caller = Browser | Editor | { token: string } | null;

function credentialsOf(caller: Caller): Record<string, string> {
  if (caller === null) return {};
  if ('token' in caller) return { authorization: `Bearer ${caller.token}` };
  return caller.cookieHeader ? { cookie: caller.cookieHeader } : {};
}

function bodyOf({ file, form, body }: Sample): { body?: string; type: string } {
  if (file) return { body: 'the bytes of a file', type: 'application/octet-stream' };
  if (form) return { body: new URLSearchParams(form).toString(), type: 'application/x-www-form-urlencoded' };
  return { body: body === undefined ? undefined : JSON.stringify(body), type: 'application/json' };
}

/** Calls an endpoint with a sample, changed where the test says so. */
export function call(
  app: TestApp,
  endpoint: Endpoint,
  caller: Caller,
  sample: Sample,
  change: Partial<RawRequest> & { search?: string } = {},
): Promise<RawResponse> {
  const query = sample.query ? `?${new URLSearchParams(sample.query).toString()}` : '';
  const { search: extra = '', headers, ...rest } = change;
  const search = query && extra ? `${query}&${extra.slice(1)}` : query || extra;
  const { body, type } = bodyOf(sample);
  return sendRaw(app, {
    method: endpoint.method,
    path: pathOf(endpoint, sample.params) + search,
    body,
    ...rest,
    headers: {
      ...(isUnsafe(endpoint) && !isEditors(endpoint) && endpoint.access.kind !== 'page' && { 'x-customer-portal': '1' }),
      ...((body !== undefined || rest.body !== undefined) && { 'content-type': type }),
      ...(sample.link && { [LINK_HEADER]: sample.link }),
      ...credentialsOf(caller),
      ...headers,
    },
  });
}

interface Refusal {
  data?: unknown;
  error?: { status?: number; name?: string; message?: string; details?: { code?: ErrorCode; errors?: FieldError[] } };
}

export const refusalOf = ({ body }: RawResponse): Refusal['error'] => (body as Refusal | undefined)?.error;

/**
 * Expects a refusal in the shape that every endpoint answers with: nothing but a status, a name, a
 * readable message and a stable code that the contract lists for this endpoint.
 */
export function expectRefusal(endpoint: Endpoint, response: RawResponse, ...codes: ErrorCode[]): FieldError[] {
  const error = refusalOf(response);
  const code = error?.details?.code;
  const seen = { endpoint: endpoint.id, status: response.status, code: code ?? response.text.slice(0, 300) };
  expect(codes.map((one) => ({ endpoint: endpoint.id, status: ERRORS[one][0], code: one }))).toContainEqual(seen);
  if (!code) throw new Error('unreachable');
  expect(response.body).toEqual({
    data: null,
    error: {
      status: response.status,
      name: ERRORS[code][1],
      message: expect.stringMatching(/\S/u),
      details: expect.objectContaining({ code }),
    },
  });
  expect({ endpoint: endpoint.id, listed: errorsOf(endpoint) }).toEqual({
    endpoint: endpoint.id,
    listed: expect.arrayContaining([code]),
  });
  expect(response.text).not.toMatch(/node_modules|\bat .+\(|SQLITE|select .* from/iu);
  return error.details?.errors ?? [];
}

type Path = (string | number)[];

/** Paths of all values in a JSON value that are no containers. */
export function leavesOf(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [path];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, Array.isArray(value) ? Number(key) : key]));
}

/** A copy with the value at `path` replaced. */
export function withLeaf(value: unknown, [head, ...rest]: Path, leaf: unknown): unknown {
  if (head === undefined) return leaf;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<string | number, unknown>;
  copy[head] = withLeaf(copy[head], rest, leaf);
  return copy;
}
