import type { LinkPurpose } from '../../../plugin/contract/customer/invitation';
import { attemptsOf } from '../attempts';
import type { Http } from '../kernel/http';
import { now } from '../platform/clock';
import { serviceOf, type Strapi } from '../platform/strapi';
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

export const emailLinksOf = serviceOf('email-links', createEmailLinks);
