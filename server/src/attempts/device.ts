import type { Http } from '../kernel/http';
import { now, plusSeconds } from '../platform/clock';
import { randomToken, sameSecret, sign } from '../platform/crypto';
import type { Strapi } from '../platform/strapi';

const DEVICE_SECONDS = 365 * 24 * 3600;

/** The id of the device cookie if it was issued for this email address, else undefined. */
export function knownDevice(strapi: Strapi, http: Http, email: string): string | undefined {
  const [id, signature, ...rest] = (http.cookie('device') ?? '').split('.');
  if (!id || !signature || rest.length > 0) return undefined;
  return sameSecret(signature, sign(strapi, 'device', `${id}.${email}`)) ? id : undefined;
}

/** Remembers the browser as one that this account has signed in with. */
export function rememberDevice(strapi: Strapi, http: Http, email: string): void {
  if (knownDevice(strapi, http, email)) return;
  const id = randomToken();
  const value = `${id}.${sign(strapi, 'device', `${id}.${email}`)}`;
  http.setCookie('device', value, plusSeconds(now(strapi), DEVICE_SECONDS));
}
