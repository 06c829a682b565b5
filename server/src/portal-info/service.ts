import type { PortalInfo } from '../../../plugin/contract/customer/portal';
import type { PreferenceValues } from '../../../plugin/preferences';
import { LANGUAGES } from '../../../plugin/vocabulary';
import { federationOf } from '../federation';
import { createCache } from '../platform/cache';
import { configOf, portalUrlBaseOf, publicFileUrlOf } from '../platform/config';
import type { Strapi } from '../platform/strapi';
import { findLogo, settingsOf, type SectionValues } from '../settings';

/** What the portal shows of itself to anybody. */
export function createPortalInfo(strapi: Strapi) {
  const logos = createCache(strapi, (file: string | null) => findLogo(strapi, file), { most: 1 });

  async function describe(values: SectionValues<'general'>): Promise<Omit<PortalInfo, 'signIn'>> {
    const logo = await logos.get(values.logoFile);
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

  return {
    async get(): Promise<PortalInfo> {
      const { values: general } = await settingsOf(strapi).get('general');
      return { ...(await describe(general)), signIn: await signIn(await settingsOf(strapi).preferences()) };
    },
  };
}

export type PortalInfoService = ReturnType<typeof createPortalInfo>;
