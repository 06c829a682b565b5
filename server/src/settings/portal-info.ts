import type { PortalInfo } from '../../../plugin/contract/customer/portal';
import { LANGUAGES } from '../../../plugin/vocabulary';
import { configOf, portalUrlBaseOf, publicUrlOf } from '../platform/config';
import { table, type Row, type Strapi } from '../platform/strapi';
import { settingsOf, type SectionValues } from './service';

interface FileRow extends Row {
  url: string;
  name: string;
}

export interface Logo {
  id: number;
  /** Absolute, or relative to the public URL's origin. */
  url: string;
  name: string;
}

/** The logo's file in the Media Library, or null when it was removed there. */
export async function findLogo(strapi: Strapi, logoId: number | null): Promise<Logo | null> {
  if (logoId === null) return null;
  const file = await table<FileRow>(strapi, 'plugin::upload.file').findOne({ where: { id: logoId } });
  return file && { id: file.id, url: file.url, name: file.name };
}

/** What the portal shows of itself to anybody. Kept until the settings change. */
export function createPortalInfo(strapi: Strapi) {
  let kept: { of: SectionValues<'general'>; info: PortalInfo } | undefined;

  async function describe(values: SectionValues<'general'>): Promise<PortalInfo> {
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
      signIn: { methods: ['password'] },
      password: { minLength, maxLength },
      languages: [...LANGUAGES],
      defaultLanguage: values.defaultLanguage,
      timeZone: values.timeZone,
    };
  }

  return {
    async get(): Promise<PortalInfo> {
      const { values } = await settingsOf(strapi).get('general');
      if (kept?.of !== values) kept = { of: values, info: await describe(values) };
      return kept.info;
    },
  };
}

export type PortalInfoService = ReturnType<typeof createPortalInfo>;
