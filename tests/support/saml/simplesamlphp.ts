import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { SamlKeys } from '../../../server/src/saml';

const HOME = '/usr/share/simplesamlphp';
export const hasSimpleSamlPhp = fs.existsSync(`${HOME}/www/module.php`) && fs.existsSync('/usr/bin/php');

export const USER = { name: 'ada', password: 'a password of the provider' };

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });

/** PHP's own server takes `module.php/core/login.php` for a file that is not there. */
const ROUTER = `<?php
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (preg_match('~^(/module\\.php)(/.*)$~', $path, $found)) {
  [$_SERVER['SCRIPT_NAME'], $_SERVER['PHP_SELF'], $_SERVER['PATH_INFO']] = [$found[1], $path, $found[2]];
  $_SERVER['SCRIPT_FILENAME'] = '${HOME}/www/module.php';
  chdir('${HOME}/www');
  require '${HOME}/www/module.php';
  return true;
}
return false;
`;

/** Files of a provider with one user, which knows the portal by the portal's own metadata. */
function configuration(base: string, folder: string): Record<string, string> {
  return {
    'router.php': ROUTER,
    'config.php': `<?php $config = [
      'baseurlpath' => '${base}/', 'certdir' => '${folder}/cert/', 'loggingdir' => '${folder}/', 'datadir' => '${folder}/',
      'tempdir' => '${folder}/temp', 'metadatadir' => '${folder}/metadata/', 'attributenamemapdir' => '/etc/simplesamlphp/attributemap/',
      'secretsalt' => 'a salt for tests', 'auth.adminpassword' => 'a password for tests', 'technicalcontact_email' => 'na@example.org',
      'timezone' => 'UTC', 'logging.level' => 7, 'logging.handler' => 'file', 'logging.logfile' => 'log', 'showerrors' => true,
      'enable.saml20-idp' => true, 'module.enable' => ['core' => true, 'saml' => true, 'exampleauth' => true],
      'session.cookie.secure' => false, 'session.phpsession.savepath' => '${folder}', 'session.handler' => 'phpsession', 'store.type' => 'phpsession',
      'metadata.sources' => [['type' => 'flatfile'], ['type' => 'xml', 'file' => '${folder}/portal.xml']],
    ];`,
    'authsources.php': `<?php $config = ['people' => ['exampleauth:UserPass', '${USER.name}:${USER.password}' => [
      'uid' => ['ada'], 'mail' => ['ada@example.com'], 'givenName' => ['Ada'], 'sn' => ['Lovelace'], 'account' => ['C-1001']]]];`,
    'metadata/saml20-idp-hosted.php': `<?php $metadata['${base}/idp'] = [
      'host' => '__DEFAULT__', 'privatekey' => 'key.pem', 'certificate' => 'certificate.pem', 'auth' => 'people',
      'assertion.encryption' => true, 'redirect.validate' => true, 'redirect.sign' => true, 'validate.logout' => true, 'sign.logout' => true,
      'authproc' => [3 => ['class' => 'saml:AttributeNameID', 'attribute' => 'uid', 'Format' => 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent']],
    ];`,
    'portal.xml': '<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"/>',
  };
}

/** SimpleSAMLphp of the Debian package, with its configuration in a folder of its own. */
export async function startSimpleSamlPhp(keys: SamlKeys) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'simplesamlphp-'));
  const port = await freePort();
  const base = `http://127.0.0.1:${String(port)}`;
  for (const name of ['cert', 'metadata', 'temp']) fs.mkdirSync(path.join(folder, name));
  const files = { ...configuration(base, folder), 'cert/key.pem': keys.privateKeyPem, 'cert/certificate.pem': keys.certificatePem };
  for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), content);

  const php = spawn(
    'php',
    ['-d', 'display_errors=stderr', '-S', `127.0.0.1:${String(port)}`, '-t', `${HOME}/www`, path.join(folder, 'router.php')],
    {
      env: { ...process.env, SIMPLESAMLPHP_CONFIG_DIR: folder },
      stdio: 'ignore',
    },
  );
  for (let tries = 0; tries < 100 && !(await fetch(base, { redirect: 'manual' }).catch(() => null)); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    base,
    /** What the provider knows of the portal. */
    learn: (portalMetadata: string): void => {
      fs.writeFileSync(path.join(folder, 'portal.xml'), portalMetadata);
    },
    metadata: async (): Promise<string> => (await fetch(`${base}/saml2/idp/metadata.php`)).text(),
    log: (): string => fs.readFileSync(path.join(folder, 'log'), 'utf8'),
    stop(): void {
      php.kill();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

const unescapeHtml = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(amp|quot|lt|gt));/giu, (_all, hex?: string, decimal?: string, name?: string) =>
    name ? ({ amp: '&', quot: '"', lt: '<', gt: '>' }[name] ?? '') : String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
  );

/** The first form of a page: where it goes, and its hidden fields. */
export function formOf(html: string, at: string): { action: string; fields: Record<string, string> } {
  const attribute = (tag: string, name: string): string => unescapeHtml(new RegExp(`\\s${name}="([^"]*)"`, 'u').exec(tag)?.[1] ?? '');
  const form = /<form[^>]*>/u.exec(html)?.[0];
  if (!form) throw new Error(`no form in: ${html.slice(0, 2000)}`);
  const inputs = html.match(/<input[^>]*>/gu) ?? [];
  const fields = inputs.map((input) => [attribute(input, 'name'), attribute(input, 'value')]).filter(([name]) => name);
  return { action: new URL(attribute(form, 'action'), at).href, fields: Object.fromEntries(fields) as Record<string, string> };
}

/** A browser as far as a provider needs one: it keeps cookies and follows redirects on the provider's own host. */
export function createBrowser(home: string) {
  const cookies = new Map<string, string>();
  return async function open(url: string, body?: Record<string, string>): Promise<{ url: string; html: string }> {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(body && { method: 'POST', body: new URLSearchParams(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/su);
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) return { url, html: await response.text() };
    const next = new URL(location, url).href;
    return next.startsWith(home) ? open(next) : { url: next, html: '' };
  };
}
