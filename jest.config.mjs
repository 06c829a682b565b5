/**
 * Packages that are ES modules only. Node loads them from CommonJS; jest's own loader cannot, so they
 * become CommonJS here.
 */
const esModules =
  '(?:openid-client|oauth4webapi|jose|dinero\\.js|file-type|strtok3|token-types|uint8array-extras|@tokenizer/[a-z]+|@borewit/text-codec)/';

/** TypeScript as CommonJS, the way Strapi itself loads code. Types are checked by `npm run types`. */
const transform = {
  '^.+\\.tsx?$': [
    '@swc/jest',
    {
      jsc: { parser: { syntax: 'typescript', tsx: true }, target: 'es2022', transform: { react: { runtime: 'automatic' } } },
      module: { type: 'commonjs' },
      sourceMaps: 'inline',
    },
  ],
  [`/node_modules/${esModules}.+\\.js$`]: ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }],
};

const shared = {
  testEnvironment: 'node',
  transform,
  transformIgnorePatterns: [`/node_modules/(?!${esModules})`],
  // Strapi's own build output holds copies of the sources and of package.json.
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/playground/dist/', '<rootDir>/.tmp/', '<rootDir>/playground/.tmp/'],
  restoreMocks: true,
};

/** @type {import('jest').Config} */
export default {
  // One worker a core would leave none for the databases.
  maxWorkers: 2,
  testSequencer: '<rootDir>/tests/runtime/sequencer.cjs',
  // A hang, not slowness, is what this ends: a busy machine takes most of a minute to boot a Strapi on MariaDB,
  // and a test of the packed plugin installs, builds and boots a whole project.
  testTimeout: process.env.TEST_TIMEOUT ? Number(process.env.TEST_TIMEOUT) : 120_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/tests/unit/**/*.test.ts'],
      // As what docs show names it.
      moduleNameMapper: { '^strapi-plugin-customer-portal/testing$': '<rootDir>/testing/index.ts' },
    },
    {
      ...shared,
      displayName: 'api',
      testMatch: ['<rootDir>/tests/api/**/*.test.ts', '<rootDir>/tests/security/**/*.test.ts'],
      // Several instances share a PostgreSQL or a MySQL (docs/integrators.md). Two processes that write to one
      // SQLite file refuse each other at random ("database is locked"), whatever the plugin does.
      testPathIgnorePatterns: ['/node_modules/', ...(process.env.TEST_DATABASE_URL ? [] : ['tests/api/(instances.*|modules-killed).test'])],
      globalSetup: '<rootDir>/scripts/lib/prepare-api-tests.mjs',
      globalTeardown: '<rootDir>/scripts/lib/end-api-tests.mjs',
      // A real Strapi loads the plugin's sources, once a worker, so that a failing line is the line that was
      // written and no build stands between a change and its test. The packed build has tests of its own.
      runtime: '<rootDir>/tests/runtime/native-runtime.cjs',
    },
    { ...shared, displayName: 'package', testMatch: ['<rootDir>/tests/package/**/*.test.ts'] },
  ],
};
