import type { CustomerEndpoint } from '../../../plugin/contract';
import type { Endpoint, KeyOf, RequestOf, ResponseOf } from '../../../plugin/contract/endpoint';
import type { ErrorBody } from '../../../plugin/contract/errors';
import type { ProofChallenge } from '../../../plugin/contract/proof';
import { CSRF_HEADER, IDEMPOTENCY_HEADER, LINK_HEADER, PROOF_HEADER } from '../../../plugin/plugin-id';
import { portalData } from '../portal-data';
import { ApiError } from './api-error';
import { whileChecking } from './checking';

type Keyed<E> = E extends Endpoint ? KeyOf<E> : never;
type Named<E, K> = E extends Endpoint ? (KeyOf<E> extends K ? E : never) : never;

/** Every customer endpoint by name: `"PATCH /profile"`. */
export type Key = Keyed<CustomerEndpoint>;
/** What the endpoint takes: `{ body }`, `{ query }` or nothing. */
export type Request<K extends Key> = RequestOf<Named<CustomerEndpoint, K>>;
/** What the endpoint answers under `data`. */
export type Response<K extends Key> = ResponseOf<Named<CustomerEndpoint, K>>;
/** The request is left out where the endpoint takes none. */
export type Arguments<K extends Key> = keyof Request<K> extends never ? [] : [request: Request<K>];

export interface Parts {
  params?: Record<string, string>;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
}

/** Long enough for a slow phone; a request that hangs for longer has failed. */
const TIMEOUT_MS = 30_000;

/** Where a request goes: the path with its parts filled in. */
export function addressOf(path: string, { params, query }: Parts): string {
  const filled = path.replace(/:([A-Za-z]+)/gu, (_, name: string) => encodeURIComponent(params?.[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) search.set(name, String(value));
  const text = search.toString();
  return `${portalData.apiBase}${filled}${text && `?${text}`}`;
}

/** What a refusal says, by the body that came with it. */
export function errorOf(body: unknown, status: number, reference: string | undefined): ApiError {
  const details = (body as { error?: Partial<ErrorBody> | null } | null | undefined)?.error?.details;
  return new ApiError(details?.code ?? 'unexpected', {
    status,
    fieldErrors: details?.errors,
    retryAfter: details?.retryAfter,
    challenge: details?.challenge,
    reference,
  });
}

/**
 * One request to the customer API, typed by the contract. Throws an ApiError for everything but
 * success. Where others have used up a limit, it proves work as the server asks and is made once more.
 * Most code wants `call` (session/call.ts), which also handles a session that has ended.
 */
export async function send<K extends Key>(key: K, ...request: Arguments<K>): Promise<Response<K>> {
  try {
    return await sendOnce(key, request);
  } catch (error) {
    const { challenge } = error as Partial<ApiError>;
    const proof = challenge && (await whileChecking(() => proofOf(challenge)));
    if (!proof) throw error;
    return sendOnce(key, request, { [PROOF_HEADER]: proof });
  }
}

/** The same for who holds a link to one document, by its token. */
export const sendByLink = <K extends Key>(token: string, key: K, ...request: Arguments<K>): Promise<Response<K>> =>
  sendOnce(key, request, { [LINK_HEADER]: token });

/** The same for what must not be done twice, by the key of the attempt (`session/useOnce.ts`); with a link's token if there is one. */
export const sendKeyed = <K extends Key>(attempt: string, token: string | null, key: K, ...request: Arguments<K>): Promise<Response<K>> =>
  sendOnce(key, request, { [IDEMPOTENCY_HEADER]: attempt, ...(token !== null && { [LINK_HEADER]: token }) });

/** Loaded when it is needed, which is hardly ever; where it cannot be, the refusal stands. */
const proofOf = (challenge: ProofChallenge): Promise<string | undefined> =>
  import('./proof').then(({ solveProof }) => solveProof(challenge)).catch(() => undefined);

async function sendOnce<K extends Key>(key: K, [request]: Arguments<K>, more: Record<string, string> = {}): Promise<Response<K>> {
  const [method, path] = key.split(' ') as [string, string];
  const parts: Parts = request ?? {};
  const headers: Record<string, string> = { accept: 'application/json', ...more };
  if (method !== 'GET') headers[CSRF_HEADER] = '1';
  if (parts.body !== undefined) headers['content-type'] = 'application/json';

  let response: globalThis.Response;
  try {
    response = await fetch(addressOf(path, parts), {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(parts.body !== undefined && { body: JSON.stringify(parts.body) }),
    });
  } catch {
    throw new ApiError('network');
  }
  const reference = response.headers.get('x-request-id') ?? undefined;
  if (!response.ok) throw errorOf(await response.json().catch(() => undefined), response.status, reference);
  try {
    return ((await response.json()) as { data: Response<K> }).data;
  } catch {
    throw new ApiError('unexpected', { status: response.status, reference });
  }
}
