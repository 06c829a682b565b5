import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { playground } from './paths.mjs';

const names = ['ADMIN_JWT_SECRET', 'API_TOKEN_SALT', 'TRANSFER_TOKEN_SALT', 'ENCRYPTION_KEY', 'JWT_SECRET'];

const secret = () => randomBytes(24).toString('base64url');

/** Secrets as Strapi wants them, new at every call: for a Strapi that lives as long as one test run. */
export function makeSecrets() {
  return { APP_KEYS: `${secret()},${secret()}`, ...Object.fromEntries(names.map((name) => [name, secret()])) };
}

/** Writes playground/.env with secrets of this checkout's own, once; adds what an older one lacks. */
export function ensureSecrets() {
  const file = path.join(playground, '.env');
  const existing = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '# Secrets of this checkout alone. Ignored by git.\n';
  const missing = Object.entries(makeSecrets()).filter(([name]) => !new RegExp(`^${name}=.`, 'mu').test(existing));
  if (missing.length === 0) return;
  const lines = missing.map(([name, value]) => `${name}=${value}\n`).join('');
  fs.writeFileSync(file, `${existing.replace(/\n*$/u, '\n')}${lines}`, { mode: 0o600 });
}
