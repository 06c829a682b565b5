import { createHash, createSign, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Claims = Record<string, unknown>;
interface Reply {
  status: number;
  body: unknown;
  /** Where a redirect leads. */
  location?: string;
}

/** What an answer is bent to; everything is straight unless a test says otherwise. */
export interface Bend {
  metadata?(metadata: Claims): Claims;
  /** Parameters that the browser is sent back with. */
  answer?(answer: URLSearchParams): void;
  claims?(claims: Claims): Claims;
  header?(header: Claims): Claims;
  /** Signs with a key that the key set does not have. */
  foreignKey?: boolean;
  /** What stands in place of the signature. */
  signature?: string;
  token?(reply: Reply): Reply;
  /** Answers nothing at all. */
  silent?: boolean;
}

export interface CrookedProvider {
  issuer: string;
  /** The account that signs in. */
  person: Claims;
  bend: Bend;
  /** Requests at the token endpoint: their form, with the path and the method before it. */
  seen: { path: string; form: URLSearchParams }[];
  stop(): Promise<void>;
}

const b64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function jwt(header: Claims, claims: Claims, key: KeyObject, signature?: string): string {
  const input = `${b64(header)}.${b64(claims)}`;
  return `${input}.${signature ?? createSign('RSA-SHA256').update(input).sign(key).toString('base64url')}`;
}

/**
 * A small OpenID provider that lies on request, for what a real one cannot be brought to do. It checks
 * nothing of what it is sent but PKCE, so that a missing verifier shows.
 */
export async function startCrookedProvider(): Promise<CrookedProvider> {
  const [own, foreign] = [generateKeyPairSync('rsa', { modulusLength: 2048 }), generateKeyPairSync('rsa', { modulusLength: 2048 })];
  const codes = new Map<string, { nonce: string; challenge: string; client: string }>();

  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const { bend, issuer } = provider;
      if (bend.silent) return;
      const url = new URL(request.url ?? '/', issuer);
      const reply = (body: unknown, status = 200, location?: string): void => {
        response
          .writeHead(status, { 'content-type': 'application/json', ...(location !== undefined && { location }) })
          .end(JSON.stringify(body));
      };
      switch (url.pathname) {
        case '/.well-known/openid-configuration': {
          const metadata = {
            issuer,
            authorization_endpoint: `${issuer}/authorize`,
            token_endpoint: `${issuer}/token`,
            jwks_uri: `${issuer}/jwks`,
            response_types_supported: ['code'],
            subject_types_supported: ['public'],
            id_token_signing_alg_values_supported: ['RS256'],
          };
          return reply(bend.metadata?.(metadata) ?? metadata);
        }
        case '/jwks':
          return reply({ keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] });
        case '/authorize': {
          const code = randomUUID();
          const get = (name: string): string => url.searchParams.get(name) ?? '';
          codes.set(code, { nonce: get('nonce'), challenge: get('code_challenge'), client: get('client_id') });
          const answer = new URLSearchParams({ code, state: get('state') });
          bend.answer?.(answer);
          response.writeHead(303, { location: `${get('redirect_uri')}?${answer.toString()}` }).end();
          return;
        }
        case '/token': {
          const form = new URLSearchParams(text);
          provider.seen.push({ path: url.pathname, form });
          const known = codes.get(form.get('code') ?? '');
          const verifier = form.get('code_verifier');
          const challenge = verifier === null ? '' : createHash('sha256').update(verifier).digest('base64url');
          if (known?.challenge !== challenge) return reply({ error: 'invalid_grant' }, 400);
          codes.delete(form.get('code') ?? '');
          const seconds = Math.floor(Date.now() / 1000);
          const claims = {
            iss: issuer,
            aud: known.client,
            iat: seconds,
            exp: seconds + 300,
            ...(known.nonce && { nonce: known.nonce }),
            ...provider.person,
          };
          const header = { alg: 'RS256', kid: 'one', typ: 'JWT' };
          const key = (bend.foreignKey ? foreign : own).privateKey;
          const id_token = jwt(bend.header?.(header) ?? header, bend.claims?.(claims) ?? claims, key, bend.signature);
          const straight = { status: 200, body: { access_token: randomUUID(), token_type: 'Bearer', expires_in: 300, id_token } };
          const { status, body, location }: Reply = bend.token?.(straight) ?? straight;
          return reply(body, status, location);
        }
        default:
          return reply({}, 404);
      }
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const provider: CrookedProvider = {
    issuer: `http://127.0.0.1:${port}`,
    person: { sub: 'somebody' },
    bend: {},
    seen: [],
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
  return provider;
}
