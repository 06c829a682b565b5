import fs from 'node:fs';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { Response } from 'supertest';
import * as assets from '../../server/src/pages/assets';
import { Browser, signIn } from '../support/client';
import { createEditor, saveGeneral, type Editor } from '../support/editor';
import { createPair } from '../support/people';
import { sendRaw } from '../support/raw';
import { startApp, type StartOptions, type TestApp } from '../support/strapi';

/** A build of the portal as Vite leaves it: its real page, and a few files. */
function writeBuild(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'customer-portal-build-'));
  const files: Record<string, string> = {
    'portal/index.html': fs
      .readFileSync(path.join(__dirname, '../../portal/index.html'), 'utf8')
      .replace('/src/main.tsx', '/portal-assets/assets/app-1a2b.js'),
    'portal/assets/app-1a2b.js': `console.log(${JSON.stringify('x'.repeat(5000))});`,
    'portal/assets/app-1a2b.css': 'body { margin: 0 }',
    'portal/assets/app-1a2b.js.map': '{"sources":["secret source"]}',
    'portal/assets/mark-1a2b.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'portal/assets/text-1a2b.woff2': 'font',
    'portal/.vite/manifest.json': '{"secret":"manifest"}',
    'secret.txt': 'secret neighbour',
  };
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

const folder = writeBuild();

let app: TestApp;
let editor: Editor;
let browser: Browser;

const { readPortalBuild } = assets;

/** Starts with the build from above in place of the real one. */
function start(options: StartOptions = {}): Promise<TestApp> {
  jest.spyOn(assets, 'readPortalBuild').mockImplementation(() => readPortalBuild([path.join(folder, 'portal')]));
  return startApp(options);
}

beforeAll(async () => {
  app = await start();
  editor = await createEditor(app);
  browser = new Browser(app);
});
afterAll(async () => {
  await app.stop();
  fs.rmSync(folder, { recursive: true });
});

const page = (below = ''): Promise<Response> => browser.get(`/portal/customers${below}`);
const policyOf = ({ headers }: Response): Record<string, string> =>
  Object.fromEntries(
    (headers['content-security-policy'] ?? '').split('; ').map((part) => [part.split(' ')[0]!, part.split(' ').slice(1).join(' ')]),
  );
