import { z } from 'zod';
import { SIGN_IN_PATH } from '../plugin-id';
import { endpoint, resource } from './endpoint';

/** What the checks take of a SAML response, with the characters of Base64 that a form escapes. */
const MAX_FORM = 128 * 1024;

/** A connection's; one that nobody has is the sign-in page's to tell of. */
const params = z.strictObject({ key: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/u) });

/** Whether the portal is on decides the step that the browser comes back from: an editor tests connections before. */
const page = { access: { kind: 'page' }, whilePortalOff: true, params, errors: ['not-found'] } as const;
const form = { takes: 'form', maxBody: MAX_FORM } as const;

/**
 * Where identity providers send browsers, and what they fetch. A person looks at these, and their parameters are the
 * protocols': they are no API, and stand in no OpenAPI document.
 */
export const providersContract = resource('providers', {
  callback: endpoint(`GET ${SIGN_IN_PATH}/:key/callback`, {
    ...page,
    answers: { kind: 'page' },
    summary: "An identity provider's answer (OAuth 2.0, OpenID Connect).",
  }),
  postedCallback: endpoint(`POST ${SIGN_IN_PATH}/:key/callback`, {
    ...page,
    ...form,
    answers: { kind: 'page' },
    summary: 'The same, of a provider that lets the browser post it (response mode form_post).',
  }),
  acs: endpoint(`POST ${SIGN_IN_PATH}/:key/acs`, {
    ...page,
    ...form,
    answers: { kind: 'page' },
    summary: 'A SAML response (HTTP-POST binding).',
  }),
  test: endpoint(`GET ${SIGN_IN_PATH}/:key/test`, {
    ...page,
    answers: { kind: 'page' },
    summary: "Begins an editor's test of a connection, once by its ticket.",
  }),
  metadata: endpoint(`GET ${SIGN_IN_PATH}/:key/metadata`, {
    ...page,
    answers: { kind: 'file' },
    summary: 'SAML metadata of the portal, for the identity provider.',
  }),
  logout: endpoint(`GET ${SIGN_IN_PATH}/:key/logout`, {
    ...page,
    answers: { kind: 'redirect' },
    summary: 'SAML single logout (HTTP-Redirect binding).',
  }),
});
