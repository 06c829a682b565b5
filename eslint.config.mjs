import js from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { noCircles } from './scripts/lint/no-circles.mjs';

/** Packages that only the pure part of the server's neighbours may import: zod, and what decodes a domain's name. */
const onlyZod = {
  regex: '^(?!\\.{1,2}(/|$)|zod$|punycode/)',
  message: 'Only zod and punycode may be imported here: this folder is shared by server, admin and portal.',
};

/**
 * Browser bundles must not carry zod. What needs it is imported as a type; `plugin/vocabulary.ts`,
 * `plugin/plugin-id.ts`, `plugin/permissions.ts`, `plugin/preferences/` and `plugin/rules/` are free of it.
 */
const typesOnlyInBrowsers = {
  regex: 'plugin/(contract|settings)(/|$)',
  allowTypeImports: true,
  message: 'Import types only: the contract needs zod, which must not enter a browser bundle.',
};
const noZodInBrowsers = { name: 'zod', allowTypeImports: true, message: 'zod must not enter a browser bundle.' };

/** Customer handlers see the database only through the scoped repository that the binder hands them. */
const scopedOnly = 'Code that serves customers uses the scoped repository, never the database itself.';

/** One clock, which tests set. */
const onlyClock = 'Take the present instant from platform/clock.ts, which tests can set.';
const oneClock = [
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: onlyClock },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: onlyClock },
  { selector: "CallExpression[callee.name='Date']", message: onlyClock },
];

const folders = ['plugin', 'config', 'server', 'admin', 'portal', 'rich-text', 'playground', 'testing', 'tests'];
const typescript = ['*.ts', ...folders.map((folder) => `${folder}/**/*.{ts,tsx}`)];

/**
 * Whoever is given a party reaches its rows by the repository alone. Transactions are `inTransaction`. (esquery:
 * the first part is true of every node in a file that imports `kernel/party`.)
 */
const byRepository =
  'Whoever acts for a party reaches its rows by kernel/repository.ts, or by a storage file that eslint.config.mjs names.';
const withParty = 'Program:has(ImportDeclaration[source.value=/kernel.party$/])';
const onlyRepository = [
  "MemberExpression[object.name='strapi'][property.name='documents']",
  "MemberExpression[object.name='strapi'][property.name='db']",
  "ImportDeclaration[source.value='knex']",
  'ImportDeclaration[source.value=/platform.(statement|documents)$/]',
  'ImportDeclaration[source.value=/platform.strapi$/] > ImportSpecifier[imported.name=/^(table|tableName|joinTable)$/]',
].map((selector) => ({ selector: `${withParty} ${selector}`, message: byRepository }));

/** Storage files: what they do by hand is theirs to keep within the party, and theirs to test. */
const storage = [
  // Sessions are what parties are made of.
  'server/src/sessions/*.ts',
  'server/src/**/store.ts',
  'server/src/modules/files/private-files.ts',
  // These read and write the team's documents, by ids that a party's records name.
  'server/src/modules/publishing/publishing.ts',
  'server/src/modules/records/{owned-documents,references,related}.ts',
  // Clears what nobody owns.
  'server/src/federation/service.ts',
];

/** Features whose folders are rooms, each entered through its `index.ts` and by its own feature alone. */
const roomed = ['modules'];

