import { z } from 'zod';
import { SIGN_IN_PATH } from '../plugin-id';
import { endpoint } from './endpoint';

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
export const providersContract = {
  callback: endpoint({
    ...page,
    id: 'providers.callback',
    method: 'GET',
    path: `${SIGN_IN_PATH}/:key/callback`,
    answers: { kind: 'page' },
    summary: "An identity provider's answer (OAuth 2.0, OpenID Connect).",
  }),
  postedCallback: endpoint({
    ...page,
    ...form,
    id: 'providers.postedCallback',
    method: 'POST',
    path: `${SIGN_IN_PATH}/:key/callback`,
    answers: { kind: 'page' },
    summary: 'The same, of a provider that lets the browser post it (response mode form_post).',
  }),
  acs: endpoint({
    ...page,
    ...form,
    id: 'providers.acs',
    method: 'POST',
    path: `${SIGN_IN_PATH}/:key/acs`,
    answers: { kind: 'page' },
    summary: 'A SAML response (HTTP-POST binding).',
  }),
  test: endpoint({
    ...page,
    id: 'providers.test',
    method: 'GET',
    path: `${SIGN_IN_PATH}/:key/test`,
    answers: { kind: 'page' },
    summary: "Begins an editor's test of a connection, once by its ticket.",
  }),
  metadata: endpoint({
    ...page,
    id: 'providers.metadata',
    method: 'GET',
    path: `${SIGN_IN_PATH}/:key/metadata`,
    answers: { kind: 'file' },
    summary: 'SAML metadata of the portal, for the identity provider.',
  }),
  logout: endpoint({
    ...page,
    id: 'providers.logout',
    method: 'GET',
    path: `${SIGN_IN_PATH}/:key/logout`,
    answers: { kind: 'redirect' },
    summary: 'SAML single logout (HTTP-Redirect binding).',
  }),
} as const;
