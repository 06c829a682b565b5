import { z } from 'zod';
import { customerEndpoints } from '../../../plugin/contract';
import type { openapiContract } from '../../../plugin/contract/customer/openapi';
import type { Endpoint } from '../../../plugin/contract/endpoint';
import { ERRORS, type ErrorCode } from '../../../plugin/contract/errors';
import { proofChallenge } from '../../../plugin/contract/proof';
import { CSRF_HEADER, IDEMPOTENCY_HEADER, PROOF_HEADER } from '../../../plugin/plugin-id';
import { cookiesCanBeSecure, publicUrlOf } from '../platform/config';
import type { Strapi } from '../platform/strapi';
import type { Handlers } from './binder';
import { apiBaseOf } from './edge';

type Json = Record<string, unknown>;

/** Schemas that refer to themselves, by the id that they have in the contract. */
const definitions: Record<string, unknown> = {};

/** A schema on its own. What it defines within itself stands among the document's components, where references find it. */
const schemaOf = (type: z.ZodType, io: 'input' | 'output'): Json => {
  const made = z.toJSONSchema(type, { io, unrepresentable: 'any', target: 'draft-2020-12' });
  const {
    $schema: _dialect,
    $defs = {},
    ...schema
  } = JSON.parse(JSON.stringify(made).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json & { $defs?: Record<string, Json> };
  for (const [name, { id: _id, ...definition }] of Object.entries($defs)) definitions[name] = definition;
  return schema;
};

const FILE: Json = { type: 'string', format: 'binary' };

const ERROR_SCHEMA: Json = {
  type: 'object',
  required: ['data', 'error'],
  properties: {
    data: { type: 'null' },
    error: {
      type: 'object',
      required: ['status', 'name', 'message', 'details'],
      properties: {
        status: { type: 'integer' },
        name: { type: 'string' },
        message: { type: 'string' },
        details: {
          type: 'object',
          required: ['code'],
          properties: {
            code: { type: 'string', enum: Object.keys(ERRORS) },
            retryAfter: { type: 'integer', description: 'Seconds until a retry makes sense.' },
            challenge: {
              ...schemaOf(proofChallenge, 'output'),
              description: `With \`too-many-requests\`: solve it (altcha, PBKDF2) and send the request again with the header \`${PROOF_HEADER}\`, base64 of \`{challenge, solution: {counter, derivedKey}}\`, to be let through before \`retryAfter\`. Good once.`,
            },
            errors: {
              type: 'array',
              items: {
                type: 'object',
                required: ['path', 'code', 'message'],
                properties: {
                  path: { type: 'array', items: { type: ['string', 'integer'] } },
                  code: { type: 'string' },
                  message: { type: 'string' },
                },
              },
            },
          },
        },
      },
    },
  },
};

/** Every error code that an endpoint can answer with: its own and those that its guards bring. */
export function errorsOf(endpoint: Endpoint): ErrorCode[] {
  const unsafe = endpoint.method !== 'GET';
  const { kind } = endpoint.access;
  const editor = kind === 'editor';
  const bySession = kind === 'signed-in' || kind === 'stepped-up';
  const byCookie = bySession || kind === 'public' || kind === 'challenge' || kind === 'link';
  const byLink = kind === 'link';
  return [
    ...new Set<ErrorCode>([
      'invalid-request',
      ...(unsafe ? (['malformed-body', 'body-too-large', 'unsupported-media-type'] as const) : []),
      ...(unsafe && byCookie ? (['cross-site-request'] as const) : []),
      ...(bySession || editor || kind === 'challenge' || kind === 'token' ? (['signed-out'] as const) : []),
      ...(kind === 'stepped-up' || (kind === 'signed-in' && !endpoint.whileFactorOwed) ? (['step-up-required'] as const) : []),
      ...(endpoint.signInMode ? (['sso-only'] as const) : []),
      ...(editor || kind === 'token' || kind === 'webhook' || endpoint.right ? (['not-allowed'] as const) : []),
      ...(editor || endpoint.whilePortalOff ? [] : (['preference-off'] as const)),
      ...(unsafe && (kind === 'public' || bySession) ? (['too-many-requests'] as const) : []),
      ...(byLink ? (['invalid-link'] as const) : []),
      ...(byLink && endpoint.access.verified ? (['step-up-required'] as const) : []),
      ...(endpoint.answers?.kind === 'file' ? (['range-not-satisfiable'] as const) : []),
      ...(endpoint.idempotent ? (['idempotency-key-reused'] as const) : []),
      ...(endpoint.errors ?? []),
    ]),
  ];
}

const IDEMPOTENCY: Json = {
  name: IDEMPOTENCY_HEADER,
  in: 'header',
  required: false,
  schema: { type: 'string', maxLength: 257 },
  description:
    'Names this request, a UUID say: sent again within 24 hours with the same parameters it does nothing and is answered as the first time.',
};

function parametersOf(endpoint: Endpoint): Json[] {
  const listed = (where: 'path' | 'query', type: z.ZodType | undefined): Json[] => {
    if (!type) return [];
    const { properties = {}, required = [] } = schemaOf(type, 'input') as { properties?: Json; required?: string[] };
    return Object.entries(properties).map(([name, schema]) => {
      return { name, in: where, required: where === 'path' || required.includes(name), schema };
    });
  };
  const header = { name: CSRF_HEADER, in: 'header', required: true, schema: { type: 'string', const: '1' } };
  const description = 'Any value; shows that the request does not come from a form on another site.';
  return [
    ...listed('path', endpoint.params),
    ...listed('query', endpoint.query),
    ...(endpoint.method === 'GET' ? [] : [{ ...header, description }]),
    ...(endpoint.idempotent ? [IDEMPOTENCY] : []),
  ];
}

/** What the request carries, by content type. */
function requestContentOf({ takes = 'json', body }: Endpoint): Json | undefined {
  if (takes === 'file') return { 'application/octet-stream': { schema: FILE } };
  return body && { 'application/json': { schema: schemaOf(body, 'input') } };
}

function answerContentOf({ answers = { kind: 'json' }, response }: Endpoint): Json {
  if (answers.kind !== 'json' || !response) return { '*/*': { schema: FILE } };
  const data = schemaOf(response, 'output');
  return { 'application/json': { schema: answers.bare ? data : { type: 'object', required: ['data'], properties: { data } } } };
}

function operationOf(endpoint: Endpoint): Json {
  const request = requestContentOf(endpoint);
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of errorsOf(endpoint)) {
    const [status] = ERRORS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const failures = [...byStatus].map(([status, codes]) => {
    const content = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } };
    return [String(status), { description: codes.map((code) => `\`${code}\`: ${ERRORS[code][2]}`).join('\n\n'), content }];
  });
  return {
    operationId: endpoint.id,
    summary: endpoint.summary,
    tags: [endpoint.id.split('.')[0]],
    parameters: parametersOf(endpoint),
    ...(request && { requestBody: { required: true, content: request } }),
    responses: {
      [String(endpoint.status ?? 200)]: { description: 'Done.', content: answerContentOf(endpoint) },
      ...Object.fromEntries(failures),
    },
    security: endpoint.access.kind === 'public' ? [] : [{ session: [] }],
  };
}

/** The OpenAPI 3.1 document of the customers' API, made from the contract. */
export function openApiDocument(server: { url: string; cookie: string }): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of customerEndpoints()) {
    const path = endpoint.path.replace(/:([A-Za-z]+)/gu, '{$1}');
    (paths[path] ??= {})[endpoint.method.toLowerCase()] = operationOf(endpoint);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Customer portal',
      version: '1',
      description: 'What the portal calls, for front ends of your own. Errors carry a stable `details.code`.',
    },
    servers: [{ url: server.url }],
    paths,
    components: {
      schemas: { Error: ERROR_SCHEMA, ...definitions },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: server.cookie } },
    },
  };
}

/** Made when somebody first asks for it: it is a good part of what a start would cost. */
export const openApiHandlers = (strapi: Strapi): Handlers<typeof openapiContract> => {
  const cookie = `${cookiesCanBeSecure(strapi) ? '__Host-' : ''}customer-portal-session`;
  let document: Json | undefined;
  return { find: async () => (document ??= openApiDocument({ url: `${publicUrlOf(strapi)}${apiBaseOf(strapi)}`, cookie })) };
};
