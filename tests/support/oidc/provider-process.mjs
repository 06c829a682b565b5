/**
 * An OpenID provider for the tests: oidc-provider, in a process of its own since jest cannot load ES
 * modules, at a port of 127.0.0.1. The parent says over IPC which clients there are and who sits at the
 * browser; nobody has to type a password.
 */
import { createServer } from 'node:http';

// It warns of what would be wrong anywhere but here: keys and storage that end with the process.
console.warn = () => undefined;
console.info = () => undefined;
const { default: Provider } = await import('oidc-provider');

/** @typedef {{ sub: string } & Record<string, unknown>} Person */

/** @type {import('node:http').RequestListener} */
let handle = (_request, response) => response.writeHead(503).end();
/** @type {Map<string, Person>} */
const people = new Map();
/** @type {Person | null} */
let present = null;

const server = createServer((request, response) => handle(request, response));

/** @param {{ client_id: string }[]} clients */
function configure(clients) {
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  const provider = new Provider(`http://127.0.0.1:${address.port}`, {
    clients,
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'given_name', 'family_name'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, id) => ({ accountId: id, claims: async () => people.get(id) ?? { sub: id } }),
    cookies: { keys: ['only for tests'] },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  });
  const callback = provider.callback();
  handle = (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void callback(request, response);
    interact(provider, request, response).catch((error) => response.writeHead(500).end(String(error)));
  };
}

/**
 * Signs the present person in and agrees to everything; or refuses, when nobody is there.
 *
 * @param {import('oidc-provider').default} provider
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function interact(provider, request, response) {
  if (!present) return provider.interactionFinished(request, response, { error: 'access_denied', error_description: 'Nobody agreed' });
  const { params } = await provider.interactionDetails(request, response);
  const grant = new provider.Grant({ accountId: present.sub, clientId: String(params.client_id) });
  grant.addOIDCScope(String(params.scope));
  const grantId = await grant.save();
  return provider.interactionFinished(request, response, { login: { accountId: present.sub }, consent: { grantId } });
}

process.on('message', (/** @type {{ clients?: { client_id: string }[], person?: Person | null }} */ message) => {
  if (message.clients) configure(message.clients);
  if (message.person !== undefined) {
    present = message.person;
    if (present) people.set(present.sub, present);
  }
  process.send?.({ done: true });
});
process.on('disconnect', () => process.exit());

server.listen(0, '127.0.0.1', () => {
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  process.send?.({ port: address.port });
});
