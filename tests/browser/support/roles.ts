import { permission, type PermissionUid } from '../../../plugin/permissions';
import type { EditorApi } from './editor-api';

export interface Grant {
  action: string;
  subject?: string;
  properties?: object;
}

/** What an editor's role may do in this plugin. */
export const may = (...uids: PermissionUid[]): Grant[] => uids.map((uid) => ({ action: permission(uid) }));

/** Editors with roles of their own, who are gone after the tests. */
export class Roles {
  private readonly roles: number[] = [];
  private readonly users: number[] = [];

  /** An editor whose role may do only what is named; returns the token. */
  async editorWho(api: EditorApi, ...grants: Grant[]): Promise<string> {
    const mark = `${Date.now()}-${this.roles.length}`;
    const role = await api.send<{ data: { id: number } }>('POST', '/admin/roles', { name: `Role ${mark}`, description: '' });
    this.roles.push(role.data.id);
    const permissions = grants.map(({ action, subject = null as string | null, properties = {} }) => ({
      action,
      subject,
      properties,
      conditions: [],
    }));
    await api.send('PUT', `/admin/roles/${role.data.id}/permissions`, { permissions });
    const user = await api.send<{ data: { id: number; registrationToken: string } }>('POST', '/admin/users', {
      firstname: 'Robin',
      lastname: 'Reader',
      email: `robin-${mark}@haldenmarsh.example`,
      roles: [role.data.id],
    });
    this.users.push(user.data.id);
    const { registrationToken } = user.data;
    const userInfo = { firstname: 'Robin', lastname: 'Reader', password: 'Quiet-Harbour-77' };
    const registered = await api.send<{ data: { token: string } }>('POST', '/admin/register', { registrationToken, userInfo });
    return registered.data.token;
  }

  async remove(api: EditorApi): Promise<void> {
    for (const id of this.users.splice(0)) await api.send('DELETE', `/admin/users/${id}`);
    for (const id of this.roles.splice(0)) await api.send('DELETE', `/admin/roles/${id}`);
  }
}
