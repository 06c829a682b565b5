import type { Core } from '@strapi/strapi';

const config = ({ env }: Core.Config.Shared.ConfigParams): Core.Config.Server => ({
  host: env('HOST', '127.0.0.1'),
  port: env.int('PORT', 1337),
  // Links in mail are built from this, never from a request's Host header.
  url: env('PUBLIC_URL', `http://localhost:${env.int('PORT', 1337)}`),
  // Behind a proxy, set it so that throttling counts the customer's address and not the proxy's.
  proxy: { koa: env.bool('BEHIND_PROXY', false) },
  // The demo keeps its uploads with its database, so that both can be thrown away together.
  dirs: { public: env('PUBLIC_DIR', './public') },
  app: { keys: env.array('APP_KEYS', []) },
  logger: { updates: { enabled: false }, startup: { enabled: false } },
});

export default config;
