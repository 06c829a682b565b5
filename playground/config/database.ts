import path from 'node:path';
import type { Core } from '@strapi/strapi';

type Client = 'sqlite' | 'postgres' | 'mysql';

/** Host, credentials and database out of `DATABASE_URL`, which is `postgres://…` or `mysql://…`. */
function fromUrl(value: string, defaultPort: number) {
  const url = new URL(value);
  return {
    host: url.hostname,
    port: Number(url.port || defaultPort),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
  };
}

const config = ({ env }: Core.Config.Shared.ConfigParams): Core.Config.Database => {
  const client = env.oneOf<Client>('DATABASE_CLIENT', ['sqlite', 'postgres', 'mysql'], 'sqlite');
  const pool = { min: env.int('DATABASE_POOL_MIN', 0), max: env.int('DATABASE_POOL_MAX', 10) };

  switch (client) {
    case 'postgres':
      return {
        connection: { client, connection: fromUrl(env('DATABASE_URL', ''), 5432), pool },
      };
    case 'mysql':
      return {
        connection: { client, connection: fromUrl(env('DATABASE_URL', ''), 3306), pool },
      };
    case 'sqlite':
      return {
        connection: {
          client,
          connection: { filename: path.resolve(process.cwd(), env('DATABASE_FILENAME', '.tmp/data.db')) },
          useNullAsDefault: true,
        },
      };
  }
};

export default config;
