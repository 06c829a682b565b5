import type { Message } from '../message';
import type { Check } from './check';

/** We are in the audience, of every restriction if there are several (SAML Core 2.5.1.4; Web SSO profile 4.1.4.2). */
export const audience: Check<Message> = {
  code: 'saml-wrong-audience',
  refuses({ assertion: { audiences } }, { urls }) {
    if (!audiences.length) return 'no audience';
    return !audiences.every((restriction) => restriction.includes(urls.entityId)) && audiences.flat().join(', ');
  },
};
