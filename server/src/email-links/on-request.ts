import { email as emailSchema } from '../../../plugin/contract/schemas';
import { attemptsOf } from '../attempts';
import type { Http } from '../kernel/http';
import { platformOf } from '../platform';
import type { Strapi } from '../platform/strapi';
import { sessionsOf } from '../sessions';
import { wasInvited } from './invited';
import { contactWith, type LinkContact } from './links';

/**
 * A way in that is mailed to whoever asks for it with an address. The request only queues the address: looking it
 * up happens in the job, so that it does the same work for a known and an unknown one.
 */
export function mailedOnRequest(
  strapi: Strapi,
  purpose: 'sign-in' | 'password-reset',
  job: string,
  send: (contact: LinkContact) => Promise<void>,
): (http: Http, email: string) => Promise<void> {
  const { jobs } = platformOf(strapi);

  jobs.register(job, async (payload) => {
    const email = emailSchema.parse((payload as { email: string }).email);
    const contact = await contactWith(strapi, email);
    if (!contact || !(await sessionsOf(strapi).signIn.mayEnter(contact.id))) return;
    if (await wasInvited(strapi, contact.id)) await send(contact);
  });

  return async (http, email) => {
    if (await attemptsOf(strapi).requestMail(http, email, purpose)) await jobs.add(job, { email });
  };
}
