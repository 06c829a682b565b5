import { z } from 'zod';
import type { Failure, ProviderContext } from '../../../../../config/payment-provider';
import type { RazorpayOptions } from '../../../../../config/payments';
import { guardedFetch } from '../../../platform/guarded-fetch';

const API = 'https://api.razorpay.com';
/** Milliseconds and bytes of an answer. */
const TIMEOUT = 10_000;
const MOST_BYTES = 512 * 1024;

const errorAnswer = z.object({
  error: z.object({
    code: z.string().nullish(),
    description: z.string().nullish(),
    field: z.string().nullish(),
    reason: z.string().nullish(),
  }),
});

/** What has become of a request. */
export type Answer<T> =
  | { kind: 'done'; value: T }
  /** Nobody can say: it was not reached, or is not understood. */
  | { kind: 'unknown' }
  /** There is one already with that reference. */
  | { kind: 'exists' }
  | { kind: 'missing' }
  /** Razorpay has done nothing, and says why. */
  | { kind: 'refused'; status: number; failure: Failure };

interface Asked<T> {
  method?: 'GET' | 'POST';
  /** Below `/v1/`. */
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
  schema: z.ZodType<T>;
}

const WORDS: Record<string, Failure['code']> = { amount: 'limit-exceeded', currency: 'method-unavailable', method: 'method-unavailable' };

/**
 * Talks to Razorpay by its REST API. Without its package: eight requests need none, and the guarded fetch bounds time,
 * size and place.
 */
export function createClient({ keyId, keySecret, apiUrl }: RazorpayOptions, log: ProviderContext['log']) {
  const authorization = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString('base64')}`;

  function refused(status: number, text: string): Answer<never> {
    const parsed = errorAnswer.safeParse(jsonOf(text));
    const { code, description, field, reason } = parsed.data?.error ?? {};
    if (status === 400 && /already exists/iu.test(description ?? '')) return { kind: 'exists' };
    if (status === 404 || /does not exist|not found/iu.test(description ?? '')) return { kind: 'missing' };
    // Its own words repeat what was sent.
    const what = `Razorpay refused the request (${[status, code, reason, field].filter(Boolean).join(', ')})`;
    const keys = status === 401 || status === 403;
    log.error(keys ? `${what}: the keys are wrong, or may not do that.` : what);
    return { kind: 'refused', status, failure: { code: WORDS[field ?? ''] ?? 'processing-error', hard: !keys, message: what } };
  }

  return async function ask<T>({ method = 'GET', path, body, headers, schema }: Asked<T>): Promise<Answer<T>> {
    let answer: { status: number; body: string };
    try {
      answer = await guardedFetch(`${apiUrl ?? API}/v1/${path}`, {
        // An address in the configuration is a stand-in on this machine.
        allowPrivateAddresses: apiUrl !== undefined,
        timeoutMs: TIMEOUT,
        maxBytes: MOST_BYTES,
        request: {
          method,
          headers: { accept: 'application/json', authorization, 'content-type': 'application/json', ...headers },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        },
      });
    } catch (error) {
      log.warn(`Razorpay could not be reached: ${error instanceof Error ? error.message : String(error)}`);
      return { kind: 'unknown' };
    }
    const { status, body: text } = answer;
    if (status === 409 || status === 429 || status >= 500) return { kind: 'unknown' };
    if (status >= 400) return refused(status, text);
    const { success, data } = schema.safeParse(jsonOf(text));
    if (success) return { kind: 'done', value: data };
    log.error(`Razorpay answered ${path.split(/[/?]/u, 1)[0] ?? ''} with what nobody understands (${status}).`);
    return { kind: 'unknown' };
  };
}

export type Ask = ReturnType<typeof createClient>;

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
