import Ajv2020 from 'ajv/dist/2020';
import { customerEndpoints, editorEndpoints } from '../../plugin/contract';
import type { Endpoint } from '../../plugin/contract/endpoint';
import { ERRORS } from '../../plugin/contract/errors';
import { Browser, signIn } from '../support/client';
import { createEditor, saveGeneral } from '../support/editor';
import { createPair } from '../support/people';
import { startApp, type TestApp } from '../support/strapi';

interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { required: boolean; content: Record<string, { schema: object }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
  security: Record<string, string[]>[];
}
interface Document {
  openapi: string;
  info: { title: string; version: string };
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: Record<string, Record<string, string>> };
}

let app: TestApp;
let document: Document;
let ajv: Ajv2020;

beforeAll(async () => {
  app = await startApp();
  document = (await new Browser(app).get('/openapi.json')).body as Document;
  ajv = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false });
  ajv.addSchema({ $id: 'document', $defs: alone(document.components.schemas) });
});
afterAll(() => app.stop());

const operations = (): [path: string, method: string, operation: Operation][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [path, method, operation] as [string, string, Operation]),
  );
/** References of the document, found from a schema that stands alone. */
const alone = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas', '"document#/$defs')) as object;

describe('the OpenAPI document', () => {
  it('is served bare, to anybody, whether the portal is on or off', async () => {
    const editor = await createEditor(app);
    await saveGeneral(editor, { portalEnabled: false });
    const response = await new Browser(app).get('/openapi.json');
    await saveGeneral(editor, { portalEnabled: true });
    expect([response.status, response.type]).toEqual([200, 'application/json']);
    expect(response.body).toEqual(document);
    expect(response.body).not.toHaveProperty('data');
  });

  it('has the frame that OpenAPI 3.1 asks for', () => {
    expect(Object.keys(document).sort()).toEqual(['components', 'info', 'openapi', 'paths', 'servers']);
    expect(document.openapi).toMatch(/^3\.1\.\d+$/u);
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    expect(document.servers).toEqual([{ url: 'http://localhost:1337/api/customer-portal' }]);
    expect(document.components.securitySchemes).toEqual({
      session: { type: 'apiKey', in: 'cookie', name: '__Host-customer-portal-session' },
    });
  });

  it('lists every endpoint for customers, and none for editors', () => {
    const listed = operations().map(([path, method, { operationId }]) => `${method.toUpperCase()} ${path}: ${operationId}`);
    const declared = customerEndpoints().map(({ method, path, id }) => `${method} ${path.replace(/:(\w+)/gu, '{$1}')}: ${id}`);
    expect(listed.sort()).toEqual(declared.sort());
    for (const { id } of editorEndpoints()) expect(listed.join()).not.toContain(id);
    const ids = operations().map(([, , { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('describes each operation whole', () => {
    for (const [path, method, operation] of operations()) {
      const { summary, tags, parameters, requestBody, responses, security } = operation;
      expect(path).toMatch(/^\/[\w./{}-]+$/u);
      expect([typeof summary, tags.length]).toEqual(['string', 1]);
      const inPath = [...path.matchAll(/\{(\w+)\}/gu)].map(([, name]) => name);
      expect(parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(inPath);
      for (const parameter of parameters) {
        expect(['path', 'query', 'header']).toContain(parameter.in);
        expect(parameter.schema).toEqual(expect.any(Object));
      }
      const declared: Endpoint = customerEndpoints().find(({ id }) => id === operation.operationId)!;
      const header = parameters.some(
        (parameter) => parameter.in === 'header' && parameter.name === 'x-customer-portal' && parameter.required,
      );
      expect([path, method, header]).toEqual([path, method, method !== 'get']);
      if (method === 'get') expect(requestBody).toBeUndefined();
      else if (requestBody)
        expect(Object.keys(requestBody.content)).toEqual([declared.takes === 'file' ? 'application/octet-stream' : 'application/json']);
      for (const [status, response] of Object.entries(responses)) {
        expect(status).toMatch(/^[1-5]\d\d$/u);
        expect(response.description.length).toBeGreaterThan(0);
        const file = declared.answers?.kind === 'file' && status.startsWith('2');
        expect(Object.keys(response.content ?? {})).toEqual([file ? '*/*' : 'application/json']);
      }
      expect(Object.keys(responses).filter((status) => status.startsWith('2'))).toHaveLength(1);
      for (const scheme of security.flatMap(Object.keys)) expect(document.components.securitySchemes).toHaveProperty(scheme);
      const endpoint = customerEndpoints().find(({ id }) => id === operation.operationId)!;
      expect([endpoint.id, security.length > 0]).toEqual([endpoint.id, endpoint.access.kind !== 'public']);
      for (const code of endpoint.errors ?? []) expect(responses[String(ERRORS[code][0])]?.description).toContain(`\`${code}\``);
    }
  });

  it('has schemas that a validator takes, and references that lead somewhere', () => {
    // Most answers of failures are one schema: each is compiled once.
    const seen = new Set<string>();
    const compile = (schema: object): void => {
      const text = JSON.stringify(schema);
      if (seen.size === seen.add(text).size) return;
      expect(() => ajv.compile(alone(schema))).not.toThrow();
    };
    for (const [, , { parameters, requestBody, responses }] of operations()) {
      const bodies = [requestBody, ...Object.values(responses)].flatMap((part) => Object.values(part?.content ?? {}));
      for (const { schema } of [...parameters, ...bodies]) compile(schema);
    }
    for (const schema of Object.values(document.components.schemas)) compile(schema);
  });

  it('says what the API answers: real answers fit their schemas', async () => {
    const { contact } = await createPair(app.strapi);
    const browser = await signIn(app, contact);
    const schemaOf = (path: string, method: string, status: number): object =>
      alone(document.paths[path]?.[method]?.responses[String(status)]?.content?.['application/json']?.schema ?? { not: {} });
    const answers = {
      '/portal': await browser.get('/portal'),
      '/session': await browser.get('/session'),
      '/tabs': await browser.get('/tabs'),
      '/profile': await browser.get('/profile'),
      '/openapi.json': await browser.get('/openapi.json'),
    };
    for (const [path, { status, body }] of Object.entries(answers)) {
      const validate = ajv.compile(schemaOf(path, 'get', status));
      expect([path, status, validate(body), validate.errors]).toEqual([path, 200, true, null]);
    }
    const failures = [
      ['/session', 'get', await new Browser(app).get('/session')],
      ['/profile', 'patch', await browser.patch('/profile', { customer: { nothing: 1 } })],
      ['/session', 'post', await new Browser(app).post('/session', { email: 'nobody@example.org', password: 'wrong password' })],
      ['/session/customer', 'put', await browser.put('/session/customer', { customer: 'a'.repeat(24) })],
    ] as const;
    for (const [path, method, { status, body }] of failures) {
      const validate = ajv.compile(schemaOf(path, method, status));
      expect([path, status >= 400, validate(body), validate.errors]).toEqual([path, true, true, null]);
    }
  });
});
