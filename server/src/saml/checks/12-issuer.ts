import type { Message } from '../message';
import type { Check } from './check';

/**
 * The connection's provider speaks, and nobody else (Web SSO profile 4.1.4.2). A key may be shared: a
 * hosting identity provider signs for all its tenants with one.
 */
export const issuer: Check<Message> = {
  code: 'saml-wrong-issuer',
  refuses({ response, assertion }, { settings }) {
    // A connection that is not filled in yet has no provider, and no message is from it.
    const wrong = [assertion.issuer, response.issuer ?? settings.entityId].filter((it) => it === '' || it !== settings.entityId);
    return wrong.length > 0 && (wrong.join(', ') || 'no issuer');
  },
};