/** One of the folders of the house; `mode: full` makes the path count from the repository's root. */
const files = (type, pattern) => ({ type, mode: 'full', pattern });

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '**/build/',
      '**/.strapi/',
      '**/.cache/',
      '**/.tmp/',
      '.tmp/',
      'artifacts/',
      '**/*.d.ts',
      'playground/types/',
      'playground/public/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  // Plain JavaScript: scripts and tool configurations. Names are checked by tsc (scripts/tsconfig.json).
  {
    files: ['**/*.{js,mjs,cjs}'],
    extends: [js.configs.recommended],
    rules: { 'no-undef': 'off', 'max-lines': ['error', 400] },
  },

  // TypeScript.
  {
    files: typescript,
    extends: [js.configs.recommended, ...tseslint.configs.strict, ...tseslint.configs.recommendedTypeCheckedOnly],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', 300],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Strapi's hooks and services are async by contract, whether or not they wait for something.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['{admin,portal,rich-text}/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'react-hooks/exhaustive-deps': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "CallExpression[callee.name=/^use(Layout|Insertion)?Effect$/] > ArrowFunctionExpression[expression=true]:not([body.operator='void'])",
          message:
            'Give an effect a block: what it returns, React calls as its clean-up. (Types do not tell: scrollIntoView is declared to return nothing, and returns a promise in newer browsers.)',
        },
      ],
    },
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 500, skipBlankLines: true }],
      // supertest answers with untyped bodies; the assertions are the check.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },

  // Who may import whom (docs/decisions.md, the house).
  {
    files: ['{plugin,config}/**/*.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [onlyZod] }] },
  },
  {
    files: ['plugin/{preferences,rules}/**/*.ts', 'plugin/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { paths: [noZodInBrowsers], patterns: [onlyZod, typesOnlyInBrowsers] }],
    },
  },
  {
    files: ['{admin,portal}/src/**/*.{ts,tsx}', 'rich-text/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { paths: [noZodInBrowsers], patterns: [typesOnlyInBrowsers] }],
    },
  },
  {
    files: ['server/src/**/*.ts'],
    rules: {
      // Strapi declares one: what is not handed on would be another Strapi's in a process that runs several.
      'no-restricted-globals': ['error', 'strapi'],
    },
  },
  {
    files: ['server/src/**/*.ts'],
    ignores: ['server/src/platform/clock.ts'],
    rules: { 'no-restricted-syntax': ['error', ...oneClock] },
  },
  {
    files: ['server/src/*/**/*.ts'],
    ignores: ['server/src/{kernel,platform}/**', ...storage],
    // A rule's options replace those from above.
    rules: { 'no-restricted-syntax': ['error', ...oneClock, ...onlyRepository] },
  },
  {
    files: ['server/src/*/portal.ts', 'server/src/*/portal/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['@strapi/*', 'knex'], message: scopedOnly },
            { group: ['**/platform/strapi'], allowTypeImports: true, message: scopedOnly },
          ],
        },
      ],
      // A rule's options replace those from above.
      'no-restricted-syntax': [
        'error',
        ...oneClock,
        { selector: "MemberExpression[object.name='strapi']", message: scopedOnly },
        { selector: "MemberExpression[property.name='strapi']", message: scopedOnly },
        { selector: "Property[key.name='strapi'][parent.type='ObjectPattern']", message: scopedOnly },
      ],
    },
  },
  {
    files: typescript,
    plugins: { boundaries, house: { rules: { 'no-circles': noCircles } } },
    settings: {
      'import/resolver': { node: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] } },
      'boundaries/include': ['{plugin,config,server,admin,portal,rich-text,testing}/**/*'],
      'boundaries/elements': [
        files('plugin', 'plugin/**/*'),
        files('config', 'config/**/*'),
        files('kernel', 'server/src/kernel/**/*'),
        files('platform', 'server/src/platform/**/*'),
        files('assembly', 'server/src/*.ts'),
        // The nearest folder counts: an inner room of a feature before the feature itself.
        { type: 'room', pattern: `server/src/@(${roomed.join('|')})/*`, capture: ['feature', 'room'] },
        { type: 'feature', pattern: 'server/src/*', capture: ['feature'] },
        files('admin', 'admin/**/*'),
        files('portal', 'portal/**/*'),
        files('rich-text', 'rich-text/**/*'),
        files('sandbox', 'server/payment-sandbox/**/*'),
        files('testing', 'testing/**/*'),
      ],
    },
    rules: {
      'house/no-circles': 'error',
      'boundaries/element-types': [
        'error',
        {
          default: 'disallow',
          message: '${file.type} may not import ${dependency.type}',
          rules: [
            { from: 'plugin', allow: ['plugin'] },
            { from: 'config', allow: ['config', 'plugin'] },
            { from: 'platform', allow: ['platform', 'plugin', 'config'] },
            { from: 'kernel', allow: ['kernel', 'platform', 'plugin', 'config'] },
            { from: 'feature', allow: ['feature', ['room', { feature: '${from.feature}' }], 'kernel', 'platform', 'plugin', 'config'] },
            { from: 'room', allow: ['feature', ['room', { feature: '${from.feature}' }], 'kernel', 'platform', 'plugin', 'config'] },
            { from: 'assembly', allow: ['assembly', 'feature', 'kernel', 'platform', 'plugin', 'config'] },
            { from: 'rich-text', allow: ['rich-text', 'plugin'] },
            { from: 'admin', allow: ['admin', 'plugin', 'rich-text'] },
            { from: 'portal', allow: ['portal', 'plugin', 'rich-text'] },
            { from: 'sandbox', allow: ['sandbox', 'plugin'] },
            { from: 'testing', allow: ['testing', 'sandbox', 'plugin', 'config'] },
          ],
        },
      ],
      'boundaries/entry-point': [
        'error',
        {
          default: 'disallow',
          message: 'Import the feature through its index.ts',
          rules: [
            {
              target: ['plugin', 'config', 'kernel', 'platform', 'assembly', 'admin', 'portal', 'rich-text', 'sandbox', 'testing'],
              allow: '**',
            },
            { target: ['feature'], allow: ['index.ts', 'feature.ts'] },
            { target: ['room'], allow: ['index.ts', '*.json'] },
          ],
        },
      ],
    },
  },
);
