import type { Context } from 'koa';
import config from '../../../config';
import { customerContract, customerEndpoints, editorContract, editorEndpoints, pageContract } from '../../../plugin/contract';
import type { Endpoint } from '../../../plugin/contract/endpoint';
import { platformOf } from '../platform';
import { registerLiveTables, type contentType, type LiveTable } from '../platform/content-type';
import type { JobKind } from '../platform/jobs';
import type { MailTexts } from '../platform/mail';
import { endTurn, takeTurns } from '../platform/start-turn';
import type { Strapi } from '../platform/strapi';
import { providePorts, type Ports } from './access/ports';
import { bind, routeOf, type Handlers as HandlersOf } from './binder';
import { ADMIN_BASE, apiBaseOf, createEdge, watch } from './edge';
import { registerScopes, serve } from './serve';

type Contract = Record<string, Record<string, Endpoint>>;
type Serving<C extends Contract> = { [R in keyof C]?: (strapi: Strapi) => Partial<HandlersOf<C[R]>> };

/**
 * What a feature brings to the plugin; `feature.ts` of its folder says it, and `server/src/index.ts` lists all of
 * them. What they do at a start is done in the order of that list. Its kinds of activity and its permissions stand in
 * `plugin/vocabulary.ts` and `plugin/permissions.ts`: browsers type and label them, and must not load what is here.
 */
export interface Feature {
  contentTypes?: ReturnType<typeof contentType>[];
  /** What does not outlive an export, an import or a transfer. */
  liveTables?: LiveTable[];
  /** By the name that a project finds them by. */
  services?: Record<string, (strapi: Strapi) => object>;
  /** What its mails say; their kinds stand in `plugin/vocabulary.ts`. */
  mails?: MailTexts;
  /** What runs the jobs that it adds. */
  jobs?: readonly JobKind[];
  /** What answers customers' requests, by resource of the contract; several features may share one. */
  customers?: Serving<typeof customerContract>;
  editors?: Serving<typeof editorContract>;
  /** What answers at the root of the host. */
  pages?: Serving<typeof pageContract>;
  /** What the guards ask of it. */
  ports?: (strapi: Strapi) => Partial<Ports>;
  /** For a project's own routes. */
  policies?: Record<string, (ctx: Context, config: never, parts: { strapi: Strapi }) => Promise<boolean>>;
  /** Before the database opens. */
  register?: (strapi: Strapi) => void;
  /** When Strapi is ready, and before the job queue starts. */
  start?: (strapi: Strapi) => unknown;
  /** Removes what is over; hourly. */
  cleanUp?: (strapi: Strapi) => unknown;
}

type Declared<C> = { [R in keyof C & string]: `${R}.${keyof C[R] & string}` }[keyof C & string];
type Surface = 'customers' | 'editors' | 'pages';
type Answered<F, S extends Surface> =
  F extends Record<S, infer R>
    ? { [N in keyof R & string]: R[N] extends (strapi: Strapi) => infer H ? `${N}.${keyof H & string}` : never }[keyof R & string]
    : never;

/** Endpoints of the contract that no feature answers. */
type Unanswered<F> =
  | Exclude<Declared<typeof customerContract>, Answered<F, 'customers'>>
  | Exclude<Declared<typeof editorContract>, Answered<F, 'editors'>>
  | Exclude<Declared<typeof pageContract>, Answered<F, 'pages'>>;

const CLEAN_UP_SECONDS = 3600;

const members = <T>(parts: (Record<string, T> | undefined)[]): Record<string, T> => Object.assign({}, ...parts) as Record<string, T>;

type Handlers = Record<string, (call: never) => Promise<unknown>>;

/** Handlers of a contract, by resource: what each feature answers of it, together. */
function handlersOf(contract: Contract, features: readonly Feature[], surface: Surface): Record<string, (strapi: Strapi) => Handlers> {
  const parts = features.map((feature) => feature[surface] as Record<string, ((strapi: Strapi) => Handlers) | undefined> | undefined);
  const together = (name: string) => (strapi: Strapi) => members(parts.map((part) => part?.[name]?.(strapi)));
  return Object.fromEntries(Object.keys(contract).map((name) => [name, together(name)]));
}

