import type { Endpoint } from '../../../plugin/contract/endpoint';
import { PLUGIN_ID, PLUGIN_UID } from '../../../plugin/plugin-id';
import type { Strapi } from '../platform/strapi';
import { bind, routeOf } from './binder';
import { apiBaseOf, watch } from './edge';

interface Controllers {
  add(namespace: string, controllers: Record<string, object>): void;
}

/** Strapi's mark on what a route of an API leads to; it lists these as what a token may be given. */
const ROUTED = Symbol.for('__type__');

/**
 * Makes the scopes of tokens known to Strapi, whose screen for API tokens offers actions of controllers. A scope
 * stands for itself and is no endpoint's controller: its first part names no resource of the contract.
 */
export function registerScopes(strapi: Strapi, endpoints: Endpoint[]): void {
  const controllers: Record<string, Record<string, object>> = {};
  for (const { access } of endpoints) {
    if (access.kind !== 'token') continue;
    const [controller = '', action = ''] = access.scope.split('.');
    (controllers[controller] ??= {})[action] = Object.assign(() => undefined, { [ROUTED]: ['content-api'] });
  }
  strapi.get<Controllers>('controllers').add(PLUGIN_UID, controllers);
}

/**
 * Serves endpoints that are no controllers a project could override: pages at the root, or further ones
 * below the customers' API. Before Strapi makes its routes.
 */
export function serve(
  strapi: Strapi,
  where: 'root' | 'customers',
  contract: Record<string, Record<string, Endpoint>>,
  handlers: Record<string, (strapi: Strapi) => Record<string, (call: never) => Promise<unknown>>>,
): void {
  const endpoints = Object.values(contract).flatMap((resource) => Object.values(resource));
  watch(strapi, where === 'root' ? '' : apiBaseOf(strapi), endpoints);
  registerScopes(strapi, endpoints);
  const routes = Object.entries(contract).flatMap(([name, resource]) => {
    const implemented = handlers[name]?.(strapi);
    return Object.entries(resource).map(([action, endpoint]) => ({
      ...routeOf(endpoint),
      handler: bind(strapi, endpoint, implemented?.[action] as never),
    }));
  });
  strapi.server.routes((where === 'root' ? routes : { type: 'content-api', prefix: `/${PLUGIN_ID}`, routes }) as never);
}
