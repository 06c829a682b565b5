import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { createStrapi, type Core } from '@strapi/strapi';
import { platformOf } from '../../server/src/platform';
import { setClock } from '../../server/src/platform/clock';
import { table } from '../../server/src/platform/strapi';
import { UID } from '../../server/src/platform/uid';
import { keepAbilities } from './abilities';
import { createDatabase, type TestDatabase } from '../runtime/databases';
import { testClock } from './clock';
import { openMailbox, type Mailbox } from './mailbox';

const PLAYGROUND = path.resolve(__dirname, '../../playground');

/** A running Strapi with the plugin, a database of its own and a mailbox. */
export interface TestApp {
  strapi: Core.Strapi;
  /** The HTTP server, for supertest. */
  server: Core.Strapi['server']['httpServer'];
  mailbox: Mailbox;
  /** Works off the job queue, mail included. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

export interface StartOptions {
  /** The plugin's configuration, over the playground's. */
  config?: Record<string, unknown>;
  /** Compiled code and schemas of a project in place of the playground's. */
  distDir?: string;
  /** An existing database, for two instances on one. */
  database?: TestDatabase;
  /** An existing mailbox, which whoever opened it closes. */
  mailbox?: Mailbox;
  /** Trusts the addresses that a proxy in front names. */
  behindProxy?: boolean;
  /** With Strapi's GraphQL plugin. */
  graphql?: boolean;
  /** Logs nothing: for tests whose requests are refused by the hundred. */
  quiet?: boolean;
  /** Strapi's own configuration by key, set before it loads. */
  settings?: Record<string, unknown>;
  /** Content types that a project would have besides the playground's, before any plugin sees them. */
  define?(parts: { strapi: Core.Strapi }): void;
  /** What a project's own code would add between registering and starting, routes say. */
  prepare?(parts: { strapi: Core.Strapi }): void | Promise<void>;
}

/** Whether a start makes the playground's tables and no others: then it may begin on a copy of a database that has them. */
const hasUsualTables = (options: StartOptions): boolean => !options.define && !options.distDir && !options.graphql;

/** A first start, for the databases that are copies of what it leaves; no job is left in the middle. */
async function startOnce(database: TestDatabase): Promise<void> {
  const app = await startApp({ database });
  await app.settle();
  await app.stop();
}

/** Boots the playground in this process. */
export async function startApp(options: StartOptions = {}): Promise<TestApp> {
  const mailbox = options.mailbox ?? (await openMailbox());
  const database = options.database ?? (await createDatabase(hasUsualTables(options) ? startOnce : undefined));
  const secret = (): string => randomBytes(24).toString('base64');
  Object.assign(process.env, database.environment, {
    NODE_ENV: 'test',
    STRAPI_TELEMETRY_DISABLED: 'true',
    HOST: '127.0.0.1',
    PORT: '0',
    PUBLIC_URL: 'http://localhost:1337',
    BEHIND_PROXY: String(options.behindProxy ?? false),
    GRAPHQL_ENABLED: String(options.graphql ?? false),
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String(mailbox.port),
    // Shared by the instances of one test process: they stand for instances of one deployment.
    APP_KEYS: (process.env.TEST_APP_KEYS ??= `${secret()},${secret()}`),
    ADMIN_JWT_SECRET: (process.env.TEST_ADMIN_SECRET ??= secret()),
    JWT_SECRET: secret(),
    API_TOKEN_SALT: (process.env.TEST_API_TOKEN_SALT ??= secret()),
    TRANSFER_TOKEN_SALT: secret(),
    ENCRYPTION_KEY: secret(),
  });
  const app = createStrapi({ appDir: PLAYGROUND, distDir: options.distDir ?? path.join(PLAYGROUND, 'dist') });
  setClock(app, testClock);
  const level = process.env.TEST_LOG_LEVEL ?? (options.quiet ? 'silent' : 'error');
  for (const transport of app.log.transports) Object.assign(transport, { level, silent: level === 'silent' });
  const stop = async (): Promise<void> => {
    try {
      await app.destroy();
    } finally {
      if (!options.mailbox) await mailbox.close();
      if (!options.database) await database.drop();
    }
  };
  try {
    await boot(app, options);
  } catch (error) {
    // What has been opened would keep the test process alive, with its failure unread.
    await stop().catch(() => undefined);
    throw error;
  }
  if (!options.database && hasUsualTables(options)) await postponeRecurring(app);
  return {
    strapi: app,
    server: app.server.httpServer,
    mailbox,
    settle: async () => {
      await platformOf(app).jobs.drain();
    },
    stop,
  };
}

/**
 * Tests jump ahead in time, and what is due every hour would then run by itself: the clean-up removed the sessions of
 * those who go on. Whoever is about such a job calls what it does.
 */
const postponeRecurring = (app: Core.Strapi) =>
  table(app, UID.job).updateMany({ where: { uniqueKey: { $notNull: true } }, data: { dueAt: new Date('2100-01-01') } });

async function boot(app: Core.Strapi, options: StartOptions): Promise<void> {
  options.define?.({ strapi: app });
  await app.register();
  for (const [key, value] of Object.entries(options.settings ?? {})) app.config.set(key, value);
  const { throttle, ...config } = (options.config ?? {}) as { throttle?: object };
  app.config.set('plugin::customer-portal', {
    ...app.config.get<object>('plugin::customer-portal'),
    ...config,
    // One contact of a test changes more in a minute than a person does.
    throttle: { changesPerMinute: 100_000, ...throttle },
  });
  await options.prepare?.({ strapi: app });
  await app.bootstrap();
  keepAbilities(app);
  app.server.mount();
  // Listens before the first request: supertest opens and closes a port for each request otherwise,
  // and requests in parallel would close each other's.
  await new Promise<void>((resolve) => {
    app.server.httpServer.listen(0, '127.0.0.1', resolve);
  });
}
