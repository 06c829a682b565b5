import { z } from 'zod';
import { permission } from '../../permissions';
import { connectionSettings } from '../../settings/connection';
import { endpoint, resource } from '../endpoint';
import { documentId, instant, revision } from '../schemas';

const read = { kind: 'editor', permission: permission('settings.login.read') } as const;
const update = { kind: 'editor', permission: permission('settings.login.update') } as const;
const params = z.strictObject({ id: documentId });

/** Write-only: sent to replace it, absent to keep it; never answered. */
const clientSecret = z.string().min(1).max(1000).optional();

export const connectionView = z.strictObject({
  id: documentId,
  settings: connectionSettings,
  revision,
  /** Whether a client secret is stored. */
  hasSecret: z.boolean(),
  /** The last dry run; `current` when nothing was changed since. */
  lastTest: z.strictObject({ at: instant, passed: z.boolean(), current: z.boolean() }).nullable(),
  /** What to paste at the provider. Those of SAML are empty for OpenID Connect and the other way round. */
  urls: z.strictObject({
    redirectUri: z.string(),
    entityId: z.string(),
    acsUrl: z.string(),
    metadataUrl: z.string(),
    logoutUrl: z.string(),
  }),
  /** Contacts who have signed in through it at least once. */
  identities: z.int(),
});
export type ConnectionView = z.output<typeof connectionView>;

/** Strategies that the team's configuration adds; not editable here. */
export const configuredStrategy = z.strictObject({ key: z.string(), name: z.string(), icon: z.string(), callbackUrl: z.string() });

export const connectionList = z.strictObject({
  connections: z.array(connectionView),
  strategies: z.array(configuredStrategy),
});

/** What a dry run brought back. */
export const testResult = z.strictObject({
  state: z.enum(['waiting', 'passed', 'failed']),
  /** Stable code of what went wrong, such as `wrong-issuer` or `saml-wrong-audience`. */
  problem: z.string().nullable(),
  /** English detail for the editor: what the provider or the check said. */
  detail: z.string().nullable(),
  claims: z.array(z.strictObject({ name: z.string(), value: z.string() })),
  /** What the portal would take it for. */
  account: z
    .strictObject({
      issuer: z.string(),
      subject: z.string(),
      email: z.string().nullable(),
      emailVerified: z.boolean(),
      firstName: z.string(),
      lastName: z.string(),
      customerReference: z.string().nullable(),
      /** Whether a new contact would be made for that customer; null where the connection makes none. */
      customerAllowed: z.boolean().nullable(),
    })
    .nullable(),
});
export type TestResult = z.output<typeof testResult>;

/** What is read out of an identity provider's metadata document. */
export const importedMetadata = z.strictObject({
  entityId: z.string(),
  ssoUrl: z.string(),
  sloUrl: z.string().nullable(),
  certificates: z.array(z.string()),
  /** It wants requests to be signed. */
  signRequests: z.boolean(),
  /** When the first of the certificates ends. */
  certificatesEndAt: instant.nullable(),
});

export const connectionsContract = resource('connections', {
  find: endpoint('GET /connections', {
    access: read,
    summary: 'Connections to identity providers, in the order of their buttons.',
    response: connectionList,
  }),
  create: endpoint('POST /connections', {
    access: update,
    summary: 'Add a connection.',
    body: z.strictObject({ settings: connectionSettings, clientSecret }),
    response: connectionView,
    status: 201,
    maxBody: 128 * 1024,
  }),
  update: endpoint('PUT /connections/:id', {
    access: update,
    summary: 'Change a connection. A stale revision is refused; its kind stays.',
    params,
    body: z.strictObject({ settings: connectionSettings, clientSecret, revision }),
    response: connectionView,
    errors: ['not-found', 'conflict'],
    maxBody: 128 * 1024,
  }),
  delete: endpoint('DELETE /connections/:id', {
    access: update,
    summary: 'Delete a connection with the identities that came through it.',
    params,
    response: z.strictObject({ deleted: z.literal(true) }),
    errors: ['not-found', 'conflict'],
  }),
  reorder: endpoint('PUT /connections-order', {
    access: update,
    summary: 'Put the connections into another order.',
    body: z.strictObject({ ids: z.array(documentId).max(100) }),
    response: connectionList,
    errors: ['conflict'],
  }),
  startTest: endpoint('POST /connections/:id/test', {
    access: update,
    summary: 'Begin a dry run: the page to open in a new window, and the id to ask for its result.',
    params,
    response: z.strictObject({ test: documentId, url: z.string() }),
    errors: ['not-found', 'provider-unreachable'],
  }),
  findTest: endpoint('GET /connection-tests/:id', {
    access: update,
    summary: 'What a dry run brought back, claim by claim.',
    params,
    response: testResult,
    errors: ['not-found'],
  }),
  importMetadata: endpoint('POST /connections-metadata', {
    access: update,
    summary: "Read an identity provider's SAML metadata: the document itself, or the address to fetch it from.",
    body: z
      .strictObject({ xml: z.string().min(1).max(400_000).optional(), url: z.string().trim().max(2000).optional() })
      .refine(({ xml, url }) => (xml === undefined) !== (url === undefined), 'takes either xml or url'),
    response: importedMetadata,
    maxBody: 512 * 1024,
    errors: ['provider-unreachable'],
  }),
});
