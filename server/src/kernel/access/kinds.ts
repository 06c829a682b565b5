import type { Access, Endpoint } from '../../../../plugin/contract/endpoint';
import { PLUGIN_UID } from '../../../../plugin/plugin-id';
import * as guards from './guards';
import { portsOf } from './ports';

const { portalOn, noOtherSite, wayOpen, session, noFactorOwed, roleAllows, changesLeft, preferenceOn } = guards;

type Guard = (request: guards.Request, proved: guards.Proved) => unknown;

/**
 * The guards of each kind of access, in order. What they return is what the handler gets. `project` is what stands
 * before a project's own routes.
 */
const KINDS = {
  public: [portalOn, noOtherSite, wayOpen, preferenceOn],
  challenge: [portalOn, noOtherSite, wayOpen, guards.pendingSignIn, preferenceOn],
  'signed-in': [portalOn, noOtherSite, wayOpen, session, noFactorOwed, roleAllows, changesLeft, preferenceOn],
  'stepped-up': [portalOn, noOtherSite, wayOpen, session, noFactorOwed, guards.steppedUp, roleAllows, changesLeft, preferenceOn],
  link: [portalOn, noOtherSite, guards.grant, preferenceOn],
  token: [portalOn, guards.apiToken, preferenceOn],
  webhook: [portalOn, guards.signature, preferenceOn],
  page: [portalOn, preferenceOn, guards.visit],
  editor: [guards.editor],
  project: [portalOn, noOtherSite, guards.noOtherOrigin, session, noFactorOwed, roleAllows],
} as const satisfies Record<Access['kind'] | 'project', readonly Guard[]>;

type Kind = keyof typeof KINDS;

/** The object that a guard adds; never for one that only lets pass. */
type Added<R> = R extends object ? R : never;
type Together<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void ? I : never;

/** What the handler of an endpoint gets by its kind of access. */
export type Given<K extends Kind> = Together<Added<Awaited<ReturnType<(typeof KINDS)[K][number]>>>>;

/** Leads a request past the guards of a kind. @throws PortalError what the first of them refuses it with */
export async function admit<K extends Kind>(kind: K, unread: Omit<guards.Request, 'preferences'>): Promise<Given<K>> {
  // Whatever the settings say, also where they cannot be read: editors are who mends them.
  if (kind === 'editor') return guards.editor(unread) as Given<K>;
  const request = { ...unread, preferences: await portsOf(unread.strapi).preferences() };
  const proved: guards.Proved = {};
  for (const guard of KINDS[kind] as readonly Guard[]) {
    const added = guard(request, proved);
    // A promise that is waited for costs more than most guards do.
    if (added !== undefined) Object.assign(proved, added instanceof Promise ? await added : added);
  }
  return proved as Given<K>;
}

/** How Strapi is to treat the endpoint's route before the guards see a request. */
export function routeConfigOf({ access }: Endpoint) {
  if (access.kind === 'editor') {
    return { policies: ['admin::isAuthenticatedAdmin', { name: 'admin::hasPermissions', config: { actions: [access.permission] } }] };
  }
  if (access.kind === 'token') return { auth: { strategies: guards.TOKEN_STRATEGIES, scope: [scopeUid(access.scope)] } };
  // The guards look themselves; Strapi's own strategies must not answer first.
  return { auth: false as const };
}

export const scopeUid = (scope: string): string => `${PLUGIN_UID}.${scope}`;
