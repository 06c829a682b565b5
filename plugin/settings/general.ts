import { z } from 'zod';
import { colour, documentId, email, language, line, lines } from '../contract/schemas';
import { preferenceDefaults, preferencesOf } from '../preferences';
import { PORTAL_NAME_MAX, PORTAL_NAME_MIN, portalNameProblem, type PortalNameProblem } from '../rules/portal-name';
import { BANNER_MAX } from '../vocabulary';

const NAME_MESSAGES: Record<PortalNameProblem, string> = {
  'too-short': `must have at least ${PORTAL_NAME_MIN} characters`,
  'too-long': `must have at most ${PORTAL_NAME_MAX} characters`,
  characters: 'may have lower-case letters, digits and single hyphens between them only',
  reserved: 'is reserved, choose another one',
};

const portalName = z.string().superRefine((name, context) => {
  const problem = portalNameProblem(name);
  if (problem) {
    context.addIssue({ code: 'custom', message: NAME_MESSAGES[problem], params: { code: `portal-name-${problem}` } });
  }
});

/** An IANA time zone that this runtime knows (`Europe/Berlin`). */
const timeZone = z
  .string()
  .max(64)
  .refine((zone) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      return /^[A-Za-z]/u.test(zone);
    } catch {
      return false;
    }
  }, 'is not a time zone like Europe/Berlin');

/** What *Settings → Customer Portal → General* saves. */
export const generalSettings = z.strictObject({
  ...preferencesOf('general'),
  /** Last segment of the portal's URL. */
  portalName,
  organisationName: line(100).min(1, 'is needed'),
  /** Shown on top of Home; empty: the default message in the customer's language. */
  bannerMessage: lines(BANNER_MAX),
  /**
   * Document id of a picture in the Media Library, or null. Never its number: Strapi's import and transfer
   * number files anew, and the number of the logo then is another file's.
   */
  logoFile: documentId.nullable(),
  accentColour: colour,
  /** Where the portal sends people who need help; empty: not shown. */
  supportEmail: z.union([z.literal(''), email]),
  defaultLanguage: language,
  /** The organisation's time zone, in which due dates and terms are meant. */
  timeZone,
});

export type GeneralSettings = z.output<typeof generalSettings>;

export const GENERAL_DEFAULTS: GeneralSettings = {
  ...preferenceDefaults('general'),
  portalName: 'customers',
  organisationName: 'Our organisation',
  bannerMessage: '',
  logoFile: null,
  accentColour: '#2f5bd7',
  supportEmail: '',
  defaultLanguage: 'en',
  timeZone: 'UTC',
};
