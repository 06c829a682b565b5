import type { MailChoices, mailChoicesContract, unsubscribeContract } from '../../../plugin/contract/customer/mail-choices';
import { isOn, type SwitchKey } from '../../../plugin/preferences';
import { MAIL_TOPICS, type MailTopic } from '../../../plugin/vocabulary';
import type { Handlers, Page } from '../kernel/binder';
import { platformOf } from '../platform';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { portalBrand, settingsOf } from '../settings';

/** Topics that there is nothing about while a switch is off. */
const NEEDS: Partial<Record<MailTopic, SwitchKey>> = { files: 'sharedFiles', reviews: 'reviews', forwarded: 'forwardDocuments' };

/** What a mail program posts (RFC 8058, section 3.1), as a form of either kind. */
const ONE_CLICK = /List-Unsubscribe(?:=|"\s*\r?\n\r?\n)One-Click/u;

const said = (status: number, text: string): Page => ({
  status,
  policy: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  html: `<!doctype html><meta charset="utf-8"><title>${text}</title><p>${text}</p>`,
});

export function mailChoicesHandlers(strapi: Strapi): Handlers<typeof mailChoicesContract> {
  const { choices } = platformOf(strapi).mail;

  async function choicesOf(contact: number): Promise<MailChoices> {
    const [preferences, off] = [await settingsOf(strapi).preferences(), await choices.offOf(contact)];
    const there = MAIL_TOPICS.filter((topic) => {
      const needed = NEEDS[topic];
      return !needed || isOn(preferences, needed);
    });
    return { topics: there.map((topic) => ({ topic, on: !off.includes(topic) })) };
  }

  return {
    find: ({ party }) => choicesOf(party.contact.id),
    async update({ party, body }) {
      await choices.set(party.contact.id, body.topic, body.on);
      return choicesOf(party.contact.id);
    },
    async stop({ body }) {
      const topic = await choices.useToken(body.token);
      if (!topic) throw new PortalError('invalid-link');
      return { topic };
    },
  };
}

export const unsubscribeHandlers = (strapi: Strapi): Handlers<typeof unsubscribeContract> => ({
  async show({ params }) {
    const { portalUrl } = await portalBrand(strapi);
    return { to: `${portalUrl}/unsubscribe#token=${params.token.replace(/[^\w-]/gu, '')}` };
  },
  async stop({ params, delivery }) {
    if (!ONE_CLICK.test(delivery.raw.toString('latin1'))) return said(400, 'Nothing was changed.');
    return (await platformOf(strapi).mail.choices.useToken(params.token)) ? said(200, 'Done.') : said(404, 'Nothing was changed.');
  },
});
