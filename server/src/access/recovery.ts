import { email as emailSchema } from '../../../plugin/contract/schemas';
import type { Jobs } from '../platform/jobs';
import type { Mail } from '../platform/mail';
import { table, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { portalBrand } from '../settings';
import { wasInvited } from './invited';
import type { LinkContact, Links } from './links';
import type { SignIn } from './sign-in';

const REQUEST = 'password-reset-request';

/**
 * Forgotten passwords. The request itself only queues the address: looking it up happens in the
 * job, so that the request does the same work for a known and an unknown one.
 */
export function createRecovery(strapi: Strapi, jobs: Jobs, mail: Mail, links: Links, signIn: SignIn) {
  const contacts = table<LinkContact>(strapi, UID.contact);

  async function mailable(email: string): Promise<LinkContact | null> {
    const contact = await contacts.findOne({ where: { email } });
    if (contact?.email !== email) return null;
    return (await signIn.mayEnter(contact.id)) && (await wasInvited(strapi, contact.id)) ? contact : null;
  }

  jobs.register(REQUEST, async (payload) => {
    const { email } = payload as { email: string };
    const contact = await mailable(emailSchema.parse(email));
    if (!contact) return;
    const brand = await portalBrand(strapi);
    await strapi.db.transaction(async () => {
      const { token, expiresAt } = await links.create('password-reset', contact);
      await mail.queue(
        {
          kind: 'password-reset',
          language: contact.language ?? brand.defaultLanguage,
          firstName: contact.firstName ?? '',
          email: contact.email,
          customers: [],
          url: `${brand.portalUrl}/reset-password#token=${token}`,
          expiresAt,
        },
        brand,
      );
    });
  });

  return {
    async request(email: string): Promise<void> {
      await jobs.add(REQUEST, { email });
    },
  };
}

export type Recovery = ReturnType<typeof createRecovery>;
