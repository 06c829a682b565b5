import fs from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { createScratch, PACKAGE, readManifest, ROOT, run, start, strapiCommand, type Running, type Scratch } from './scratch';

/** Packages of which a second copy breaks a Strapi project. */
const SINGLE = ['react', 'react-dom', 'react-router-dom', 'styled-components', '@strapi/utils', '@strapi/admin', '@strapi/design-system'];

let scratch: Scratch;
beforeAll(() => {
  scratch = createScratch();
});
afterAll(() => {
  scratch.remove();
});

const filesBelow = (folder: string): string[] =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    // The plugin's own dependencies.
    .filter((file) => !file.startsWith('node_modules/'));

const read = (file: string): string => fs.readFileSync(path.join(scratch.plugin, file), 'utf8');
const shipped = (pattern: RegExp): string[] => filesBelow(scratch.plugin).filter((file) => pattern.test(file));

describe('the repository', () => {
  it('passes strapi-plugin verify', () => {
    run(process.execPath, [path.join(ROOT, 'node_modules/@strapi/sdk-plugin/bin/strapi-plugin.js'), 'verify'], ROOT);
  });
});

describe('the tarball', () => {
  it('holds the built plugin, the portal and the texts about it, and nothing else', () => {
    const files = filesBelow(scratch.plugin);
    expect(files).toEqual(
      expect.arrayContaining([
        'dist/server/index.js',
        'dist/server/index.mjs',
        'dist/admin/index.js',
        'dist/admin/index.mjs',
        'dist/portal/index.html',
        'dist/pdf/worker.js',
        'dist/sandbox/command.js',
        'dist/testing/index.js',
        'dist/testing/index.mjs',
        'dist/testing/index.d.ts',
        'dist/pdf/templates/document.typ',
        'dist/pdf/fonts/NotoSans_400Regular.ttf',
        'dist/pdf/fonts/LICENSE-noto-sans.txt',
        'docs/pdf-templates.md',
        'docs/payment-providers.md',
        'package.json',
        'README.md',
        'LICENSE',
        'CHANGELOG.md',
        'docs/editors.md',
        'docs/images/portal-home.png',
      ]),
    );
    expect(files.filter((file) => !/^(dist\/|docs\/|package\.json$|README\.md$|CHANGELOG\.md$|LICENSE$)/u.test(file))).toEqual([]);
  });

  it('names no folder of the machine that it was built on', () => {
    const naming = shipped(/\.(js|mjs|html|css|json|d\.ts)$/u).filter((file) => read(file).includes(ROOT));
    expect(naming).toEqual([]);
  });

  it('imports only what its manifest declares', () => {
    const { dependencies, peerDependencies } = readManifest(scratch.plugin);
    const declared = new Set([...Object.keys(dependencies), ...Object.keys(peerDependencies)]);
    const undeclared = shipped(/^dist\/(server|admin|testing)\/[^/]+\.mjs$/u).flatMap((file) =>
      [...read(file).matchAll(/^\s*(?:import|export)\b[^'"]*?(?:from\s*)?["']([^"'.][^"']*)["'];?$/gmu)]
        .map(([, specifier = '']) => specifier)
        .filter((specifier) => !isBuiltin(specifier))
        .map((specifier) =>
          specifier
            .split('/')
            .slice(0, specifier.startsWith('@') ? 2 : 1)
            .join('/'),
        )
        .filter((name) => !declared.has(name))
        .map((name) => `${file}: ${name}`),
    );
    expect(undeclared).toEqual([]);
  });

  it('has no React and no styled-components bundled into the admin part', () => {
    const marks = ['__SECRET_INTERNALS_DO_NOT_USE_OR_YOU_WILL_BE_FIRED =', 'data-styled-version', 'react-dom.production'];
    const bundled = shipped(/^dist\/admin\/.*\.m?js$/u).filter((file) => marks.some((mark) => read(file).includes(mark)));
    expect(bundled).toEqual([]);
  });

  it('ships declarations that lead to each other', () => {
    const missing = shipped(/\.d\.ts$/u).flatMap((file) =>
      [...read(file).matchAll(/(?:from|import\()\s*['"](\.{1,2}\/[^'"]+)['"]/gu)]
        .map(([, specifier = '']) => path.join(scratch.plugin, path.dirname(file), specifier))
        .filter((target) => ![`${target}.d.ts`, path.join(target, 'index.d.ts')].some((candidate) => fs.existsSync(candidate)))
        .map((target) => `${file}: ${path.relative(scratch.plugin, target)}`),
    );
    expect(missing).toEqual([]);
  });
});

describe('a Strapi project that installed the tarball', () => {
  it('gets one copy of what there may be one of, even when everything is resolved anew', () => {
    // npm works the tree out from the registry's metadata and downloads nothing of it.
    const folder = path.join(scratch.folder, 'tree');
    fs.mkdirSync(folder);
    fs.copyFileSync(path.join(scratch.folder, 'package.json'), path.join(folder, 'package.json'));
    run('npm', ['install', '--package-lock-only', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'], folder);
    const lock = JSON.parse(fs.readFileSync(path.join(folder, 'package-lock.json'), 'utf8')) as { packages: object };
    const copies = Object.keys(lock.packages).map((location) => location.split('node_modules/').at(-1));
    const counted = Object.fromEntries(SINGLE.map((name) => [name, copies.filter((copy) => copy === name).length]));
    expect(counted).toEqual(Object.fromEntries(SINGLE.map((name) => [name, 1])));
    // react-intl is Strapi's to bring: a second one, at the root, would be the plugin's doing.
    expect(copies.filter((copy) => copy === 'react-intl')).toHaveLength(1);
  });

  it('can require and import the server part', () => {
    const keys = "console.log(Object.keys(m.default ?? m).includes('register'))";
    expect(run(process.execPath, ['-e', `const m = require('${PACKAGE}/strapi-server'); ${keys}`], scratch.folder)).toContain('true');
    const script = `import('${PACKAGE}/strapi-server').then((m) => { ${keys} })`;
    expect(run(process.execPath, ['-e', script], scratch.folder)).toContain('true');
  });

  it('makes a PDF, by the command and in a process as Strapi starts it', () => {
    const { bin } = JSON.parse(read('package.json')) as { bin: Record<string, string> };
    const command = run(process.execPath, [path.join(scratch.plugin, bin['customer-portal-pdf'] ?? '')], scratch.folder);
    expect(command).toContain('document.pdf: 1 pages');
    expect(command).toContain('PDF/A-3a');
    expect(fs.readFileSync(path.join(scratch.folder, 'document.pdf'), 'latin1')).toMatch(/^%PDF-1\.7/u);
    const script = `
      const assets = require('node:path').join(process.cwd(), 'node_modules/${PACKAGE}/dist/pdf');
      const places = JSON.stringify({ assets, fonts: [] });
      const child = require('node:child_process').fork(assets + '/worker.js', [places], { serialization: 'advanced' });
      child.on('message', ({ done }) => { console.log('pages: ' + done.pages); child.kill(); });
      const { logo, ...data } = require(assets + '/sample.json');
      child.send({ kind: 'render', template: 'document', data: JSON.stringify(data), files: {}, created: 0 });`;
    expect(run(process.execPath, ['-e', script], scratch.folder)).toContain('pages: 1');
  });

  it('proves a payment provider by the suite, against the sandbox that it starts by its command', () => {
    const { bin } = JSON.parse(read('package.json')) as { bin: Record<string, string> };
    const command = path.join(scratch.plugin, bin['customer-portal-sandbox'] ?? '');
    // A provider that knows of nothing: the suite says so, by node's own test runner.
    const script = `
      const { describe, it } = require('node:test');
      const { connectSandbox, paymentProviderConformance } = require('${PACKAGE}/testing');
      const secret = 'secret-of-the-package-test';
      const env = { ...process.env, PAYMENT_SANDBOX_SECRET: secret };
      const child = require('node:child_process').fork(${JSON.stringify(command)}, ['--port', '0'], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      child.on('message', async ({ url }) => {
        console.log('payments: ' + JSON.stringify(await connectSandbox({ url, secret }).payments()));
        child.disconnect();
      });
      const capabilities = { methods: ['card'], currencies: ['EUR'], saves: false, refunds: 'none', slow: false, flow: 'redirect' };
      const nothing = async () => null;
      const provider = { capabilities, test: async () => ({ ok: true, mode: 'test', message: '' }), start: async () => ({ state: 'unknown' }), retrieve: nothing, cancel: nothing };
      paymentProviderConformance({ describe, it, provider: () => provider, capabilities, act: { pay: nothing } });
      process.on('exit', () => { process.exitCode = 0; });`;
    const output = run(process.execPath, ['-e', script], scratch.folder);
    expect(output).toContain('payments: []');
    expect(output).toMatch(/ok \d+ - that nobody began is null/u);
    expect(output).toMatch(/not ok \d+ - sends the customer on/u);
    const module = `import('${PACKAGE}/testing').then(({ startSandbox }) => console.log(typeof startSandbox))`;
    expect(run(process.execPath, ['-e', module], scratch.folder)).toContain('function');
  });

  it('finds the types of all parts', () => {
    const source = `
      import server, { type PaymentProvider } from '${PACKAGE}/strapi-server';
      import { paymentProviderConformance, type Verdict } from '${PACKAGE}/testing';
      import admin from '${PACKAGE}/strapi-admin';
      type IsAny<T> = 0 extends 1 & T ? true : false;
      const known: [IsAny<typeof server>, IsAny<typeof admin>, IsAny<typeof server.services>] = [false, false, false];
      const payments: [IsAny<PaymentProvider>, IsAny<Verdict>, IsAny<typeof paymentProviderConformance>] = [false, false, false];
      export { known, payments };
    `;
    fs.writeFileSync(path.join(scratch.folder, 'types.ts'), source);
    for (const [module, resolution] of [
      ['esnext', 'bundler'],
      ['node16', 'node16'],
    ]) {
      const options = ['--noEmit', '--strict', '--skipLibCheck', '--esModuleInterop', '--target', 'es2022', '--jsx', 'react-jsx'];
      run(
        process.execPath,
        [
          'node_modules/typescript/bin/tsc',
          ...options,
          '--module',
          module as string,
          '--moduleResolution',
          resolution as string,
          'types.ts',
        ],
        scratch.folder,
      );
    }
  });

  it('builds its admin panel', () => {
    run(process.execPath, [strapiCommand(scratch.folder), 'build'], scratch.folder);
    const built = filesBelow(path.join(scratch.folder, 'build'));
    expect(built).toContain('index.html');
    const text = built
      .filter((file) => file.endsWith('.js'))
      .map((file) => fs.readFileSync(path.join(scratch.folder, 'build', file), 'utf8'))
      .join('\n');
    // The screens became chunks of the panel, by the names that the plugin's build gave them.
    const screens = shipped(/^dist\/admin\/[A-Z]\w+Page-[\w-]+\.mjs$/u).map((file) => path.basename(file).split('-')[0]);
    expect(screens.length).toBeGreaterThan(0);
    for (const screen of screens) expect(built.some((file) => file.startsWith(`${screen}-`))).toBe(true);
    // One React (it and its DOM part each define this) in the whole panel.
    expect(text.match(/__SECRET_INTERNALS_DO_NOT_USE_OR_YOU_WILL_BE_FIRED ?=[^=]/gu)).toHaveLength(2);
  });

  describe('and started', () => {
    let running: Running;
    beforeAll(async () => {
      running = await start(scratch.folder);
    });
    afterAll(async () => {
      // Undefined when the start itself failed.
      await (running as Running | undefined)?.stop();
    });

    it('answers about the portal', async () => {
      const response = await fetch(`${running.url}/api/customer-portal/portal`);
      expect(response.status).toBe(200);
      const signIn = { methods: ['password', 'passkey'], connections: [], selfSignUp: false };
      expect(await response.json()).toMatchObject({ data: { enabled: true, signIn } });
    });

    it('is where the configuration that the README shows says', async () => {
      const { data } = (await (await fetch(`${running.url}/api/customer-portal/portal`)).json()) as { data: { url: string } };
      expect(data.url).toBe(`http://localhost:${new URL(running.url).port}/portal/customers`);
    });

    it('refuses credentials that nobody has', async () => {
      const response = await fetch(`${running.url}/api/customer-portal/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-customer-portal': '1' },
        body: JSON.stringify({ email: 'nobody@example.org', password: 'no-such-password' }),
      });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ error: { details: { code: 'wrong-credentials' } } });
    });

    it('serves the portal and its assets', async () => {
      const page = await fetch(`${running.url}/portal/customers`);
      expect(page.status).toBe(200);
      const [, script] = /<script[^>]+src="([^"]+)"/u.exec(await page.text()) ?? [];
      const asset = await fetch(new URL(script ?? '/missing', running.url));
      expect(asset.status).toBe(200);
      expect(asset.headers.get('content-type')).toContain('javascript');
    });

    it('serves the admin panel', async () => {
      const response = await fetch(`${running.url}/admin/`);
      expect(response.status).toBe(200);
    });
  });
});
