import { inflateRawSync } from 'node:zlib';
import type { Response } from 'supertest';
import type { Browser } from '../client';

/** The id of the request that a redirect carries, and the key that comes back with the answer. */
export function requestIn(url: string): { id: string; relayState: string; xml: string } {
  const { searchParams } = new URL(url);
  const xml = inflateRawSync(Buffer.from(searchParams.get('SAMLRequest') ?? '', 'base64')).toString();
  return { id: / ID="([^"]+)"/u.exec(xml)?.[1] ?? '', relayState: searchParams.get('RelayState') ?? '', xml };
}

/** Comes back from the identity provider's page with its answer. */
export const postResponse = (browser: Browser, key: string, response: string, relayState: string | null): Promise<Response> =>
  browser.postAcross(
    `/portal-sign-in/${key}/acs`,
    new URLSearchParams({ SAMLResponse: response, ...(relayState !== null && { RelayState: relayState }) }).toString(),
  );
