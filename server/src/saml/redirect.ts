import { createPublicKey, verify } from 'node:crypto';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { SamlRefused } from './refused';

const inflate = promisify(inflateRaw);

/** A logout message has about a thousand bytes. */
const MAX_QUERY = 16_000;
const MAX_XML = 64_000;

/** SigAlg → hash for RSA with PKCS#1 v1.5 padding. SHA-1 is the binding's example, and out of use. */
const ALGORITHMS: Record<string, string> = {
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': 'sha512',
};

const PARAMETERS = ['SAMLRequest', 'SAMLResponse', 'RelayState', 'SigAlg', 'Signature'];

export interface RedirectMessage {
  kind: 'SAMLRequest' | 'SAMLResponse';
  xml: string;
  relayState: string | null;
}

/** The binding's parameters as they stand in the query, not decoded; others are left alone. */
function rawParameters(query: string): Map<string, string> {
  const raw = new Map<string, string>();
  for (const pair of query.split('&')) {
    const at = pair.indexOf('=');
    const name = at < 0 ? pair : pair.slice(0, at);
    if (!PARAMETERS.includes(name)) continue;
    // Of two, one could be verified and the other used.
    if (raw.has(name)) throw new SamlRefused('saml-malformed', `several ${name}`);
    raw.set(name, pair.slice(at + 1));
  }
  return raw;
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', '%20'));
  } catch {
    throw new SamlRefused('saml-malformed', 'not URL-encoded');
  }
}

/**
 * A message of the HTTP-Redirect binding, its signature verified with any of the certificates. The
 * signature is over the parameters as they were sent, in the binding's order (SAML Bindings 3.4.4.1),
 * and is verified before anything is inflated or parsed.
 */
export async function readRedirect(query: string, certificates: string[]): Promise<RedirectMessage> {
  if (query.length > MAX_QUERY) throw new SamlRefused('saml-too-large');
  const raw = rawParameters(query);
  const kind = raw.has('SAMLRequest') ? 'SAMLRequest' : 'SAMLResponse';
  const message = raw.get(kind);
  if (message === undefined || (raw.has('SAMLRequest') && raw.has('SAMLResponse'))) throw new SamlRefused('saml-malformed');
  const [algorithm, signature] = [raw.get('SigAlg'), raw.get('Signature')];
  if (!algorithm || !signature) throw new SamlRefused('saml-unsigned');
  const name = decode(algorithm);
  const hash = Object.hasOwn(ALGORITHMS, name) ? ALGORITHMS[name] : undefined;
  if (!hash) throw new SamlRefused('saml-weak-algorithm', name);

  const signedText = [kind, 'RelayState', 'SigAlg']
    .filter((parameter) => raw.has(parameter))
    .map((parameter) => `${parameter}=${raw.get(parameter) ?? ''}`)
    .join('&');
  const bytes = Buffer.from(decode(signature), 'base64');
  const holds = certificates.some((pem) => verify(hash, Buffer.from(signedText), createPublicKey(pem), bytes));
  if (!holds) throw new SamlRefused('saml-wrong-signature');

  const relayState = raw.get('RelayState');
  const xml = await inflate(Buffer.from(decode(message), 'base64'), { maxOutputLength: MAX_XML }).catch((error: unknown) => {
    const bomb = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    throw new SamlRefused(bomb ? 'saml-too-large' : 'saml-malformed');
  });
  return { kind, xml: xml.toString('utf8'), relayState: relayState === undefined ? null : decode(relayState) };
}
