import type { Context } from 'koa';
import type { PreferenceValues } from '../../../../plugin/preferences';
import type { Strapi } from '../../platform/strapi';
import type { Delivery } from '../body';
import type { Http } from '../http';
import type { LinkParty, PendingSignIn, SessionParty } from '../party';

/** What the guards need of the features. */
export interface Ports {
  /** Who the request's session cookie proves to call, or null. */
  identify(ctx: Context): Promise<SessionParty | null>;
  /** The sign-in that waits for its second factor, or null. */
  pendingSignIn(ctx: Context): Promise<PendingSignIn | null>;
  preferences(): Promise<PreferenceValues>;
  /** Whether the session lacks a factor that the settings ask for. */
  owesFactor(party: SessionParty, preferences: PreferenceValues): boolean;
  /** By the name that `access.grant` says: what the link with this token opens now; null for none. */
  grants: Record<string, (token: string, http: Http) => Promise<LinkParty | null>>;
  /** By the name that `access.verifier` says: whether the bytes are from whom they say, and not old ones. */
  verifiers: Record<string, (delivery: Delivery, params: Readonly<Record<string, string>>) => Promise<boolean>>;
}

const provided = new WeakMap<Strapi, Ports>();

/** Hands the kernel what it needs; where it was given some before, grants and verifiers are added. */
export function providePorts(strapi: Strapi, { grants, verifiers, ...others }: Partial<Ports>): void {
  const before: Partial<Ports> = provided.get(strapi) ?? {};
  provided.set(strapi, {
    ...before,
    ...others,
    grants: { ...before.grants, ...grants },
    verifiers: { ...before.verifiers, ...verifiers },
  } as Ports);
}

export function portsOf(strapi: Strapi): Ports {
  const ports = provided.get(strapi);
  if (!ports) throw new Error('The guards were asked before the plugin was assembled.');
  return ports;
}
