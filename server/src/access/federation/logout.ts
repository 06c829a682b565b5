import type { Context } from 'koa';
import { activityOf } from '../../activity';
import { createHttp } from '../../kernel/http';
import { table, type Strapi } from '../../platform/strapi';
import { UID } from '../../platform/uid';
import { portalBrand } from '../../settings';
import { SamlRefused } from '../saml';
import { notFound, sendOn } from './pages';
import type { Federation } from './service';

/**
 * Single logout at the identity provider's wish (SAML Profiles 4.4, HTTP-Redirect binding): a signed
 * request ends every session that the person has through this connection, at once and for good. More
 * than the one session it may name: to end too much is safe, to end too little is not.
 */
export function createLogout(strapi: Strapi, federation: () => Federation) {
  return async function logout(ctx: Context, key: string | null): Promise<void> {
    const found = key === null ? null : await federation().providers.saml(key);
    if (!found) return notFound(ctx);
    const { saml, connection } = found;
    const { portalUrl } = await portalBrand(strapi);
    const asked = new URLSearchParams(ctx.querystring).has('SAMLRequest');
    try {
      if (!asked) return sendOn(ctx, `${portalUrl}/sign-in`);
      const request = await saml.verifyLogoutRequest(ctx.querystring);
      const identity = await federation().identities.find({
        connection: connection.key,
        issuer: connection.settings.entityId,
        subject: request.nameId.value,
      });
      if (identity?.contact) {
        const { id: contactId, email } = identity.contact;
        const where = { contact: contactId, method: connection.key };
        await table(strapi, UID.session).deleteMany({ where });
        const detail = `${connection.settings.name}: single logout`;
        await activityOf(strapi).record({ kind: 'sign-out', email, contactId, client: createHttp(strapi, ctx), detail });
      }
      sendOn(ctx, await request.answerUrl(true));
    } catch (error) {
      if (!(error instanceof SamlRefused)) throw error;
      strapi.log.warn(`customer-portal: a logout request was refused: ${error.code}${error.detail ? `: ${error.detail}` : ''}`);
      sendOn(ctx, `${portalUrl}/sign-in#problem=unexpected`);
    }
  };
}
