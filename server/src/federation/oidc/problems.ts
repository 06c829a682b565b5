import { FetchRefused } from '../../platform/guarded-fetch';
import { LoginFailed, oneLine } from '../problem';

/** What openid-client's errors carry, as far as it is read here. */
interface ProtocolError extends Error {
  code?: string;
  /** Of an error response: RFC 6749 §4.1.2.1 and §5.2. */
  error?: string;
  error_description?: string;
  cause?: unknown;
}

/** Which claim an ID token failed at → the code that the dry run shows. */
const CLAIM_CODES: Record<string, string> = {
  iss: 'wrong-issuer',
  aud: 'wrong-audience',
  azp: 'wrong-audience',
  nonce: 'wrong-nonce',
  exp: 'token-expired',
  nbf: 'token-too-early',
  iat: 'token-too-early',
  sub: 'wrong-subject',
};

const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH', 'ABORT_ERR']);

/** By its shape: an error of Node's own may come from another realm than ours. */
const isError = (value: unknown): value is ProtocolError =>
  typeof value === 'object' && value !== null && typeof (value as Partial<Error>).message === 'string';

/** The error itself and what it was caused by, outermost first. */
function chainOf(error: unknown): ProtocolError[] {
  const chain: ProtocolError[] = [];
  for (let one = error; isError(one) && chain.length < 5; one = one.cause) chain.push(one);
  return chain;
}

/** The claim that a comparison was about: the library hands it over with what it compared. */
function claimIn(chain: ProtocolError[]): string | undefined {
  for (const { cause } of chain) {
    const { claim, attribute, parameter } = (cause ?? {}) as Record<string, unknown>;
    const name = claim ?? attribute ?? parameter;
    if (typeof name === 'string') return name;
  }
  return undefined;
}

function fromCode(code: string, chain: ProtocolError[]): [code: string, problem: 'provider-unreachable' | 'unexpected'] | undefined {
  switch (code) {
    case 'OAUTH_TIMEOUT':
    case 'OAUTH_ABORT':
      return ['provider-timeout', 'provider-unreachable'];
    case 'OAUTH_RESPONSE_IS_NOT_CONFORM':
    case 'OAUTH_RESPONSE_IS_NOT_JSON':
    case 'OAUTH_PARSE_ERROR':
      return ['provider-answer', 'provider-unreachable'];
    case 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED':
    case 'OAUTH_JWT_CLAIM_COMPARISON_FAILED':
    case 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED':
      return [CLAIM_CODES[claimIn(chain) ?? ''] ?? (code.includes('TIMESTAMP') ? 'token-expired' : 'wrong-claim'), 'unexpected'];
    case 'OAUTH_KEY_SELECTION_FAILED':
      return ['wrong-signature', 'unexpected'];
    default:
      return undefined;
  }
}

/** Names what openid-client threw: for the person, for the dry run, and with what the provider said. */
export function problemOf(error: unknown): LoginFailed {
  if (error instanceof LoginFailed) return error;
  const chain = chainOf(error);
  const [outermost] = chain;
  const refused = chain.find((one) => one instanceof FetchRefused);
  if (refused) return new LoginFailed('provider-unreachable', 'address-refused', refused.message);
  const answered = chain.find((one) => typeof one.error === 'string' && one.error !== '');
  const text = oneLine([...new Set(chain.map(({ message }) => message))].join(': '));
  if (answered) {
    const detail = oneLine([answered.error, answered.error_description].filter(Boolean).join(': '));
    if (['server_error', 'temporarily_unavailable'].includes(answered.error ?? '')) {
      return new LoginFailed('provider-unreachable', 'provider-answer', detail);
    }
    // The person cannot help it when the provider does not know our client, say.
    const ofPerson = answered.code === 'OAUTH_AUTHORIZATION_RESPONSE_ERROR';
    return new LoginFailed(ofPerson ? 'provider-refused' : 'unexpected', ofPerson ? 'provider-refused' : 'token-refused', detail);
  }
  if (chain.some(({ code }) => NETWORK.has(code ?? '')) || /took too long|socket hang up/u.test(text)) {
    return new LoginFailed('provider-unreachable', 'provider-unreachable', text);
  }
  for (const { code } of chain) {
    const known = code === undefined ? undefined : fromCode(code, chain);
    if (known) return new LoginFailed(known[1], known[0], text);
  }
  if (/"?iss"?.*(missing|unexpected)|unexpected "?iss/u.test(text)) return new LoginFailed('unexpected', 'wrong-issuer', text);
  if (/signature/iu.test(text)) return new LoginFailed('unexpected', 'wrong-signature', text);
  return new LoginFailed('unexpected', 'not-verified', outermost ? text : null);
}
