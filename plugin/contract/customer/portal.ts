import { z } from 'zod';
import { endpoint, resource } from '../endpoint';
import { colour, language } from '../schemas';

/** What a portal shows of itself before anybody signs in. */
export const portalInfo = z.strictObject({
  enabled: z.boolean(),
  name: z.string(),
  /** Absolute URL of the portal. */
  url: z.string(),
  organisation: z.strictObject({
    name: z.string(),
    logoUrl: z.string().nullable(),
    supportEmail: z.string().nullable(),
  }),
  accentColour: colour,
  /** The editor's banner message, or null for the default one in the reader's language. */
  banner: z.string().nullable(),
  signIn: z.strictObject({
    /** Ways in without a connection; empty under single sign-on. */
    methods: z.array(z.enum(['password', 'passkey', 'email-link'])),
    /** Connections that are on, in the order of their buttons. */
    connections: z.array(z.strictObject({ key: z.string(), name: z.string(), icon: z.string() })),
    selfSignUp: z.boolean(),
  }),
  password: z.strictObject({ minLength: z.int(), maxLength: z.int() }),
  languages: z.array(language),
  defaultLanguage: language,
  timeZone: z.string(),
});
export type PortalInfo = z.output<typeof portalInfo>;

export const portalContract = resource('portal', {
  find: endpoint('GET /portal', {
    access: { kind: 'public' },
    whilePortalOff: true,
    summary: 'What the portal shows before anybody signs in: organisation, banner, ways to sign in.',
    response: portalInfo,
  }),
});
