import request, { type Response } from 'supertest';
import type { EditorModule } from '../../plugin/contract/editor/modules';
import type { ModuleInput } from '../../plugin/settings/module';
import { API, type Browser } from './client';
import type { Editor } from './editor';
import type { TestApp } from './strapi';

export const REPAIR = 'api::repair-request.repair-request';
export const REGISTRATION = 'api::product-registration.product-registration';
export const GUIDE = 'api::guide.guide';

type Levels = Record<string, ModuleInput['fields'][string]['level'] | ModuleInput['fields'][string]>;

const DEFAULTS: Omit<ModuleInput, 'name' | 'columns' | 'fields'> = {
  icon: 'list',
  enabled: true,
  audience: 'everyone',
  seen: 'customer',
  mayCreate: true,
  mayEdit: true,
  mayDraft: true,
  mayDelete: true,
  mayComment: true,
  approval: true,
  notify: [],
};

export type ModuleChange = Partial<Omit<ModuleInput, 'fields'>> & { fields?: Levels };

const REPAIR_FIELDS: Levels = {
  title: 'mandatory',
  description: 'mandatory',
  urgency: 'optional',
  preferredDate: 'optional',
  contactEmail: 'optional',
  product: 'optional',
  photos: 'optional',
  parts: 'optional',
  place: 'optional',
  estimate: 'read-only',
  internalNote: 'hidden',
};
const REGISTRATION_FIELDS: Levels = {
  serialNumber: 'mandatory',
  model: 'mandatory',
  purchasedOn: 'mandatory',
  receipt: 'optional',
  newsletter: 'optional',
  warrantyUntil: 'read-only',
  internalNote: 'hidden',
};

export const moduleBody = (name: string, columns: string[], { fields = {}, ...change }: ModuleChange): ModuleInput => ({
  ...DEFAULTS,
  name,
  columns,
  ...change,
  fields: Object.fromEntries(
    Object.entries(fields).map(([field, level]) => [field, typeof level === 'string' ? { level, default: null } : level]),
  ),
});

async function open(editor: Editor, contentType: string, body: ModuleInput): Promise<EditorModule> {
  const response = await editor.post('/modules', { contentType, ...body });
  if (response.status !== 201) throw new Error(`The module was not opened: ${JSON.stringify(response.body)}`);
  return response.body.data as EditorModule;
}

export const openRepairs = (editor: Editor, { fields, ...change }: ModuleChange = {}): Promise<EditorModule> =>
  open(
    editor,
    REPAIR,
    moduleBody('Repairs', ['title', 'urgency', 'preferredDate'], { ...change, fields: { ...REPAIR_FIELDS, ...fields } }),
  );

export const openRegistrations = (editor: Editor, { fields, ...change }: ModuleChange = {}): Promise<EditorModule> =>
  open(
    editor,
    REGISTRATION,
    moduleBody('Products', ['serialNumber', 'model'], { approval: false, ...change, fields: { ...REGISTRATION_FIELDS, ...fields } }),
  );

export const openGuides = (editor: Editor, { fields, ...change }: ModuleChange = {}): Promise<EditorModule> =>
  open(
    editor,
    GUIDE,
    moduleBody('Guides', ['title', 'topic'], {
      seen: 'published',
      mayCreate: false,
      ...change,
      fields: { title: 'optional', body: 'optional', topic: 'optional', ...fields },
    }),
  );

/** Changes a module over what is stored; fields are merged one by one. */
export async function changeModule(editor: Editor, id: string, { fields = {}, ...change }: ModuleChange): Promise<EditorModule> {
  const all = (await editor.get('/modules')).body.data as EditorModule[];
  const { id: _id, contentType: _type, typeName: _name, problems: _problems, ...before } = all.find((one) => one.id === id) as EditorModule;
  const merged = moduleBody('', [], { fields }).fields;
  const response = await editor.put(`/modules/${id}`, { ...before, ...change, fields: { ...before.fields, ...merged } });
  if (response.status !== 200) throw new Error(`The module was not changed: ${JSON.stringify(response.body)}`);
  return response.body.data as EditorModule;
}

export const paragraph = (text: string) => [{ type: 'paragraph', children: [{ type: 'text', text }] }];

/** Values that the repair module takes. */
export const repair = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  title: 'The grinder squeals',
  description: paragraph('Since Tuesday.'),
  urgency: 'High',
  ...more,
});

export const registration = (serialNumber: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  serialNumber,
  model: 'Coffee grinder',
  purchasedOn: '2026-03-01',
  ...more,
});

/** The smallest picture: one transparent pixel, PNG. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** Uploads a file as the portal does: its bytes are the body. */
export async function upload(
  app: TestApp,
  browser: Browser,
  module: string,
  field: string,
  { name = 'photo.png', bytes = PIXEL, type = 'application/octet-stream' }: { name?: string; bytes?: Buffer; type?: string } = {},
): Promise<Response> {
  return request(app.server)
    .post(`${API}/modules/${module}/files?${new URLSearchParams({ field, name }).toString()}`)
    .set('x-customer-portal', '1')
    .set('cookie', browser.cookieHeader)
    .set('content-type', type)
    .send(bytes);
}

/** Wrong fields of a refusal: path and code. */
export const errorsOf = ({ body }: Response): [path: string, code: string][] =>
  ((body.error?.details?.errors ?? []) as { path: (string | number)[]; code: string }[]).map(({ path, code }) => [path.join('.'), code]);
