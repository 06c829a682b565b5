import { email as emailSchema } from '../../../plugin/contract/schemas';
import { attemptsOf } from '../attempts';
import type { Http } from '../kernel/http';
import { platformOf } from '../platform';
import type { JobKind } from '../platform/jobs';
import type { Strapi } from '../platform/strapi';
import { sessionsOf } from '../sessions';
import { wasInvited } from './invited';
import { contactWith, type LinkContact } from './links';

type Purpose = 'sign-in' | 'password-reset';

const KINDS: Record<Purpose, string> = { 'sign-in': 'sign-in-link-request', 'password-reset': 'password-reset-request' };

/**
 * A way in that is mailed to whoever asks for it with an address. The request only queues the address: looking it
 * up happens in the job, so that it does the same work for a known and an unknown one.
 */
export async function requestMailed(strapi: Strapi, purpose: Purpose, http: Http, email: string): Promise<void> {
  if (await attemptsOf(strapi).requestMail(http, email, purpose)) await platformOf(strapi).jobs.add(KINDS[purpose], { email });
}

/** The job of such a request. @param send mails the way in to a contact who may have it */
export const mailedOnRequest = (purpose: Purpose, send: (strapi: Strapi, contact: LinkContact) => Promise<void>): JobKind => ({
  kind: KINDS[purpose],
  run: (strapi) => async (payload) => {
    const email = emailSchema.parse((payload as { email: string }).email);
    const contact = await contactWith(strapi, email);
    if (!contact || !(await sessionsOf(strapi).signIn.mayEnter(contact.id))) return;
    if (await wasInvited(strapi, contact.id)) await send(strapi, contact);
  },
});
