import type { LinkPurpose } from '../../../plugin/contract/customer/invitation';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { attemptsOf } from '../attempts';
import type { Http } from '../kernel/http';
import { now } from '../platform/clock';
import type { Strapi } from '../platform/strapi';
import { createLinks, type LinkContact } from './links';
import { createSignInLinks } from './sign-in-links';

/** Links that are mailed to contacts, and signing in by one. */
export function createEmailLinks(strapi: Strapi) {
  const links = createLinks(strapi);
  return {
    links,
    signIn: createSignInLinks(strapi, links),

    preview: (http: Http, purpose: LinkPurpose, token: string): Promise<LinkContact> =>
      attemptsOf(strapi).useLink(http, () => links.preview(purpose, token)),

    cleanUp: () => links.removeExpired(now(strapi)),
  };
}

export type EmailLinks = ReturnType<typeof createEmailLinks>;

/** The service of mailed links, typed. */
export const emailLinksOf = (strapi: Strapi): EmailLinks => strapi.plugin(PLUGIN_ID).service('email-links');
