import { z } from 'zod';
import type { SandboxOptions } from '../../../../../config/payments';
import { guardedFetch } from '../../../platform/guarded-fetch';

/** Milliseconds for a whole call. */
const TIMEOUT_MS = 10_000;
const MOST_BYTES = 64 * 1024;

/** The gateway's answer, or that nobody knows what it did: it was not reached, or not understood. */
export type Answered<T> =
  | { kind: 'answer'; value: T; replayed: boolean }
  /** `none`: there is no such thing; else the request was wrong. */
  | { kind: 'refused'; none: boolean }
  | { kind: 'unknown' };

export interface GatewayCall<S extends z.ZodType> {
  method?: 'GET' | 'POST';
  path: string;
  /** With it the same request does nothing twice. */
  key?: string;
  body?: unknown;
  schema: S;
}

const errorBody = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Calls the sandbox, within 10 seconds and 64 kB. It runs on this machine mostly, so that any address is allowed. */
export const createGateway = (
  { url, secret }: Pick<SandboxOptions, 'url' | 'secret'>,
  log: { warn(message: string): void },
  timeoutMs = TIMEOUT_MS,
) =>
  async function call<S extends z.ZodType>({ method = 'GET', path, key, body, schema }: GatewayCall<S>): Promise<Answered<z.output<S>>> {
    try {
      const {
        status,
        headers,
        body: text,
      } = await guardedFetch(`${url.replace(/\/+$/u, '')}/v1/${path}`, {
        allowPrivateAddresses: true,
        timeoutMs,
        maxBytes: MOST_BYTES,
        keepRedirects: true,
        request: {
          method,
          headers: {
            accept: 'application/json',
            authorization: `Bearer ${secret}`,
            ...(key !== undefined && { 'idempotency-key': key }),
            ...(body !== undefined && { 'content-type': 'application/json' }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        },
      });
      const answer = jsonOf(text);
      if (status >= 200 && status <= 299) {
        const parsed = schema.safeParse(answer);
        if (parsed.success) return { kind: 'answer', value: parsed.data, replayed: headers['idempotent-replayed'] === 'true' };
      }
      const error = errorBody.safeParse(answer);
      if (status >= 400 && status <= 499 && error.success) {
        const { code, message } = error.data.error;
        // A 404 of whatever else may answer at this address says nothing about payments.
        const none = status === 404 && code === 'not_found';
        if (!none) log.warn(`The payment sandbox refused ${method} ${path}: ${message}`);
        return { kind: 'refused', none };
      }
      log.warn(`The payment sandbox answered ${method} ${path} with ${status}, which is not understood.`);
    } catch (error) {
      log.warn(`The payment sandbox was not reached (${method} ${path}): ${error instanceof Error ? error.message : String(error)}`);
    }
    return { kind: 'unknown' };
  };

export type Gateway = ReturnType<typeof createGateway>;
