import type { z } from 'zod';
import type { importedMetadata } from '../../../plugin/contract/editor/connections';
import { configOf } from '../platform/config';
import { now } from '../platform/clock';
import { fieldError, PortalError } from '../platform/errors';
import { guardedFetch } from '../platform/guarded-fetch';
import type { Strapi } from '../platform/strapi';
import { readSamlMetadata, SamlMetadataError } from '../saml';

/** What `importMetadata` takes; federations' lists of thousands of providers are no connection's metadata. */
const MAX_BYTES = 400_000;

async function fetchDocument(strapi: Strapi, url: string): Promise<string> {
  const { allowPrivateAddresses, timeoutSeconds } = configOf(strapi).federation;
  try {
    const { status, body } = await guardedFetch(url, {
      allowPrivateAddresses,
      timeoutMs: timeoutSeconds * 1000,
      maxBytes: MAX_BYTES + 1,
      request: { headers: { accept: 'application/samlmetadata+xml,application/xml;q=0.9,text/xml;q=0.8' } },
    });
    if (status !== 200) throw new Error(`It answered with status ${status}.`);
    if (Buffer.byteLength(body) > MAX_BYTES) throw new Error('The document is too large.');
    return body;
  } catch (error) {
    throw new PortalError('provider-unreachable', { message: error instanceof Error ? error.message : String(error) });
  }
}

/** Reads an identity provider's metadata, pasted or fetched from where it is published. Saves nothing. */
export async function importMetadata(strapi: Strapi, source: { xml?: string; url?: string }): Promise<z.input<typeof importedMetadata>> {
  const { url = '' } = source;
  const field = source.xml === undefined ? 'url' : 'xml';
  if (field === 'url' && !/^https?:\/\/[^\s]+$/u.test(url)) throw fieldError(['url'], 'not-an-address', 'is not a web address');
  const xml = source.xml ?? (await fetchDocument(strapi, url));
  try {
    const { settings, certificates: facts } = readSamlMetadata(xml, now(strapi));
    const ends = facts.map(({ notAfter }) => notAfter.getTime());
    const certificatesEndAt = ends.length > 0 ? new Date(Math.min(...ends)).toISOString() : null;
    return { ...settings, certificatesEndAt };
  } catch (error) {
    if (error instanceof SamlMetadataError) throw fieldError([field], error.code, error.message);
    throw error;
  }
}
