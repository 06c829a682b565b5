import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { openApiDocument } from '../../server/src/kernel/openapi';

/**
 * What front ends of others rely on: each endpoint of the OpenAPI document in a few lines. An endpoint that comes is no
 * change; one that goes, or takes or answers anything else than before, is, and is written down on purpose.
 */
const FILE = path.resolve(__dirname, '../fixtures/openapi.txt');
const UPDATE = 'UPDATE_REFERENCE=1 npm run test:unit -- openapi-reference';

type Json = Record<string, unknown>;
interface Content {
  content?: Record<string, { schema: Json }>;
  description?: string;
}
interface Operation {
  operationId: string;
  parameters: { name: string; in: string; required: boolean; schema: Json }[];
  requestBody?: Content;
  responses: Record<string, Content>;
  security: unknown[];
}

/** A schema without what people read, its members in one order. */
function bare(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(bare);
  if (typeof schema !== 'object' || schema === null) return schema;
  const members = Object.entries(schema).filter(([name, value]) => name !== 'description' || typeof value !== 'string');
  return Object.fromEntries(members.sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, value]) => [name, bare(value)]));
}
const hashOf = (schema: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(bare(schema)))
    .digest('hex')
    .slice(0, 12);

/** The members of an object's schema, those that are needed with a mark, and a hash of all of it. */
function outline(schema: Json): string {
  const { data } = (schema.properties ?? {}) as { data?: Json };
  const { properties = {}, required = [] } = (data ?? schema) as { properties?: Json; required?: string[] };
  const members = Object.keys(properties).map((name) => (required.includes(name) ? `${name}!` : name));
  return [...members, `#${hashOf(schema)}`].join(' ');
}

const contentOf = ({ content = {} }: Content): string[] =>
  Object.entries(content).map(([type, { schema }]) => `${type} ${outline(schema)}`);
const codesOf = ({ description = '' }: Content): string => [...description.matchAll(/^`([\w-]+)`/gmu)].map(([, code]) => code).join(' ');

function linesOf({ operationId, parameters, requestBody, responses, security }: Operation): string[] {
  const parameter = ({ name, in: where, required, schema }: Operation['parameters'][number]): string =>
    `  ${where} ${name}${required ? '!' : ''} #${hashOf(schema)}`;
  const answers = Object.entries(responses).map(([status, answer]) =>
    status.startsWith('2') ? `  ${status} ${contentOf(answer).join()}` : `  ${status} ${codesOf(answer)}`,
  );
  return [
    `  ${operationId}, ${security.length > 0 ? 'with a session' : 'open'}`,
    ...parameters.map(parameter),
    ...(requestBody ? contentOf(requestBody).map((content) => `  body ${content}`) : []),
    ...answers,
  ];
}

/** The document by its parts: each endpoint, and each schema that several refer to. */
function described(): Record<string, string> {
  const { paths, components } = openApiDocument({ url: 'http://localhost:1337/api/customer-portal', cookie: 'session' }) as unknown as {
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, Json> };
  };
  // Codes of errors stand at the endpoints: one more is no change of all of them.
  const { Error: error, ...schemas } = JSON.parse(
    JSON.stringify(components.schemas, (name, value: unknown) => (name === 'code' && isEnum(value) ? { ...value, enum: [] } : value)),
  ) as Record<string, Json>;
  return Object.fromEntries([
    ...Object.entries(paths).flatMap(([at, methods]) =>
      Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${at}`, linesOf(operation).join('\n')]),
    ),
    ...Object.entries({ Error: error, ...schemas }).map(([name, schema]) => [`schema ${name}`, `  #${hashOf(schema)}`]),
  ]) as Record<string, string>;
}
const isEnum = (value: unknown): value is { enum: unknown[] } => typeof value === 'object' && value !== null && 'enum' in value;

const written = (parts: Record<string, string>): string =>
  `${Object.keys(parts)
    .sort()
    .map((name) => `${name}\n${parts[name] ?? ''}`)
    .join('\n')}\n`;

/** The parts of the file; a line that is not indented begins one. */
const read = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .trimEnd()
      .split(/\n(?! )/u)
      .map((part) => [part.split('\n', 1)[0], part.slice(part.indexOf('\n') + 1)]),
  ) as Record<string, string>;

test(`no endpoint changes unnoticed: what is meant to is written down by ${UPDATE}`, () => {
  const now = described();
  if (process.env.UPDATE_REFERENCE) fs.writeFileSync(FILE, written(now));
  const before = read(fs.readFileSync(FILE, 'utf8'));
  expect(Object.keys(before).length).toBeGreaterThan(40);
  expect(Object.fromEntries(Object.keys(before).map((name) => [name, now[name]]))).toEqual(before);
});
