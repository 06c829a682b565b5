import type { CONNECTION_ICONS } from './preferences/forms';

/**
 * What the form for a new OpenID Connect connection is filled with. Data only: no code asks which
 * preset was used. Free of zod, so that the admin panel can import it.
 */
export interface ConnectionPreset {
  /** Stable id, for the form. */
  id: string;
  name: string;
  icon: (typeof CONNECTION_ICONS)[number];
  /** Issuer identifier; `{tenant}` is for the editor to replace. */
  issuer: string;
  scopes: readonly string[];
  responseMode: 'query' | 'form_post';
  /** Left out: strict. */
  nonce?: 'not-sent';
  pkce?: 'none';
  /** Where the provider hands out client ids. */
  console: string;
  /** What is special, as message ids below `login.preset.`; the screen shows them beside the form. */
  hints: readonly string[];
}

export const CONNECTION_PRESETS = [
  {
    id: 'google',
    name: 'Google',
    icon: 'google',
    issuer: 'https://accounts.google.com',
    scopes: ['email', 'profile'],
    responseMode: 'query',
    console: 'https://console.cloud.google.com/apis/credentials',
    hints: [],
  },
  {
    id: 'microsoft',
    name: 'Microsoft',
    icon: 'microsoft',
    issuer: 'https://login.microsoftonline.com/{tenant}/v2.0',
    scopes: ['email', 'profile'],
    responseMode: 'query',
    console: 'https://entra.microsoft.com',
    // Sends no email_verified: customers connect it from their security page.
    hints: ['tenant', 'email-not-verified'],
  },
  {
    id: 'apple',
    name: 'Apple',
    icon: 'apple',
    issuer: 'https://appleid.apple.com',
    scopes: ['email', 'name'],
    // Asked for by the provider whenever scopes are.
    responseMode: 'form_post',
    console: 'https://developer.apple.com/account/resources',
    hints: ['signed-secret', 'public-https'],
  },
  {
    id: 'linkedin',
    name: 'LinkedIn',
    icon: 'linkedin',
    issuer: 'https://www.linkedin.com/oauth',
    scopes: ['email', 'profile'],
    responseMode: 'query',
    // Its ID tokens carry none, and its token endpoint refuses a verifier of a client with a secret.
    nonce: 'not-sent',
    pkce: 'none',
    console: 'https://www.linkedin.com/developers/apps',
    hints: ['less-bound'],
  },
  {
    id: 'yahoo',
    name: 'Yahoo',
    icon: 'yahoo',
    issuer: 'https://api.login.yahoo.com',
    scopes: ['email', 'profile'],
    responseMode: 'query',
    console: 'https://developer.yahoo.com/apps/',
    hints: ['public-https'],
  },
] as const satisfies readonly ConnectionPreset[];
