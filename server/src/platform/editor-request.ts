import { errors } from '@strapi/utils';
import type { Strapi } from './strapi';

/** What a role allows, as Strapi's permission engine answers it. */
export interface Ability {
  can(action: string, subject?: string): boolean;
}

/** The admin user whose request is being answered. */
export interface ActingEditor {
  id: number;
  email: string;
  ability: Ability;
}

interface RequestState {
  user?: { id: number; email: string };
  userAbility?: Ability;
  auditSource?: string;
}

interface AdminTokens {
  authenticateAdminToken(token: string): Promise<{ authenticated: boolean; ability?: Ability; user?: { id: number; email: string } }>;
}

/**
 * The admin user who acts, in the admin panel, by an admin token or through Strapi's MCP server; null where
 * a team's own code, a job, an import or a customer's request does. Both of Strapi's admin strategies leave
 * the ability in the request's state, and nothing else does.
 */
export async function actingEditor(strapi: Strapi): Promise<ActingEditor | null> {
  const request = strapi.requestContext.get();
  const { user, userAbility, auditSource } = (request?.state ?? {}) as RequestState;
  if (user && userAbility) return { id: user.id, email: user.email, ability: userAbility };
  if (auditSource !== 'mcp') return null;
  // The MCP server keeps what its token may do to itself.
  const [, token = ''] = (request?.get('authorization') ?? '').split(/\s+/u);
  const known = await (strapi.service('admin::api-token-admin') as unknown as AdminTokens).authenticateAdminToken(token);
  if (!known.authenticated || !known.ability || !known.user) throw new errors.ForbiddenError();
  return { id: known.user.id, email: known.user.email, ability: known.ability };
}
