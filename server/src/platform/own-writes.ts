import { AsyncLocalStorage } from 'node:async_hooks';
import { errors } from '@strapi/utils';
import type { Context, Next } from 'koa';
import { keptOf } from './content-type';
import type { Strapi } from './strapi';

type Data = Record<string, unknown>;

const scope = new AsyncLocalStorage<true>();

/**
 * Lets the plugin write through the Document Service what is its own. Most of its writes need none: they go
 * through the query layer, which is open to code on the server and to nobody's request.
 */
export const asPlugin = <T>(work: () => Promise<T>): Promise<T> => scope.run(true, work);

const READING = new Set(['findMany', 'findOne', 'findFirst', 'count']);

function refuse(name: string): never {
  const message = `"${name}" is changed by the customer portal only.`;
  throw new errors.ValidationError(message, { errors: [{ path: [name], message, name: 'ValidationError' }] });
}

/**
 * Something new may name what it would have anyway: the Content Manager's form sends the defaults of a schema.
 * @throws ValidationError that names the first of the plugin's own attributes in it
 */
function refuseKept(uid: string, data: unknown, isNew: boolean): void {
  const kept = keptOf(uid);
  if (kept === undefined || kept === 'everything' || typeof data !== 'object' || data === null) return;
  for (const [name, value] of Object.entries(data)) {
    const attribute = kept.get(name);
    if (attribute && value !== undefined && !(isNew && value === (attribute.default ?? null))) refuse(name);
  }
}

/** What only the plugin may change is refused through the Document Service, whoever calls it. */
export function guardOwnWrites(strapi: Strapi): void {
  strapi.documents.use((context, next) => {
    const { uid, action } = context;
    const kept = keptOf(uid);
    if (kept === undefined || scope.getStore() || READING.has(action)) return next();
    if (kept === 'everything') return refuse(uid);
    const params = context.params as { data?: Data };
    refuseKept(uid, params.data, action === 'create');
    if (action === 'clone') {
      // A copy is a new one: nobody was invited by it, and nobody has signed in.
      const anew = [...kept].map(([name, { default: fallback }]) => [name, fallback ?? null] as const);
      params.data = { ...params.data, ...Object.fromEntries(anew) };
    }
    return next();
  });
}

interface Route {
  method: string;
  path: string;
  config?: { middlewares?: unknown[] };
}

/**
 * The Content Manager writes what is not visible for whoever may write anything, and its form sends back all
 * that it was given. What the plugin keeps is therefore neither given to the form, which would undo what
 * happened since it was opened, nor taken from a request.
 */
export function guardContentManager(strapi: Strapi): void {
  const { admin } = strapi.plugin('content-manager').routes as unknown as { admin: { routes: Route[] } };
  const guard = async (ctx: Context, next: Next): Promise<void> => {
    const { model: uid = '', ...named } = ctx.params as { model?: string; id?: string; sourceId?: string };
    refuseKept(uid, ctx.request.body, ctx.method === 'POST' && named.id === undefined && named.sourceId === undefined);
    await next();
    const kept = keptOf(uid);
    const { data } = (ctx.body ?? {}) as { data?: unknown };
    if (kept === undefined || kept === 'everything' || typeof data !== 'object' || data === null) return;
    (ctx.body as Data).data = Object.fromEntries(Object.entries(data).filter(([name]) => !kept.has(name)));
  };
  for (const route of admin.routes.filter(({ path }) => path.includes('/:model'))) {
    route.config = { ...route.config, middlewares: [...(route.config?.middlewares ?? []), guard] };
  }
}
