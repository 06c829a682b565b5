import { email as emailSchema } from '../../../plugin/contract/schemas';
import { activityOf } from '../activity';
import type { Http } from '../kernel/http';
import { PortalError } from '../platform/errors';
import type { Jobs } from '../platform/jobs';
import { table, type Strapi } from '../platform/strapi';
import { UID } from '../platform/uid';
import { settingsOf } from '../settings';
import { wasInvited } from './invited';
import type { LinkContact, Links } from './links';
import type { Notices } from './notices';
import type { SignIn } from './sign-in';
import type { Throttle } from './throttle';
import { BY_EDITOR } from './ways-in';

const REQUEST = 'sign-in-link-request';

interface Parts {
  jobs: Jobs;
  links: Links;
  notices: Notices;
  signIn: SignIn;
  throttle: Throttle;
}

/** Sign-in links by mail: asked for by the contact, or sent by an editor when nothing else helps. */
export function createSignInLinks(strapi: Strapi, { jobs, links, notices, signIn, throttle }: Parts) {
  const contacts = table<LinkContact>(strapi, UID.contact);

  const byLinkIsOn = async (): Promise<boolean> => {
    const { emailLinkSignIn, signInMode } = await settingsOf(strapi).preferences();
    return emailLinkSignIn && signInMode === 'default';
  };

  async function send(contact: LinkContact, byEditor: boolean): Promise<void> {
    await strapi.db.transaction(async () => {
      const { token, expiresAt } = await links.create('sign-in', contact, { byEditor });
      await notices.tell(contact.id, byEditor ? 'editor-sign-in-link' : 'sign-in-link', {
        path: `/sign-in/link#token=${token}`,
        expiresAt,
        keepFate: byEditor,
      });
    });
  }

  jobs.register(REQUEST, async (payload) => {
    const email = emailSchema.parse((payload as { email: string }).email);
    const contact = await contacts.findOne({ where: { email } });
    if (contact?.email !== email || !(await byLinkIsOn()) || !(await signIn.mayEnter(contact.id))) return;
    if (!(await wasInvited(strapi, contact.id))) return;
    await send(contact, false);
  });

  return {
    /** Looking the address up happens in the job: the request does the same work for a known and an unknown one. */
    async request(http: Http, email: string): Promise<void> {
      if (await throttle.requestMail(http, email, 'sign-in')) await jobs.add(REQUEST, { email });
    },

    /** The link stands for the password; it skips no second factor. */
    async use(http: Http, token: string) {
      // Whoever has none does not learn here whether such links are on.
      const contact = await throttle.useLink(http, () => links.preview('sign-in', token));
      const byEditor = await links.isByEditor('sign-in', token);
      if (!byEditor && !(await byLinkIsOn())) throw new PortalError('invalid-link');
      await links.consume('sign-in', token);
      const method = byEditor ? BY_EDITOR : 'link';
      return signIn.complete({ contactId: contact.id, epoch: contact.epoch, email: contact.email, method, refusal: 'invalid-link' }, http);
    },

    async sendByEditor(documentId: string, editor: string): Promise<void> {
      const contact = await contacts.findOne({ where: { documentId } });
      if (!contact) throw new PortalError('not-found');
      if (!(await signIn.mayEnter(contact.id))) {
        throw new PortalError('not-allowed', { message: 'The contact has no access to the portal. Invite one of its customers first.' });
      }
      await send(contact, true);
      await activityOf(strapi).record({ kind: 'sign-in-link-sent', email: contact.email, contactId: contact.id, editor });
    },
  };
}
