import type { LinkPurpose } from '../../../plugin/contract/customer/invitation';
import type { Http } from '../kernel/http';
import { clientOf, siteOf } from '../platform/client-address';
import { configOf } from '../platform/config';
import { PortalError } from '../platform/errors';
import { countAll, countedAttempt, createLimiter, ProofWanted, type Attempt, type Counted, type Limiter } from '../platform/limits';
import { serviceOf, type Strapi } from '../platform/strapi';
import { knownDevice, rememberDevice } from './device';
import { createProofs, MOST_TIMES } from './proof-of-work';

const HOUR = 3600;
const AUTHORIZATIONS_SECONDS = 900;

/** How many times one browser's attempts all the known browsers of an account have together. */
const DEVICES = 3;

/** How many times one session's guesses all the sessions of a contact have together. */
const SESSIONS = 3;

/** How many times a limit there is beyond it, for who proves work. */
const BEYOND = 3;
/** What each client, or its site, has at one account when strangers have used up that too: its owner may be among them. */
const LAST = 3;
/** The whole portal's limit has no end: it asks everybody it does not know for work, and refuses nobody. */
const UNBOUNDED = 2 ** 31 - 1;
/** How many times one client's attempts its IPv6 site (/48) has. */
const SITE = 4;
/** Mails of one purpose to one address, as long as the link in them is good. */
const MAILS = 5;

/** What mail is asked for, each with counters of its own: none uses up another's. */
export type MailPurpose = LinkPurpose | 'sign-up';

/** A counter, and the one that stands in for it when it is used up, for who brings a proof of work. */
interface Soft {
  free: Limiter;
  beyond: Limiter;
}

/** A limit by client address: one for the client, a wider one for its IPv6 site. */
interface ByClient {
  client: Soft;
  site: Soft;
}

/**
 * Limits on guessing, and on what makes us send mail, counted in the database so that all instances share them. A
 * try is counted before it is checked: parallel guesses count one by one. A browser that the contact has signed in
 * with before has a counter of its own, so that an attacker who uses up the account's cannot lock
 * the owner out (OWASP Blocking Brute Force Attacks, device cookies). All those browsers have a limit
 * together: whoever once had the password can make browsers of their own known, as many as they like. What others
 * used up refuses nobody at first: it asks for a proof of work (docs/decisions.md).
 */
