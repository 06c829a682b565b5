import type { PortalInfo } from '../../../plugin/contract/customer/portal';
import type { PreferenceValues } from '../../../plugin/preferences';
import { LANGUAGES } from '../../../plugin/vocabulary';
import { federationOf } from '../federation';
import { createCache } from '../platform/cache';
import { configOf, portalUrlBaseOf, publicFileUrlOf } from '../platform/config';
import type { Strapi } from '../platform/strapi';
import { findLogo, settingsOf, type Stored } from '../settings';

/** What the portal shows of itself to anybody. */
export function createPortalInfo(strapi: Strapi) {
  async function describe({ values }: Stored<'general'>): Promise<PortalInfo> {
    const logo = await findLogo(strapi, values.logoFile);
    const { minLength, maxLength } = configOf(strapi).password;
    return {
      enabled: values.portalEnabled,
      name: values.portalName,
      url: `${portalUrlBaseOf(strapi)}${values.portalName}`,
      organisation: {
        name: values.organisationName,
        logoUrl: logo && publicFileUrlOf(strapi, logo.url),
        supportEmail: values.supportEmail || null,
      },
      accentColour: values.accentColour,
      banner: values.bannerMessage || null,
      password: { minLength, maxLength },
      languages: [...LANGUAGES],
      defaultLanguage: values.defaultLanguage,
      timeZone: values.timeZone,
      signIn: await signIn(await settingsOf(strapi).preferences()),
    };
  }

  async function signIn({ signInMode, passkeySignIn, emailLinkSignIn, selfSignUp }: PreferenceValues): Promise<PortalInfo['signIn']> {
    const connections = await federationOf(strapi).publicConnections(signInMode);
    if (signInMode === 'sso') return { methods: [], connections, selfSignUp: false };
    const methods: PortalInfo['signIn']['methods'] = ['password'];
    if (passkeySignIn) methods.push('passkey');
    if (emailLinkSignIn) methods.push('email-link');
    return { methods, connections, selfSignUp };
  }

  /** By the settings as they were read, and so no longer than those. Frozen: it is checked against the contract once. */
  const kept = createCache(strapi, async (general: Stored<'general'>) => Object.freeze(await describe(general)), { most: 1 });

  return {
    get: async (): Promise<PortalInfo> => kept.get(await settingsOf(strapi).get('general')),
  };
}

export type PortalInfoService = ReturnType<typeof createPortalInfo>;