const decode = (html: string): string => html.replace(/&#(\d+);/gu, (_found, code: string) => String.fromCodePoint(Number(code)));
const dataIn = ({ text }: Response): Record<string, unknown> => {
  const json = /<script type="application\/json" id="portal-data">(.*?)<\/script>/su.exec(text)?.[1];
  return JSON.parse(json ?? '') as Record<string, unknown>;
};

describe("the portal's page", () => {
  it('is the same shell at every address below the name, for whoever asks', async () => {
    const signedIn = await signIn(app, (await createPair(app.strapi)).contact);
    const plain = (text: string): string => text.replaceAll(/content="[\w+/=]{24}"/gu, '');
    const { text } = await page();
    for (const below of ['/', '/sign-in', '/tabs/abc', '/a/b/c/d', '/%E2%82%AC', '?x=1']) {
      const [one, two] = [await page(below), await signedIn.get(`/portal/customers${below}`)];
      expect([below, one.status, one.type, plain(one.text)]).toEqual([below, 200, 'text/html', plain(text)]);
      expect(plain(two.text)).toBe(plain(text));
    }
  });

  it('has every placeholder filled in', async () => {
    const response = await page();
    expect(response.text).not.toMatch(/__[A-Z_]+__/u);
    expect(response.text).toContain('<html lang="en">');
    expect(response.text).toContain('<title>Our organisation</title>');
    const { portal, ...rest } = dataIn(response);
    expect(rest).toEqual({ apiBase: '/api/customer-portal', basePath: '/portal/customers' });
    expect(portal).toEqual((await browser.get('/portal')).body.data);
  });

  it('has a policy that runs only our own scripts and is framed by nobody', async () => {
    const response = await page();
    const policy = policyOf(response);
    const nonce = /property="csp-nonce" content="([^"]+)"/u.exec(response.text)?.[1] ?? '';
    expect(Buffer.from(nonce, 'base64')).toHaveLength(16);
    expect(policy).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': `'self' 'nonce-${nonce}'`,
      'img-src': "'self' data:",
      'font-src': "'self'",
      'connect-src': "'self'",
      'frame-src': "'none'",
      'form-action': "'self'",
      'base-uri': "'none'",
      'frame-ancestors': "'none'",
    });
    expect(response.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
    });
    expect(response.headers['set-cookie']).toBeUndefined();
  });

  it('has another nonce each time', async () => {
    const nonces = await Promise.all(Array.from({ length: 5 }, async () => policyOf(await page())['style-src']));
    expect(new Set(nonces).size).toBe(5);
  });

  it('has no script within, and nothing that a policy without unsafe-inline would stop', async () => {
    const { text } = await page();
    for (const [, attributes] of text.matchAll(/<script([^>]*)>/gu)) {
      expect(attributes).toMatch(/type="application\/json"|src="/u);
    }
    expect(text).not.toMatch(/\son\w+=|javascript:|\sstyle=/iu);
  });

  it.each([
    '</script><script>alert(1)</script>',
    '</SCRIPT ><img src=x onerror=alert(1)>',
    '<!-- <script> -->',
    '"quoted" & \'quoted\' &amp; &lt;',
    '__CSP_NONCE__ __PORTAL_DATA__ $& $1 $$ $`',
    '</title><svg onload=alert(1)>',
    '\\u003c/script\\u003e \\',
    '👩‍🚀 ‮ ünïcödé',
  ])('shows an organisation called %j and nothing else', async (organisationName) => {
    const count = (text: string, what: RegExp): number => [...text.matchAll(what)].length;
    await saveGeneral(editor, { organisationName: 'Plain' });
    const plain = (await page()).text;
    expect((await saveGeneral(editor, { organisationName })).status).toBe(200);
    const response = await page();
    expect(decode(/<title>(.*?)<\/title>/su.exec(response.text)?.[1] ?? '')).toBe(organisationName);
    expect(dataIn(response).portal).toMatchObject({ organisation: { name: organisationName } });
    for (const what of [/<[a-z!]/giu, /<\//gu]) expect(count(response.text, what)).toBe(count(plain, what));
    await saveGeneral(editor, { organisationName: 'Our organisation' });
  });

  it("speaks the default language, and may load the logo from the place where the team's files are", async () => {
    const file = await app.strapi.db.query('plugin::upload.file').create({
      data: { name: 'l.png', hash: 'l', ext: '.png', mime: 'image/png', size: 1, url: 'https://files.example.net/a/l.png', provider: 's3' },
    });
    await saveGeneral(editor, { defaultLanguage: 'de', logoFile: file.documentId });
    const response = await page();
    expect(response.text).toContain('<html lang="de">');
    expect(policyOf(response)['img-src']).toBe("'self' data: https://files.example.net");
    await saveGeneral(editor, { defaultLanguage: 'en', logoFile: null });
  });

  it('answers HEAD as GET, without the body', async () => {
    for (const target of ['/portal/customers', '/portal/other', '/portal-assets/assets/app-1a2b.css', '/portal-assets/none']) {
      const [get, head] = [await sendRaw(app, { method: 'GET', path: target }), await sendRaw(app, { method: 'HEAD', path: target })];
      expect([target, head.status, head.text]).toEqual([target, get.status, '']);
      for (const name of ['content-type', 'content-length', 'cache-control']) expect(head.headers[name]).toBe(get.headers[name]);
    }
  });

  it('is still there while the portal is off, and says so in its data', async () => {
    await saveGeneral(editor, { portalEnabled: false });
    const response = await page();
    expect([response.status, (dataIn(response).portal as { enabled: boolean }).enabled]).toEqual([200, false]);
    await saveGeneral(editor, { portalEnabled: true });
  });

  it('is nowhere else', async () => {
    for (const target of [
      '/portal/',
      '/portal/Customers',
      '/portal/customers2',
      '/portal/customer',
      '/portal/%63ustomers2',
      '/portal/customers%00',
      '/portal/customers%2f',
      '/portal/..%2fcustomers',
    ]) {
      const { status, text } = await sendRaw(app, { method: 'GET', path: target });
      expect([target, status]).toEqual([target, 404]);
      expect(text).not.toContain('portal-data');
    }
    for (const target of ['/portal/%', '/portal/%E0%A4%A', '/portal-assets/%E0%A4%A']) {
      expect([400, 404]).toContain((await sendRaw(app, { method: 'GET', path: target })).status);
    }
    expect([404, 405]).toContain((await sendRaw(app, { method: 'POST', path: '/portal/customers' })).status);
  });
});

describe("the portal's files", () => {
  it.each([
    ['app-1a2b.js', 'text/javascript', true],
    ['app-1a2b.css', 'text/css', true],
    ['mark-1a2b.svg', 'image/svg+xml', true],
    ['text-1a2b.woff2', 'font/woff2', false],
  ])('are what the build wrote: %s', async (name, type, zipped) => {
    const original = fs.readFileSync(path.join(folder, 'portal/assets', name));
    const target = `/portal-assets/assets/${name}`;
    const plain = await sendRaw(app, { method: 'GET', path: target });
    expect([plain.status, plain.text]).toEqual([200, original.toString()]);
    expect(plain.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      vary: expect.stringMatching(/accept-encoding/iu),
    });
    expect(plain.headers['content-type']).toContain(type);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.headers['set-cookie']).toBeUndefined();
    const { port } = app.server.address() as AddressInfo;
    const gzip = await fetch(`http://127.0.0.1:${port}${target}`, { headers: { 'accept-encoding': 'gzip' } });
    expect(gzip.headers.get('content-encoding')).toBe(zipped ? 'gzip' : null);
    expect(await gzip.text()).toBe(original.toString());
  });

  it.each([
    '/portal-assets',
    '/portal-assets/',
    '/portal-assets/assets',
    '/portal-assets/assets/',
    '/portal-assets/index.html',
    '/portal-assets/assets/app-1a2b.js.map',
    '/portal-assets/.vite/manifest.json',
    '/portal-assets/assets/none.js',
    '/portal-assets/../secret.txt',
    '/portal-assets/assets/../../secret.txt',
    '/portal-assets/..%2fsecret.txt',
    '/portal-assets/%2e%2e/secret.txt',
    '/portal-assets/%2e%2e%2fsecret.txt',
    '/portal-assets/%252e%252e%252fsecret.txt',
    '/portal-assets/..%5csecret.txt',
    '/portal-assets/..\\secret.txt',
    '/portal-assets/....//secret.txt',
    '/portal-assets//etc/passwd',
    '/portal-assets/assets/app-1a2b.js%00',
    '/portal-assets/assets/app-1a2b.js%00.css',
    '/portal-assets/%00',
    '/portal-assets/assets//app-1a2b.js',
    '/portal-assets/assets/./app-1a2b.js',
    '/portal-assets/assets/APP-1A2B.js',
    '/portal-assets/assets/app-1a2b.js/',
    '/portal-assets/__proto__',
    '/portal-assets/constructor',
    '/portal-assets/%c0%ae%c0%ae/secret.txt',
  ])('are nothing else: %s', async (target) => {
    const { status, text } = await sendRaw(app, { method: 'GET', path: target });
    expect([400, 404]).toContain(status);
    if (!target.includes('%c0')) expect(status).toBe(404);
    expect(text).not.toMatch(/secret|sources|manifest"|root:|console/u);
  });
});

describe('behind a public address with a path', () => {
  it('gives the page the paths that customers reach', async () => {
    await app.stop();
    app = await start({ config: { publicUrl: 'https://portal.example.com/shop/' } });
    browser = new Browser(app);
    const { apiBase, basePath, portal } = dataIn(await page());
    expect([apiBase, basePath]).toEqual(['/shop/api/customer-portal', '/shop/portal/customers']);
    expect(portal).toMatchObject({ url: 'https://portal.example.com/shop/portal/customers' });
  });

  it('loads its code and the logo from below that path', async () => {
    const logo = { name: 'l.png', hash: 'l', ext: '.png', mime: 'image/png', size: 1, provider: 'local' };
    const file = await app.strapi.db.query('plugin::upload.file').create({ data: { ...logo, url: '/uploads/l.png' } });
    await saveGeneral(await createEditor(app), { logoFile: file.documentId });
    const response = await page();
    expect(response.text).toContain('src="/shop/portal-assets/assets/app-1a2b.js"');
    expect(response.text).not.toMatch(/"\/portal-assets/u);
    expect(dataIn(response).portal).toMatchObject({ organisation: { logoUrl: 'https://portal.example.com/shop/uploads/l.png' } });
  });
});
