import { email as emailSchema } from '../../../plugin/contract/schemas';
import type { SessionInfo } from '../../../plugin/contract/customer/session';
import type { signUpContract } from '../../../plugin/contract/customer/sign-up';
import type { InputOf } from '../../../plugin/contract/endpoint';
import type { Language } from '../../../plugin/vocabulary';
import { activityOf } from '../activity';
import { attemptsOf } from '../attempts';
import type { Http } from '../kernel/http';
import { passwordOf } from '../password';
import { platformOf } from '../platform';
import { now, plusSeconds } from '../platform/clock';
import { configOf } from '../platform/config';
import { hashToken, randomToken } from '../platform/crypto';
import { PortalError } from '../platform/errors';
import type { JobKind } from '../platform/jobs';
import type { MailKind } from '../../../plugin/vocabulary';
import { serviceOf, table, type Row, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { FIRST_EPOCH, sessionsOf } from '../sessions';
import { portalBrand, settingsOf } from '../settings';
import { createAccounts, type VerifiedPerson } from './account';

const REQUEST = 'sign-up-request';

export const answerSignUp: JobKind = {
  kind: REQUEST,
  run: (strapi) => (payload) => signUpOf(strapi).answer(payload as SignUpRequest),
};

type SignUpRequest = InputOf<(typeof signUpContract)['request']>['body'];

interface SignUpRow extends Row {
  email: string;
  firstName: string | null;
  lastName: string | null;
  organisation: string | null;
  language: Language | null;
}

/**
 * Self sign-up. The request only queues what was typed, so that it does the same work for a known and
 * an unknown address; what the mail says depends on whether there is an account.
 */
export function createSignUp(strapi: Strapi) {
  const { jobs, mail } = platformOf(strapi);
  const { signIn } = sessionsOf(strapi);
  const { passwords } = passwordOf(strapi);
  const attempts = attemptsOf(strapi);
  const accounts = createAccounts(strapi);
  const rows = table<SignUpRow>(strapi, UID.signUp);

  const personOf = (row: SignUpRow): VerifiedPerson => ({
    email: row.email,
    firstName: row.firstName ?? '',
    lastName: row.lastName ?? '',
    organisation: row.organisation ?? '',
    language: row.language,
  });

  async function open(token: string): Promise<SignUpRow> {
    const row = await rows.findOne({ where: { tokenHash: hashToken(token), expiresAt: { $gt: now(strapi) } } });
    if (!row) throw new PortalError('invalid-link');
    return row;
  }

  return {
    accounts,

    async request(http: Http, request: SignUpRequest): Promise<void> {
      if (!(await attempts.signUp(http, request.email))) return;
      await jobs.add(REQUEST, request);
      await activityOf(strapi).record({ kind: 'sign-up-requested', email: request.email, client: http });
    },

    /** Mails what was asked for: a link to go on, or that there is an account. */
    async answer({ language, ...person }: SignUpRequest): Promise<void> {
      const email = emailSchema.parse(person.email);
      // Switched off meanwhile: nothing goes out any more.
      if (!(await settingsOf(strapi).preferences()).selfSignUp) return;
      const brand = await portalBrand(strapi);
      const tell = (kind: MailKind, path: string, expiresAt?: Date) =>
        mail.queue(
          {
            kind,
            language: language ?? brand.defaultLanguage,
            // Whose address it is nobody knows yet: nothing that was typed goes out under the organisation's name.
            firstName: '',
            email,
            customers: [],
            url: `${brand.portalUrl}${path}`,
            ...(expiresAt && { expiresAt }),
          },
          brand,
        );
      if (await accounts.exists(email)) {
        await tell('sign-up-known', '/sign-in');
        return;
      }
      const token = randomToken();
      const expiresAt = plusSeconds(now(strapi), configOf(strapi).links.signUpSeconds);
      await strapi.db.transaction(async () => {
        // The latest request counts: a link that somebody else asked for in this name is void.
        await rows.deleteMany({ where: { email } });
        await rows.create({ data: { ...person, email, language: language ?? null, tokenHash: hashToken(token), expiresAt } });
        await tell('sign-up', `/sign-up/confirm#token=${token}`, expiresAt);
      });
    },

    async preview(http: Http, token: string) {
      const person = personOf(await attempts.useLink(http, () => open(token)));
      const joined = await accounts.customerOfDomain(person.email);
      const customer = joined?.name ?? accounts.ownName(person);
      return { email: person.email, firstName: person.firstName, customer, joins: joined !== null, language: person.language };
    },

    async confirm(http: Http, token: string, password: string, language?: Language): Promise<SessionInfo> {
      const row = await attempts.useLink(http, () => open(token));
      const person = { ...personOf(row), ...(language && { language }) };
      const passwordHash = await passwords.prepare(password, person, 'password');
      const contactId = await strapi.db
        .transaction(async () => {
          // Used up by its removal: of two at once one finds nothing.
          if ((await rows.deleteMany({ where: { id: row.id } })).count !== 1) throw new PortalError('invalid-link');
          const made = await accounts.create(person);
          await passwords.set(made, passwordHash);
          return made.id;
        })
        .catch(async (error: unknown) => {
          // Somebody else made the account meanwhile: the link has nothing left to do.
          throw (await accounts.exists(person.email)) ? new PortalError('invalid-link') : error;
        });
      await activityOf(strapi).record({ kind: 'sign-up', email: person.email, contactId, client: http });
      return signIn.complete({ contactId, epoch: FIRST_EPOCH, email: person.email, method: 'sign-up', refusal: 'signed-out' }, http);
    },

    cleanUp: () => rows.deleteMany({ where: { expiresAt: { $lt: now(strapi) } } }),
  };
}

export const signUpOf = serviceOf('sign-up', createSignUp);
