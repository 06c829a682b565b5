import { randomUUID } from 'node:crypto';
import request, { type Response } from 'supertest';
import { permission, PERMISSIONS, type PermissionUid } from '../../plugin/permissions';
import type { TestApp } from './strapi';

/** The admin API of the plugin. */
export const ADMIN_API = '/customer-portal';

let serial = 0;

interface AdminRole {
  id: number;
}
interface AdminUser {
  id: number;
  email: string;
}

/** An editor at Strapi's admin API, as the settings screens call it. */
export class Editor {
  constructor(
    private readonly app: TestApp,
    readonly user: AdminUser,
    readonly token: string,
  ) {}

  async send(method: 'get' | 'post' | 'put' | 'delete', path: string, body?: object | string): Promise<Response> {
    // A path of the plugin's, or any other of Strapi's when it begins with a double slash.
    const target = path.startsWith('//') ? path.slice(1) : `${ADMIN_API}${path}`;
    const test = request(this.app.server)[method](target).set('authorization', `Bearer ${this.token}`);
    return body === undefined ? test : test.send(body);
  }

  get = (path: string): Promise<Response> => this.send('get', path);
  post = (path: string, body?: object | string): Promise<Response> => this.send('post', path, body);
  put = (path: string, body?: object | string): Promise<Response> => this.send('put', path, body);
  delete = (path: string, body?: object | string): Promise<Response> => this.send('delete', path, body);
}

/** A permission of Strapi's own: to read a content type, say, of it only some fields or languages, or under conditions. */
export interface StrapiPermission {
  action: string;
  subject: string;
  properties?: { fields?: string[]; locales?: string[] };
  conditions?: string[];
}

async function roleWith(app: TestApp, uids: readonly PermissionUid[], more: readonly StrapiPermission[]): Promise<AdminRole> {
  const roles = app.strapi.service('admin::role') as {
    create(data: object): Promise<AdminRole>;
    assignPermissions(id: number, permissions: object[]): Promise<unknown>;
  };
  serial += 1;
  const role = await roles.create({ name: `Role ${serial} ${Date.now()}`, description: 'A role of a test' });
  await roles.assignPermissions(role.id, [
    ...uids.map((uid) => ({ action: permission(uid), subject: null, conditions: [], properties: {} })),
    ...more.map((one) => ({ conditions: [], properties: {}, ...one })),
  ]);
  return role;
}

interface AdminSessions {
  generateRefreshToken(userId: string, deviceId: string, options: { type: 'refresh' | 'session' }): Promise<{ token: string }>;
  generateAccessToken(refreshToken: string): Promise<{ token: string } | { error: string }>;
}

/** What Strapi's login does once it has checked a password, which takes it longer than most tests take. */
async function sessionOf(app: TestApp, user: AdminUser): Promise<string> {
  const sessions = (app.strapi as unknown as { sessionManager(origin: 'admin'): AdminSessions }).sessionManager('admin');
  const refresh = await sessions.generateRefreshToken(String(user.id), randomUUID(), { type: 'session' });
  const access = await sessions.generateAccessToken(refresh.token);
  if ('error' in access) throw new Error(`The editor cannot sign in: ${access.error}`);
  return access.token;
}

/**
 * Signs in an admin user who has the plugin's named permissions and of Strapi's own those in `more`, or
 * is a super admin with `'everything'`.
 */
export async function createEditor(
  app: TestApp,
  uids: readonly PermissionUid[] | 'everything' = 'everything',
  more: readonly StrapiPermission[] = [],
): Promise<Editor> {
  serial += 1;
  const email = `editor${serial}-${Date.now()}@example.org`;
  const roles = app.strapi.service('admin::role') as { getSuperAdmin(): Promise<AdminRole> };
  const role = uids === 'everything' ? await roles.getSuperAdmin() : await roleWith(app, uids, more);
  const users = app.strapi.service('admin::user') as { create(data: object): Promise<AdminUser> };
  const user = await users.create({
    firstname: 'Test',
    lastname: 'Editor',
    email,
    isActive: true,
    roles: [role.id],
  });
  return new Editor(app, user, await sessionOf(app, user));
}

/** Every permission of the plugin's but the named ones. */
export const allBut = (...uids: PermissionUid[]): PermissionUid[] => PERMISSIONS.map(({ uid }) => uid).filter((uid) => !uids.includes(uid));

/** Saves general settings over what is stored; other members stay as they are. */
export async function saveGeneral(editor: Editor, change: Record<string, unknown>): Promise<Response> {
  const { values, revision } = (await editor.get('/settings/general')).body.data as { values: object; revision: number };
  return editor.put('/settings/general', { values: { ...values, ...change }, revision });
}

/** Saves customer-field settings over what is stored; levels are merged field by field. */
export async function saveFields(
  editor: Editor,
  change: { customerFieldsEnabled?: boolean; customer?: Record<string, string>; contact?: Record<string, string> },
): Promise<Response> {
  const { values, revision } = (await editor.get('/settings/customer-fields')).body.data as {
    values: { levels: Record<'customer' | 'contact', Record<string, string>> };
    revision: number;
  };
  const { customerFieldsEnabled, customer, contact } = change;
  return editor.put('/settings/customer-fields', {
    values: {
      ...values,
      ...(customerFieldsEnabled !== undefined && { customerFieldsEnabled }),
      levels: { customer: { ...values.levels.customer, ...customer }, contact: { ...values.levels.contact, ...contact } },
    },
    revision,
  });
}
