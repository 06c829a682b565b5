import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { configOf } from './config';
import type { Strapi } from './strapi';

/** 256 random bits in base64url (43 characters): session tokens and mailed links. */
export const randomToken = (): string => randomBytes(32).toString('base64url');

/** SHA-256 in hex: how tokens are kept. Enough for 256 random bits; never for passwords. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Compares two strings without telling by time where they differ. */
export function sameSecret(left: string, right: string): boolean {
  const [a, b] = [left, right].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(a as Buffer, b as Buffer);
}

/** The secrets that keys are derived from: the configuration's own, else Strapi's `app.keys`. The first one is the present one. */
function mastersOf(strapi: Strapi): string[] {
  const own = configOf(strapi).secretKeys;
  const shared = strapi.config.get<string[] | string>('server.app.keys', []);
  const masters = own.length > 0 ? own : Array.isArray(shared) ? shared : shared.split(',');
  if (!masters[0]) throw new Error('customer-portal: server.app.keys is empty; the portal needs one to protect its secrets.');
  return masters;
}

const derived = new Map<string, Buffer>();

/** A key for one purpose, derived by HKDF (RFC 5869), so that no key serves two purposes. Kept: there are few of both. */
function derive(master: string, purpose: string): Buffer {
  const name = `${purpose}:${master}`;
  let key = derived.get(name);
  if (!key) {
    key = Buffer.from(hkdfSync('sha256', master, 'customer-portal', purpose, 32));
    derived.set(name, key);
  }
  return key;
}

/** The present key of a purpose. Signatures made under an older one are void. */
const keyFor = (strapi: Strapi, purpose: string): Buffer => derive(mastersOf(strapi)[0] as string, purpose);

/** HMAC-SHA-256 of `text` in base64url under the key of `purpose`. */
export const sign = (strapi: Strapi, purpose: string, text: string): string =>
  createHmac('sha256', keyFor(strapi, purpose)).update(text).digest('base64url');

/** Whether a signature is ours, under the present key or another one that is still listed. */
export const isSigned = (strapi: Strapi, purpose: string, text: string, signature: string): boolean =>
  mastersOf(strapi).some((master) => sameSecret(createHmac('sha256', derive(master, purpose)).update(text).digest('base64url'), signature));

/** Encrypts (AES-256-GCM) what must not be readable in the database: `v1.<nonce>.<tag>.<ciphertext>`. */
export function seal(strapi: Strapi, purpose: string, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor(strapi, purpose), nonce);
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return ['v1', nonce, cipher.getAuthTag(), ciphertext]
    .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
    .join('.');
}

/** Reverses `seal`, also of what was sealed under a key that is still listed; throws when the text was changed or the key is gone. */
export function unseal(strapi: Strapi, purpose: string, sealed: string): string {
  const [version, nonce, tag, ciphertext] = sealed.split('.');
  if (version !== 'v1' || !nonce || !tag || ciphertext === undefined) throw new Error('Not a sealed value.');
  const open = (key: Buffer): string => {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), { authTagLength: 16 });
    decipher.setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([decipher.update(Buffer.from(ciphertext, 'base64url')), decipher.final()]).toString('utf8');
  };
  let failure: unknown;
  for (const master of mastersOf(strapi)) {
    try {
      return open(derive(master, purpose));
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}
