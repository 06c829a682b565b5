import type { Brand } from '../platform/mail';
import { portalUrlBaseOf } from '../platform/config';
import type { Strapi } from '../platform/strapi';
import type { Language } from '../../../plugin/vocabulary';
import { settingsOf } from './service';

/** What mails show of the organisation, and where the portal stands now. */
export interface PortalBrand extends Brand {
  portalUrl: string;
  portalName: string;
  defaultLanguage: Language;
}

export async function portalBrand(strapi: Strapi): Promise<PortalBrand> {
  const { values } = await settingsOf(strapi).get('general');
  return {
    organisation: values.organisationName,
    supportEmail: values.supportEmail || null,
    accentColour: values.accentColour,
    timeZone: values.timeZone,
    portalName: values.portalName,
    portalUrl: `${portalUrlBaseOf(strapi)}${values.portalName}`,
    defaultLanguage: values.defaultLanguage,
  };
}
