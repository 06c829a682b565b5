import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { SamlKeys } from '../../../server/src/saml';

/** Debian's Python, which has Debian's packages, whatever else is on the path. */
const PYTHON = '/usr/bin/python3';
export const hasPysaml2 = spawnSync(PYTHON, ['-c', 'import saml2']).status === 0;

export interface Pysaml2Answer {
  sign_response: boolean;
  sign_assertion: boolean;
  encrypt: boolean;
  algorithm: string;
  person: Record<string, string>;
}

/** pysaml2 of the Debian package as an identity provider: a process for each thing that it does. */
export function createPysaml2(keys: SamlKeys) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pysaml2-'));
  fs.writeFileSync(path.join(folder, 'key.pem'), keys.privateKeyPem);
  fs.writeFileSync(path.join(folder, 'certificate.pem'), keys.certificatePem);

  function run(ask: Record<string, unknown>): unknown {
    const script = path.join(__dirname, 'pysaml2_idp.py');
    const { status, stdout, stderr } = spawnSync(PYTHON, [script], { input: JSON.stringify({ folder, ...ask }), encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  }

  return {
    metadata: (): string => run({ do: 'metadata' }) as string,
    learn: (portalMetadata: string): void => {
      fs.writeFileSync(path.join(folder, 'portal.xml'), portalMetadata);
    },
    respond(asked: { url: string; how: Pysaml2Answer }[]): { action: string; xml: string }[] {
      const requests = asked.map(({ url, how }) => ({ query: Object.fromEntries(new URL(url).searchParams), ...how }));
      return run({ do: 'respond', requests }) as { action: string; xml: string }[];
    },
    stop: (): void => {
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
