export { settingType } from './content-type';
export { createSettings, settingsOf, type SectionValues, type Settings } from './service';
export { portalBrand, type PortalBrand } from './brand';
export { createPortalInfo, findLogo, type PortalInfoService } from './portal-info';
export { portalHandlers } from './portal';
