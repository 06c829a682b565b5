export { settingsOf, type Section, type SectionValues, type Settings, type Stored } from './service';
export { portalBrand, type PortalBrand } from './brand';
export { findLogo, type Logo } from './logo';
