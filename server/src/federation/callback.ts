import type { SessionInfo } from '../../../plugin/contract/customer/session';
import { activityOf } from '../activity';
import { attemptsOf } from '../attempts';
import type { Http } from '../kernel/http';
import { clientOf } from '../platform/client-address';
import { now } from '../platform/clock';
import { PortalError } from '../platform/errors';
import { createLimiter } from '../platform/limits';
import { table, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { sessionsOf, type Proof } from '../sessions';
import { settingsOf } from '../settings';
import type { AuthorizationRequest, AuthorizationRequests } from './authorization-requests';
import type { DryRuns } from './dry-run';
import type { Logout } from './logout';
import { LoginFailed } from './problem';
import type { Answer, Provider, Providers } from './providers';
import { isReauthenticated } from './reauthentication';
import type { Resolve } from './resolve';
import type { StepUp } from './step-up';

/** How an answer ends for the browser: on a page of the portal, or on the page of a dry run. */
export type CallbackResult =
  | { to: 'portal'; returnPath: string | null }
  | { to: 'confirmed'; returnPath: string | null }
  | { to: 'security' }
  | { to: 'tested' };

/** Answers from one address that belong to no request, or to one that had an answer already. */
const ANSWERS = { name: 'federation:answer', points: 30, windowSeconds: 15 * 60 };

interface Parts {
  requests: AuthorizationRequests;
  providers: Providers;
  dryRuns: DryRuns;
  resolve: Resolve;
  logout: Logout;
  stepUp: StepUp;
  /** A way in that is on, and offered in the present mode. */
  offered: (key: string) => Promise<Provider | null>;
}

/** What follows when a provider has sent a browser back. */
export function createCallback(strapi: Strapi, { requests, providers, dryRuns, resolve, logout, stepUp, offered }: Parts) {
  const { signIn } = sessionsOf(strapi);
  const attempts = attemptsOf(strapi);
  const answers = createLimiter(strapi, ANSWERS);

  /** The session that began to link is still there: it was not signed out or revoked on the way. */
  async function requireSession(request: AuthorizationRequest): Promise<{ contactId: number; session: { id: number; epoch: number } }> {
    const contactId = request.contact?.id;
    const { asker: session } = request.secrets;
    if (contactId !== undefined && session !== undefined) {
      // Whether the contact is still at that epoch is asked by what acts.
      const where = { ...session, contact: contactId, expiresAt: { $gt: now(strapi) } };
      if ((await table(strapi, UID.session).count({ where })) === 1) return { contactId, session };
    }
    throw new LoginFailed('login-expired', 'signed-out', 'The session that asked for it has ended.');
  }

  /**
   * Limits what is verified before anybody proved anything. The first answer to an authorization request is not counted by address,
   * since beginning is: nobody in the same house can keep others from signing in so. Gives back what was counted.
   */
  async function admit(request: AuthorizationRequest | null, http: Http): Promise<() => Promise<void>> {
    if (request && !(await requests.countAttempt(request))) {
      throw new LoginFailed('login-expired', 'too-many-answers', 'This sign-in has had too many answers that were refused.');
    }
    if (request && !request.tries) return () => Promise.resolve();
    const address = clientOf(http.ip);
    try {
      await answers.count(address);
    } catch (error) {
      if (!(error instanceof PortalError)) throw error;
      throw new LoginFailed('busy', 'too-many-answers', 'Too many answers from this address were refused.');
    }
    return () => answers.giveBack(address);
  }

  async function finish(provider: Provider, request: AuthorizationRequest | null, answer: Answer, http: Http): Promise<CallbackResult> {
    const giveBack = provider.endpoint === 'acs' ? await admit(request, http) : null;
    const account = await provider.callback(answer, request);
    await giveBack?.();
    try {
      if (request?.purpose === 'link') {
        const { contactId, session } = await requireSession(request);
        await resolve.addTo({ contactId, epoch: session.epoch, session: session.id }, account, provider.way, http);
        await attempts.endAuthorization(http);
        return { to: 'security' };
      }
      const reauthenticated = isReauthenticated(account.authenticatedAt, request?.secrets.begunAt, now(strapi));
      if (request?.purpose === 'step-up') {
        const { contactId, session } = await requireSession(request);
        await stepUp.confirm(contactId, session, { account, reauthenticated, way: provider.way }, http);
        await logout.remember(account);
        await attempts.endAuthorization(http);
        return { to: 'confirmed', returnPath: request.returnPath };
      }
      const proof = await resolve.prove(account, provider.way, http);
      if (request) await attempts.endAuthorization(http);
      await logout.remember(account);
      await complete({ ...proof, provedBefore: !reauthenticated }, http);
      return { to: 'portal', returnPath: request?.returnPath ?? null };
    } catch (error) {
      if (error instanceof LoginFailed) error.email = account.email ?? '';
      throw error;
    }
  }

  /** Something ended what was proved between the answer and the session: as with an answer that comes too late. */
  async function complete(proof: Proof, http: Http): Promise<SessionInfo> {
    try {
      return await signIn.complete(proof, http);
    } catch (error) {
      if (error instanceof PortalError && error.code === 'signed-out')
        throw new LoginFailed('login-expired', 'changed', 'The account or the connection was changed on the way.');
      throw error;
    }
  }

  /** What an editor finds in the activity when a login came to nothing; not for answers that are to no request of ours. */
  async function note(error: unknown, provider: Provider, request: AuthorizationRequest | null, http: Http): Promise<void> {
    if (!(error instanceof LoginFailed) || ['link-mailed', 'busy'].includes(error.problem) || (!request && !error.email)) return;
    // Once for an authorization request, however many answers to it are refused.
    if (request && !(await requests.refuse(request))) return;
    const detail = [provider.way.name, error.code, error.detail].filter(Boolean).join(': ');
    const contactId = request?.contact?.id ?? null;
    const kind = request?.purpose === 'step-up' ? 'step-up-failed' : 'sign-in-failed';
    await activityOf(strapi).record({ kind, email: error.email, contactId, client: http, detail });
  }

  /**
   * Takes what a provider sent back with a browser, once. `failed` is a LoginFailed, a PortalError
   * (`no-access`, `factor-required`, `too-many-requests`), or a fault of ours.
   */
  return async function callback(
    http: Http,
    key: string,
    answer: Answer,
  ): Promise<{ result: CallbackResult } | { failed: unknown; request: AuthorizationRequest | null }> {
    let request: AuthorizationRequest | null = null;
    let provider: Provider | null = null;
    try {
      provider = await providers.find(key);
      if (!provider) throw new LoginFailed('login-expired', 'not-found', 'There is no such connection.');
      provider.requireRoom?.();
      request = await providers.requestOf(provider, answer, http);
      if (request?.purpose === 'test') {
        await dryRuns.finish(provider, request, answer);
        return { result: { to: 'tested' } };
      }
      if (!(await settingsOf(strapi).preferences()).portalEnabled) throw new LoginFailed('access-off', 'portal-off');
      if (!(await offered(key))) throw new LoginFailed('login-expired', 'switched-off', 'The connection was switched off on the way.');
      if (request && request.revision !== provider.way.revision)
        throw new LoginFailed('login-expired', 'changed', 'The connection was changed on the way.');
      return { result: await finish(provider, request, answer, http) };
    } catch (failed) {
      if (provider) await note(failed, provider, request, http);
      return { failed, request };
    }
  };
}
