import { isIPv6 } from 'node:net';
import type { Http } from '../kernel/http';
import { plusSeconds, now } from '../platform/clock';
import { configOf } from '../platform/config';
import { randomToken, sameSecret, sign } from '../platform/crypto';
import { PortalError } from '../platform/errors';
import { createLimiter, type Counted, type Limiter } from '../platform/limits';
import type { Strapi } from '../platform/strapi';
import { tryCounted, type TakeBack } from '../platform/tries';

const DEVICE_SECONDS = 365 * 24 * 3600;

/** How many times one browser's tries all the known browsers of an account have together. */
const DEVICES = 3;

/**
 * What a limit counts as one client: an IPv4 address, or the /64 that an IPv6 customer is given.
 * An IPv4 address written as IPv6 is the IPv4 one. Pure.
 */
export function clientOf(ip: string): string {
  if (!isIPv6(ip)) return ip;
  // The URL parser knows every spelling of an address and writes it in one, without dots.
  const { hostname } = new URL(`http://[${ip.replace(/%.*$/u, '')}]`);
  const [left = [], right] = hostname
    .slice(1, -1)
    .split('::')
    .map((part) => (part ? part.split(':') : []));
  const zeros = right ? Array<string>(8 - left.length - right.length).fill('0') : [];
  const groups = [...left, ...zeros, ...(right ?? [])].map((group) => parseInt(group, 16));
  const [high = 0, low = 0] = groups.slice(6);
  const mapped = groups.slice(0, 6).join(':') === '0:0:0:0:0:65535';
  if (mapped) return [high >> 8, high & 255, low >> 8, low & 255].join('.');
  return groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':');
}

/** What is tried; it takes back what it was counted as where it was right. */
export type Attempt<T> = (takeBack: TakeBack) => Promise<T>;

/**
 * Limits on guessing, counted in the database so that all instances share them. A try is counted
 * before it is checked: parallel guesses count one by one. A browser that the contact has signed in
 * with before has a counter of its own, so that an attacker who uses up the account's cannot lock
 * the owner out (OWASP Blocking Brute Force Attacks, device cookies). All those browsers have a limit
 * together: whoever once had the password can make his own browsers known, as many as he likes.
 */
export function createThrottle(strapi: Strapi) {
  const { throttle } = configOf(strapi);
  const windowSeconds = throttle.windowSeconds;
  const limiter = (name: string, points: number, seconds = windowSeconds): Limiter =>
    createLimiter(strapi, { name, points, windowSeconds: seconds });
  const limits = {
    portal: limiter('sign-in:portal', throttle.perPortal),
    address: limiter('sign-in:address', throttle.perAddress),
    account: limiter('sign-in:account', throttle.perAccount),
    device: limiter('sign-in:device', throttle.perAccount),
    devices: limiter('sign-in:devices', throttle.perAccount * DEVICES),
    confirm: limiter('password:contact', throttle.perAccount),
    factor: limiter('factor:account', throttle.perAccount),
    factorDevice: limiter('factor:device', throttle.perAccount),
    factorDevices: limiter('factor:devices', throttle.perAccount * DEVICES),
    signUpAddress: limiter('sign-up:address', configOf(strapi).signUp.perAddress, 3600),
    signUpPortal: limiter('sign-up:portal', configOf(strapi).signUp.perPortal, 3600),
    mailAccount: limiter('mail:account', 5, 3600),
    mailAddress: limiter('mail:address', 30, 3600),
    link: limiter('link:address', 100),
  };

  /** The id of the device cookie if it was issued for this email address, else undefined. */
  function knownDevice(http: Http, email: string): string | undefined {
    const [id, signature, ...rest] = (http.cookie('device') ?? '').split('.');
    if (!id || !signature || rest.length > 0) return undefined;
    return sameSecret(signature, sign(strapi, 'device', `${id}.${email}`)) ? id : undefined;
  }

  return {
    /** Counts a try to sign in. */
    signIn<T>(http: Http, email: string, attempt: Attempt<T>): Promise<T> {
      const device = knownDevice(http, email);
      const counted: Counted[] = device
        ? [
            [limits.device, device],
            [limits.devices, email],
          ]
        : [
            [limits.account, email],
            [limits.address, clientOf(http.ip)],
            [limits.portal, 'all'],
          ];
      return tryCounted(strapi, counted, attempt);
    },

    /** Remembers the browser as one that this account has signed in with. */
    rememberDevice(http: Http, email: string): void {
      if (knownDevice(http, email)) return;
      const id = randomToken();
      const value = `${id}.${sign(strapi, 'device', `${id}.${email}`)}`;
      http.setCookie('device', value, plusSeconds(now(), DEVICE_SECONDS));
    },

    /** Counts a guess at the current password by somebody who is signed in. */
    confirmPassword: <T>(contactId: string, attempt: Attempt<T>): Promise<T> => tryCounted(strapi, [[limits.confirm, contactId]], attempt),

    /**
     * Counts a try at a second factor, by account: it goes on counting over new password sign-ins. Who
     * has the password only cannot use up the tries of a browser that the contact has signed in with.
     */
    proveFactor<T>(http: Http, email: string, attempt: Attempt<T>): Promise<T> {
      const device = knownDevice(http, email);
      const counted: Counted[] = device
        ? [
            [limits.factorDevice, device],
            [limits.factorDevices, email],
          ]
        : [[limits.factor, email]];
      return tryCounted(strapi, counted, attempt);
    },

    /** Counts a sign-up, from one client and over the portal: a flood of them makes no flood of mail. */
    async signUp(http: Http): Promise<void> {
      await limits.signUpAddress.count(clientOf(http.ip));
      await limits.signUpPortal.count('all');
    },

    /**
     * Counts a request for mail. Too many for one account is not told, or it would tell that others
     * asked for it: the answer is whether to go on.
     */
    async requestMail(http: Http, email: string): Promise<boolean> {
      await limits.mailAddress.count(clientOf(http.ip));
      try {
        await limits.mailAccount.count(email);
        return true;
      } catch (error) {
        if (error instanceof PortalError) return false;
        throw error;
      }
    },

    /** Counts a look at a mailed link. */
    useLink: (http: Http): Promise<void> => limits.link.count(clientOf(http.ip)),
  };
}

export type Throttle = ReturnType<typeof createThrottle>;
