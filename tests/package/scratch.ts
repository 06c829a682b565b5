import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import ts from 'typescript';

export const ROOT = path.resolve(__dirname, '../..');
export const PACKAGE = 'strapi-plugin-customer-portal';

interface Manifest {
  version: string;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
}
export const readManifest = (folder: string): Manifest =>
  JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;

/** Runs a program to its end; an error has its output. */
export function run(command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv = {}): string {
  try {
    return execFileSync(command, args, {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, NODE_ENV: 'production', STRAPI_TELEMETRY_DISABLED: 'true', ...env },
    });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(' ')}\n${stdout}\n${stderr}`);
  }
}

const readme = (): string => fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8');

/** What the README has a team install. */
const installedByReadme = (): string[] => (/^ *npm install (strapi-plugin-customer-portal .+)$/mu.exec(readme())?.[1] ?? '').split(' ');

/** A file of `config/` as the README shows it, compiled as Strapi compiles a project's. */
function configFromReadme(file: string): string {
  const [, block = ''] = new RegExp(`^ *// config/${file}\\n([\\s\\S]*?)^ *\`\`\`$`, 'mu').exec(readme()) ?? [];
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2019, esModuleInterop: true };
  return ts.transpileModule(block, { compilerOptions: options }).outputText;
}

/** The variables of `.env` that the README and a fresh project name. */
const environment = (port: number): Record<string, string> => ({
  HOST: '127.0.0.1',
  PORT: String(port),
  PUBLIC_URL: `http://localhost:${port}`,
  MAIL_FROM: 'Example Ltd <portal@example.com>',
  APP_KEYS: 'scratch-one,scratch-two',
  JWT_SECRET: 'scratch-users',
});

/** What a fresh Strapi project depends on, besides the plugin. */
const PROJECT_DEPENDENCIES = [
  '@strapi/plugin-users-permissions',
  '@strapi/strapi',
  'better-sqlite3',
  'react',
  'react-dom',
  'react-router-dom',
  'styled-components',
];

/** Another version of Strapi than the repository's: `npm run test:package -- --strapi lowest`. */
const OTHER_STRAPI = process.env.TEST_STRAPI_VERSION;

const installedVersion = (name: string): string => readManifest(path.join(ROOT, 'node_modules', name)).version;
const wantedVersion = (name: string): string => (OTHER_STRAPI && name.startsWith('@strapi/') ? OTHER_STRAPI : installedVersion(name));
const pin = (names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, wantedVersion(name)]));

/** What the types are checked with. */
const TYPE_TOOLS = ['typescript', '@types/node'];

const CONFIG: Record<string, string> = {
  'admin.js': `module.exports = () => ({
    auth: { secret: 'scratch-admin' }, apiToken: { salt: 'scratch-api' }, transfer: { token: { salt: 'scratch-transfer' } },
    autoOpen: false, flags: { nps: false, promoteEE: false } });`,
  'database.js': `module.exports = () => ({ connection: {
    client: 'sqlite', connection: { filename: require('node:path').join(__dirname, '../.tmp/data.db') }, useNullAsDefault: true } });`,
  'middlewares.js': `module.exports = ['strapi::logger', 'strapi::errors', 'strapi::security', 'strapi::cors', 'strapi::poweredBy',
    'strapi::query', 'strapi::body', 'strapi::session', 'strapi::favicon', 'strapi::public'];`,
};

/**
 * A Strapi project outside the repository with the packed plugin in it.
 *
 * The plugin and its own dependencies are installed by npm from the tarball. All else of the
 * project's node_modules is what the repository's lock file gives a Strapi project without
 * development dependencies, as hard links to the repository's files, because installing Strapi anew
 * takes minutes. Proven: the tarball has all files that it needs, the dependencies that it declares
 * are enough beside Strapi's own, the admin panel builds and Strapi boots with it. Not proven by
 * this tree, since it was not worked out by npm, is that npm ends with one copy of each shared
 * package: that has a test of its own.
 *
 * With another version of Strapi, npm installs all of it, which takes minutes.
 */
export interface Scratch {
  folder: string;
  tarball: string;
  /** The installed plugin. */
  plugin: string;
  remove(): void;
}

interface Lock {
  packages: Record<string, { dev?: boolean; link?: boolean }>;
}

/** Links a package's files, but not the packages nested in it. Copies where links cannot be made. */
function linkPackage(from: string, to: string): void {
  fs.mkdirSync(to, { recursive: true });
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.isSymbolicLink()) continue;
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) {
      linkPackage(source, target);
      continue;
    }
    try {
      fs.linkSync(source, target);
    } catch {
      fs.copyFileSync(source, target);
    }
  }
}

