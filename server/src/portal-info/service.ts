import type { PortalInfo } from '../../../plugin/contract/customer/portal';
import type { PreferenceValues } from '../../../plugin/preferences';
import { LANGUAGES } from '../../../plugin/vocabulary';
import { federationOf } from '../federation';
import { configOf, portalUrlBaseOf, publicFileUrlOf } from '../platform/config';
import type { Strapi } from '../platform/strapi';
import { findLogo, settingsOf, type SectionValues } from '../settings';

type SignInInfo = PortalInfo['signIn'];

/** What it is made of, each the same object until it is loaded again. */
interface Sources {
  general: SectionValues<'general'>;
  preferences: PreferenceValues;
  connections: SignInInfo['connections'];
}

/** What the portal shows of itself to anybody. Kept as long as what it is made of. */
export function createPortalInfo(strapi: Strapi) {
  let kept: { of: Sources; info: PortalInfo } | undefined;

  async function describe(values: SectionValues<'general'>): Promise<Omit<PortalInfo, 'signIn'>> {
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
    };
  }

  function signIn({ preferences, connections }: Sources): SignInInfo {
    const { signInMode, passkeySignIn, emailLinkSignIn, selfSignUp } = preferences;
    if (signInMode === 'sso') return { methods: [], connections, selfSignUp: false };
    const methods: SignInInfo['methods'] = ['password'];
    if (passkeySignIn) methods.push('passkey');
    if (emailLinkSignIn) methods.push('email-link');
    return { methods, connections, selfSignUp };
  }

  return {
    async get(): Promise<PortalInfo> {
      const { values: general } = await settingsOf(strapi).get('general');
      const preferences = await settingsOf(strapi).preferences();
      const connections = await federationOf(strapi).publicConnections(preferences.signInMode);
      const same = kept?.of.general === general && kept.of.preferences === preferences && kept.of.connections === connections;
      if (kept && same) return kept.info;
      const of = { general, preferences, connections };
      // Frozen: the binder checks it against the contract once, not for every visitor.
      const info = Object.freeze({ ...(await describe(general)), signIn: signIn(of) });
      kept = { of, info };
      return info;
    },
  };
}

export type PortalInfoService = ReturnType<typeof createPortalInfo>;