/** Strapi's controllers of a contract. */
function controllersOf(contract: Contract, handlers: Record<string, (strapi: Strapi) => Handlers>) {
  return Object.fromEntries(
    Object.entries(contract).map(([name, resource]) => [
      name,
      ({ strapi }: { strapi: Strapi }) => {
        const implemented = handlers[name]?.(strapi);
        return Object.fromEntries(
          Object.entries(resource).map(([action, endpoint]) => [action, bind(strapi, endpoint, implemented?.[action] as never)]),
        );
      },
    ]),
  );
}

/** Instances whose job queue runs. */
const started = new WeakSet<Strapi>();

/**
 * The plugin as Strapi loads it, of all that its features bring. An endpoint that none of them answers does not
 * compile: its name is asked for as a second argument.
 */
export function assemble<const F extends readonly Feature[]>(
  features: F,
  ..._unanswered: [Unanswered<F[number]>] extends [never] ? [] : [Unanswered<F[number]>]
) {
  const list: readonly Feature[] = features;
  const services = members(list.map((feature) => feature.services));

  async function cleanUp(strapi: Strapi): Promise<void> {
    for (const feature of list) await feature.cleanUp?.(strapi);
  }

  return {
    config,
    contentTypes: Object.fromEntries(
      list.flatMap(({ contentTypes = [] }) => contentTypes.map((type) => [type.schema.info.singularName, type])),
    ),
    services: Object.fromEntries(
      Object.entries(services).map(([name, create]) => [name, ({ strapi }: { strapi: Strapi }) => create(strapi)]),
    ),
    controllers: {
      ...controllersOf(customerContract, handlersOf(customerContract, list, 'customers')),
      ...controllersOf(editorContract, handlersOf(editorContract, list, 'editors')),
    },
    routes: {
      'content-api': { type: 'content-api', routes: customerEndpoints().map(routeOf) },
      admin: { type: 'admin', routes: editorEndpoints().map(routeOf) },
    },
    policies: members(list.map((feature) => feature.policies)),

    register({ strapi }: { strapi: Strapi }): void {
      takeTurns(strapi);
      registerLiveTables(
        strapi,
        list.flatMap((feature) => feature.liveTables ?? []),
      );
      for (const { ports } of list) if (ports) providePorts(strapi, ports(strapi));
      watch(strapi, apiBaseOf(strapi), customerEndpoints());
      watch(strapi, ADMIN_BASE, editorEndpoints());
      registerScopes(strapi, customerEndpoints());
      // In front of Strapi's middlewares.
      strapi.server.use(createEdge(strapi));
      serve(strapi, 'root', pageContract, handlersOf(pageContract, list, 'pages'));
      for (const feature of list) feature.register?.(strapi);
    },

    async bootstrap({ strapi }: { strapi: Strapi }): Promise<void> {
      const { jobs, mail } = platformOf(strapi);
      for (const { mails } of list) if (mails) mail.say(mails);
      for (const { kind, run, ...options } of list.flatMap((feature) => feature.jobs ?? []))
        jobs.register(kind, (...job) => run(strapi)(...job), options);
      for (const feature of list) await feature.start?.(strapi);
      await jobs.every('clean-up', CLEAN_UP_SECONDS, () => cleanUp(strapi));
      jobs.start();
      started.add(strapi);
      await endTurn(strapi);
    },

    async destroy({ strapi }: { strapi: Strapi }): Promise<void> {
      await endTurn(strapi);
      // A start that failed half-way ends here too, without the queue or even its table.
      if (!started.has(strapi)) return;
      const { jobs, pdf } = platformOf(strapi);
      await jobs.stop();
      pdf.close();
    },
  };
}