/** The packages that a project without the plugin has, and the tools that its types are checked with. */
function linkStrapi(folder: string): void {
  const { packages } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as Lock;
  const tools = new Set([...TYPE_TOOLS, 'undici-types'].map((name) => `node_modules/${name}`));
  for (const [location, { dev, link }] of Object.entries(packages)) {
    if (!location.startsWith('node_modules/') || link || (dev && !tools.has(location))) continue;
    const from = path.join(ROOT, location);
    // Native parts for other systems are in the lock file and not on the disk.
    if (fs.existsSync(from)) linkPackage(from, path.join(folder, location));
  }
}

/** npm installs the tarball into an empty project; its dependencies then stand inside the plugin. */
function installPlugin(folder: string, tarball: string): string {
  const alone = path.join(folder, 'alone');
  fs.mkdirSync(alone);
  fs.writeFileSync(path.join(alone, 'package.json'), JSON.stringify({ name: 'alone', private: true }));
  const flags = ['--omit=dev', '--omit=peer', '--legacy-peer-deps', '--prefer-offline', '--no-audit', '--no-fund'];
  run('npm', ['install', tarball, ...flags], alone);
  const plugin = path.join(folder, 'node_modules', PACKAGE);
  fs.renameSync(path.join(alone, 'node_modules', PACKAGE), plugin);
  fs.renameSync(path.join(alone, 'node_modules'), path.join(plugin, 'node_modules'));
  fs.rmSync(alone, { recursive: true });
  return plugin;
}

export function createScratch(): Scratch {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'customer-portal-package-')));
  const packed = run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], ROOT);
  const tarball = path.join(folder, (JSON.parse(packed) as { filename: string }[])[0]?.filename ?? '');

  const manifest = {
    name: 'scratch',
    version: '0.0.0',
    private: true,
    dependencies: {
      ...pin([...PROJECT_DEPENDENCIES, ...installedByReadme().filter((name) => name !== PACKAGE)]),
      [PACKAGE]: `file:${tarball}`,
    },
    strapi: { uuid: false },
  };
  const plugin = OTHER_STRAPI ? path.join(folder, 'node_modules', PACKAGE) : (linkStrapi(folder), installPlugin(folder, tarball));
  if (OTHER_STRAPI) Object.assign(manifest.dependencies, pin(TYPE_TOOLS));
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  if (OTHER_STRAPI) run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], folder);
  for (const name of ['config', 'src', 'public/uploads', '.tmp']) fs.mkdirSync(path.join(folder, name), { recursive: true });
  const config = { ...CONFIG, 'plugins.js': configFromReadme('plugins.ts'), 'server.js': configFromReadme('server.ts') };
  for (const [name, text] of Object.entries(config)) fs.writeFileSync(path.join(folder, 'config', name), text);
  const variables = Object.entries(environment(1337)).map(([name, value]) => `${name}=${value}\n`);
  fs.writeFileSync(path.join(folder, '.env'), variables.join(''));
  fs.writeFileSync(path.join(folder, 'src/index.js'), 'module.exports = {};\n');
  return {
    folder,
    tarball,
    plugin,
    remove: () => {
      if (process.env.KEEP_SCRATCH) console.log(`Kept ${folder}`);
      else fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Strapi's command-line program, as the project sees it. */
export const strapiCommand = (folder: string): string => path.join(folder, 'node_modules/@strapi/strapi/bin/strapi.js');

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = net.createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });

export interface Running {
  url: string;
  stop(): Promise<void>;
}

/** Starts the scratch project as `strapi start` does and waits until it answers. */
export async function start(folder: string): Promise<Running> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const strapi: ChildProcess = spawn(process.execPath, [strapiCommand(folder), 'start'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', ...environment(port), STRAPI_TELEMETRY_DISABLED: 'true' },
  });
  let output = '';
  strapi.stdout?.on('data', (text: Buffer) => (output += text.toString()));
  strapi.stderr?.on('data', (text: Buffer) => (output += text.toString()));
  const ended = new Promise<void>((resolve) => strapi.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    strapi.kill('SIGTERM');
    await ended;
  };
  for (let attempt = 0; attempt < 120; attempt += 1) {
    if (strapi.exitCode !== null) throw new Error(`Strapi ended with code ${strapi.exitCode}:\n${output}`);
    const response = await fetch(`${url}/_health`).catch(() => undefined);
    if (response?.status === 204) return { url, stop };
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await stop();
  throw new Error(`Strapi did not answer within a minute:\n${output}`);
}