export function createAttempts(strapi: Strapi) {
  const config = configOf(strapi);
  const { throttle } = config;
  const windowSeconds = throttle.windowSeconds;
  const proofs = createProofs(strapi);
  const limiter = (name: string, points: number, seconds = windowSeconds): Limiter =>
    createLimiter(strapi, { name, points, windowSeconds: seconds });
  const soft = (name: string, points: number, seconds = windowSeconds, most = points * BEYOND): Soft => ({
    free: limiter(name, points, seconds),
    beyond: limiter(`${name}:proved`, most, seconds),
  });
  const byClient = (name: string, points: number, seconds = windowSeconds, most?: number): ByClient => ({
    client: soft(`${name}:address`, points, seconds, most),
    site: soft(`${name}:site`, points * SITE, seconds, most),
  });
  const limits = {
    portal: soft('sign-in:portal', throttle.perPortal, windowSeconds, UNBOUNDED),
    address: byClient('sign-in', throttle.perAddress),
    account: soft('sign-in:account', throttle.perAccount),
    accountLast: limiter('sign-in:account:last', LAST),
    device: limiter('sign-in:device', throttle.perAccount),
    devices: limiter('sign-in:devices', throttle.perAccount * DEVICES),
    confirm: limiter('password:session', throttle.perAccount),
    confirmAll: limiter('password:contact', throttle.perAccount * SESSIONS),
    endSession: limiter('sessions:one', 20),
    endOthers: limiter('sessions:others', 5),
    factor: limiter('factor:account', throttle.perAccount),
    factorDevice: limiter('factor:device', throttle.perAccount),
    factorDevices: limiter('factor:devices', throttle.perAccount * DEVICES),
    signUp: byClient('sign-up', config.signUp.perAddress, HOUR),
    signUpPortal: soft('sign-up:portal', config.signUp.perPortal, HOUR),
    // Through an identity provider: no page of ours is there to prove work, and the provider has counted already.
    signUpElsewhere: limiter('sign-up-elsewhere:address', config.signUp.perAddress, HOUR),
    signUpElsewherePortal: limiter('sign-up-elsewhere:portal', config.signUp.perPortal, HOUR),
    newPassword: limiter('new-password', 50),
    passkey: byClient('passkey', 100),
    // Whole offices come from one address: more work, and no end.
    authorization: byClient('trip', 100, AUTHORIZATIONS_SECONDS, UNBOUNDED),
    link: limiter('link:address', 100),
  };

  /**
   * Mail of one purpose. As long as no more is sent than these, a link that was sent is still good: what is
   * swallowed silences nobody, since the last link is in the mailbox.
   */
  function mailLimits(purpose: MailPurpose) {
    const { passwordResetSeconds, signInSeconds, signUpSeconds } = config.links;
    const life = purpose === 'sign-in' ? signInSeconds : purpose === 'sign-up' ? signUpSeconds : passwordResetSeconds;
    const seconds = Math.min(HOUR, life);
    return {
      account: limiter(`mail:${purpose}:account`, MAILS, seconds),
      device: limiter(`mail:${purpose}:device`, MAILS, seconds),
      devices: limiter(`mail:${purpose}:devices`, MAILS * DEVICES, seconds),
      address: byClient(`mail:${purpose}`, 30, HOUR),
      portal: soft(`mail:${purpose}:portal`, 500, HOUR, UNBOUNDED),
    };
  }
  const mails = new Map<MailPurpose, ReturnType<typeof mailLimits>>();
  const mailsOf = (purpose: MailPurpose): ReturnType<typeof mailLimits> => {
    const known = mails.get(purpose) ?? mailLimits(purpose);
    mails.set(purpose, known);
    return known;
  };

  const one = ({ free, beyond }: Soft, key: string, last?: Counted): Counted => [free, key, [beyond, key, last]];
  const fromClient = ({ client, site }: ByClient, http: Http): Counted[] => {
    const wider = siteOf(http.ip);
    return [one(client, clientOf(http.ip)), ...(wider ? [one(site, wider)] : [])];
  };

  /**
   * What a sign-in counts where it has nothing of its own to count by. The client first: one that is refused
   * reaches no counter that it shares with others.
   */
  const stranger = (http: Http, email: string): Counted[] => [
    ...fromClient(limits.address, http),
    one(limits.account, email, [limits.accountLast, `${email} ${siteOf(http.ip) ?? clientOf(http.ip)}`]),
    one(limits.portal, 'all'),
  ];

  /** The more there are who prove, the harder it is for those who meet the same counter: it slows a botnet down that does. */
  async function times(counted: readonly Counted[]): Promise<number> {
    let most = 1;
    for (const [free, , beyond] of counted) {
      if (!beyond) continue;
      const [limiter, key, last] = beyond;
      const used = await limiter.used(key);
      most = Math.max(most, last && used >= limiter.points ? MOST_TIMES : 1 + Math.floor(used / free.points));
    }
    return Math.min(most, MOST_TIMES);
  }

  /**
   * Runs what may be refused for what others did. Who may prove work for it is told what to solve; a solution that
   * came along is used up before. One that was much easier than what is asked for now counts for nothing: easy ones
   * could be collected beforehand.
   */
  async function provable<T>(http: Http, purpose: string, counted: readonly Counted[], work: (proved: boolean) => Promise<T>): Promise<T> {
    const brought = await proofs.brought(http, purpose);
    try {
      return await work(brought > 0 && brought * 2 >= (await times(counted)));
    } catch (error) {
      if (!(error instanceof ProofWanted)) throw error;
      throw new PortalError(error.code, { retryAfter: error.retryAfter, challenge: await proofs.challenge(purpose, await times(counted)) });
    }
  }

  const count = (http: Http, purpose: string, counted: Counted[]): Promise<unknown> =>
    provable(http, purpose, counted, (proved) => countAll(strapi, counted, proved));

  /** Counts without a word: whether there is room. */
  async function quietly(counted: Counted[]): Promise<boolean> {
    try {
      await countAll(strapi, counted);
      return true;
    } catch (error) {
      if (error instanceof PortalError) return false;
      throw error;
    }
  }

  /** What a browser counts by that this account has signed in with: its own counter, and one for all of them together. */
  function byDevice(http: Http, email: string, one: Limiter, all: Limiter): Counted[][] {
    const device = knownDevice(strapi, http, email);
    if (device === undefined) return [];
    return [
      [
        [one, device],
        [all, email],
      ],
    ];
  }

  return {
    /** Counts an attempt to sign in; by a known browser's own counters as long as they have room. */
    signIn<T>(http: Http, email: string, attempt: Attempt<T>): Promise<T> {
      const counted = stranger(http, email);
      const ways = [...byDevice(http, email, limits.device, limits.devices), counted];
      return provable(http, 'sign-in', counted, (proved) => countedAttempt(strapi, ways, attempt, proved));
    },

    rememberDevice: (http: Http, email: string): void => rememberDevice(strapi, http, email),

    /** Counts a guess at the current password by somebody who is signed in: a stolen session uses up its own first. */
    confirmPassword: <T>({ contact, session }: { contact: string; session: number }, attempt: Attempt<T>): Promise<T> =>
      countedAttempt(
        strapi,
        [
          [
            [limits.confirm, String(session)],
            [limits.confirmAll, contact],
          ],
        ],
        attempt,
      ),

    /** Counts what ends another session, or all others; by session, so that a stolen one silences itself and not the owner. */
    endSession: (session: number): Promise<void> => limits.endSession.count(String(session)),
    endOtherSessions: (session: number): Promise<void> => limits.endOthers.count(String(session)),

    /**
     * Counts an attempt at a second factor, by account: it goes on counting over new password sign-ins. Who
     * has the password only cannot use up the attempts of a browser that the contact has signed in with. No work opens
     * more of them, since a code has six digits: who is kept out by somebody with the password sets another by mail.
     */
    proveFactor<T>(http: Http, email: string, attempt: Attempt<T>): Promise<T> {
      const ways = [...byDevice(http, email, limits.factorDevice, limits.factorDevices), [[limits.factor, email] as const]];
      return countedAttempt(strapi, ways, attempt);
    },

    /**
     * Counts a sign-up with the mail that it makes us send, from one client and over the portal: a flood of them
     * makes no flood of mail. The answer is whether to go on, as with `requestMail`.
     */
    async signUp(http: Http, email: string): Promise<boolean> {
      await count(http, 'sign-up', [...fromClient(limits.signUp, http), one(limits.signUpPortal, 'all')]);
      return quietly([[mailsOf('sign-up').account, email]]);
    },

    /** Counts an account that a sign-in elsewhere makes. */
    signUpElsewhere: (http: Http): Promise<unknown> =>
      countAll(strapi, [
        [limits.signUpElsewhere, clientOf(http.ip)],
        [limits.signUpElsewherePortal, 'all'],
      ]),

    /**
     * Counts a request for mail. Too many for one account is not told, or it would tell that others
     * asked for it: the answer is whether to go on. A browser that the contact has signed in with counts for itself
     * as long as it can.
     */
    async requestMail(http: Http, email: string, purpose: Exclude<MailPurpose, 'sign-up'>): Promise<boolean> {
      const { account, device, devices, address, portal } = mailsOf(purpose);
      const [known] = byDevice(http, email, device, devices);
      if (known && (await quietly(known))) return true;
      await count(http, `mail:${purpose}`, [...fromClient(address, http), one(portal, 'all')]);
      return quietly([[account, email]]);
    },

    /** Counts a mail that a sign-in elsewhere makes us send; whether to go on. The provider has vouched for the address. */
    requestMailElsewhere: (email: string): Promise<boolean> => quietly([[mailsOf('connection-link').account, email]]),

    /** Counts a new password of somebody who may set one: its strength and its hash cost something. */
    newPassword: (email: string): Promise<void> => limits.newPassword.count(email),

    /** Counts a step of a sign-in by passkey, which anybody may ask for. */
    usePasskey: (http: Http): Promise<unknown> => count(http, 'passkey', fromClient(limits.passkey, http)),

    /** Counts an authorization request to an identity provider that begins: each is a row, and a question to the provider. */
    beginAuthorization: (http: Http): Promise<unknown> => count(http, 'trip', fromClient(limits.authorization, http)),

    /** One that ended with somebody whom the provider vouches for counts no more. */
    async endAuthorization(http: Http): Promise<void> {
      for (const [limiter, key] of fromClient(limits.authorization, http)) await limiter.giveBack(key);
    },

    /**
     * Looks at a mailed link, and counts one that is none: who has a good one is not kept from it by others at the
     * same address. Tokens are too long to be guessed; this keeps somebody who tries busy elsewhere.
     */
    async useLink<T>(http: Http, open: () => Promise<T>): Promise<T> {
      try {
        return await open();
      } catch (error) {
        if (error instanceof PortalError && error.code === 'invalid-link') await limits.link.count(clientOf(http.ip));
        throw error;
      }
    },
  };
}

export const attemptsOf = serviceOf('attempts', createAttempts);
