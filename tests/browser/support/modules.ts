import { crc32, deflateSync } from 'node:zlib';
import { expect, type APIRequestContext, type Page } from '@playwright/test';
import { CustomerApi } from './customer-api';
import type { EditorApi } from './editor-api';
import { origin } from './places';
import { panel } from './words';

export const REPAIR = 'api::repair-request.repair-request';
export const REGISTRATION = 'api::product-registration.product-registration';

/** What the demo's customer drafted or submitted in a module: only customers delete that. */
async function removeRecords(module: string): Promise<void> {
  const api = await CustomerApi.signedIn();
  const path = `/modules/${module}/records`;
  // A module that is switched off, or not for this customer, holds none.
  const { rows } = await api.send<{ rows: { id: string }[] }>('GET', `${path}?pageSize=100`).catch(() => ({ rows: [] }));
  for (const { id } of rows) {
    const { revision, state } = await api.send<{ revision: number; state: string }>('GET', `${path}/${id}`);
    if (state === 'submitted') await api.send('POST', `${path}/${id}/withdraw`, { revision });
    // Of what was published once, customers delete their changes alone.
    await api.send('DELETE', `${path}/${id}`).catch(() => undefined);
  }
  await api.close();
}

/** Takes modules away with all that is in them, so that a story finds the portal as it was seeded. */
export async function removeModules(api: EditorApi, ...types: string[]): Promise<void> {
  const { data } = await api.send<{ data: { id: string; contentType: string }[] }>('GET', '/customer-portal/modules');
  for (const type of types) {
    const module = data.find(({ contentType }) => contentType === type)?.id;
    if (module) await removeRecords(module);
    // While it is a module its records go with their documents.
    const path = `/content-manager/collection-types/${type}`;
    const { results } = await api.send<{ results: { documentId: string }[] }>('GET', `${path}?pageSize=100`);
    for (const { documentId } of results) await api.send('DELETE', `${path}/${documentId}`);
    if (module) await api.send('DELETE', `/customer-portal/modules/${module}`);
  }
}

interface PublicRole {
  id: number;
  type: string;
  permissions: Record<string, { controllers: Record<string, Record<string, { enabled: boolean }>> }>;
}

/** Lets everybody read a content type through Strapi's content API, or nobody any more. */
export async function letThePublicRead(api: EditorApi, uid: string, enabled = true): Promise<void> {
  const { roles } = await api.send<{ roles: PublicRole[] }>('GET', '/users-permissions/roles');
  const id = roles.find(({ type }) => type === 'public')?.id;
  const { role } = await api.send<{ role: PublicRole }>('GET', `/users-permissions/roles/${id}`);
  const [apiName = '', controller = ''] = uid.split('.');
  const actions = role.permissions[apiName]?.controllers[controller];
  for (const action of ['find', 'findOne']) if (actions?.[action]) actions[action].enabled = enabled;
  await api.send('PUT', `/users-permissions/roles/${id}`, role);
}

/** What the team's content API tells everybody, whatever it is asked for. */
export async function publicly(request: APIRequestContext, plural: string): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for (const query of ['populate=*', 'status=draft&populate=*', 'publicationState=preview']) {
    const response = await request.get(`${origin}/api/${plural}?${query}`);
    expect(response.status(), query).toBe(200);
    found.push(...((await response.json()) as { data: Record<string, unknown>[] }).data);
  }
  return found;
}

/** A picture of colours that run into each other: PNG, `side` pixels wide and high. */
export function photo(side = 240): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // Eight bits, colours, nothing else.
  header.set([8, 2, 0, 0, 0], 8);
  const shade = (place: number): number => Math.round((255 * place) / side);
  const line = (y: number): Buffer => Buffer.from([0, ...Array.from({ length: side }, (_, x) => [shade(x), shade(y), 140]).flat()]);
  const lines = Array.from({ length: side }, (_, y) => line(y));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(lines))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Begins a module of a content type on the screen; ends with the form of the new module. */
export async function beginModule(editor: Page, type: string): Promise<void> {
  await editor.getByRole('link', { name: panel.addModule }).click();
  await editor.getByRole('link', { name: panel.chooseType(type) }).click();
  await expect(editor.getByRole('heading', { level: 1, name: panel.newModule(type) })).toBeVisible();
}

/** Sets what customers may do with a field. */
export async function setLevel(editor: Page, field: string, level: string): Promise<void> {
  const row = editor.getByRole('radiogroup', { name: field, exact: true });
  await row.getByRole('radio', { name: level }).click();
  await expect(row.getByRole('radio', { name: level })).toBeChecked();
}

/** Chooses in one of Strapi's selects. */
export async function choose(editor: Page, label: string, option: string): Promise<void> {
  await editor.getByRole('combobox', { name: label, exact: true }).click();
  await editor.getByRole('option', { name: option, exact: true }).click();
}
