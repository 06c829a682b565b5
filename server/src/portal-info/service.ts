import type { PortalInfo } from '../../../plugin/contract/customer/portal';
import { LANGUAGES } from '../../../plugin/vocabulary';
import { accessOf } from '../access';
import { configOf, portalUrlBaseOf, publicUrlOf } from '../platform/config';
import type { Strapi } from '../platform/strapi';
import { findLogo, settingsOf, type SectionValues } from '../settings';

type SignInInfo = PortalInfo['signIn'];

/** What the portal shows of itself to anybody. Kept until the settings change. */
export function createPortalInfo(strapi: Strapi) {
  let kept: { of: SectionValues<'general'>; info: Omit<PortalInfo, 'signIn'> } | undefined;

  async function describe(values: SectionValues<'general'>): Promise<Omit<PortalInfo, 'signIn'>> {
    const logo = await findLogo(strapi, values.logoId);
    const { minLength, maxLength } = configOf(strapi).password;
    return {
      enabled: values.portalEnabled,
      name: values.portalName,
      url: `${portalUrlBaseOf(strapi)}${values.portalName}`,
      organisation: {
        name: values.organisationName,
        logoUrl: logo && new URL(logo.url, `${publicUrlOf(strapi)}/`).href,
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

  async function signIn(): Promise<SignInInfo> {
    const { signInMode, passkeySignIn, emailLinkSignIn, selfSignUp } = await settingsOf(strapi).preferences();
    const connections = await accessOf(strapi).publicConnections(signInMode);
    if (signInMode === 'sso') return { methods: [], connections, selfSignUp: false };
    const methods: SignInInfo['methods'] = ['password'];
    if (passkeySignIn) methods.push('passkey');
    if (emailLinkSignIn) methods.push('email-link');
    return { methods, connections, selfSignUp };
  }

  return {
    async get(): Promise<PortalInfo> {
      const { values } = await settingsOf(strapi).get('general');
      if (kept?.of !== values) kept = { of: values, info: await describe(values) };
      return { ...kept.info, signIn: await signIn() };
    },
  };
}

export type PortalInfoService = ReturnType<typeof createPortalInfo>;
