import { configOf } from '../../platform/config';
import { guardedFetch } from '../../platform/guarded-fetch';
import type { Strapi } from '../../platform/strapi';

/** Discovery documents and key sets are a few kilobytes; a provider's answer beyond this is none. */
const MAX_BYTES = 512 * 1024;

/** How openid-client calls for a page. */
interface FetchOptions {
  method: string;
  headers: Record<string, string>;
  body?: unknown;
}

/**
 * `fetch` for openid-client: every address comes from a setting or from the discovery document that it
 * led to, so that each goes through the guard. Redirects are not followed: no endpoint of the
 * protocol answers with one, and the token endpoint is sent the client secret.
 */
export const createProviderFetch =
  (strapi: Strapi) =>
  async (url: string, options: FetchOptions): Promise<Response> => {
    const { allowPrivateAddresses, timeoutSeconds } = configOf(strapi).federation;
    const { body } = options;
    if (body !== undefined && body !== null && typeof body !== 'string' && !(body instanceof URLSearchParams)) {
      throw new TypeError('Only text is sent to a provider.');
    }
    const {
      status,
      headers,
      body: text,
    } = await guardedFetch(url, {
      allowPrivateAddresses,
      timeoutMs: timeoutSeconds * 1000,
      maxBytes: MAX_BYTES,
      keepRedirects: true,
      request: {
        method: options.method === 'POST' ? 'POST' : 'GET',
        headers: options.headers,
        ...(body !== undefined && body !== null && { body: body.toString() }),
      },
    });
    const known = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    );
    // A response of these statuses has no body, and the constructor insists.
    const empty = [101, 204, 205, 304].includes(status);
    return new Response(empty ? null : text, { status, headers: known });
  };
