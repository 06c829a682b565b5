export { settingsOf, type Section, type SectionValues, type Stored } from './service';
export { portalBrand, type PortalBrand } from './brand';
export { findLogo, logoIdentity, readLogo, type Logo } from './logo';
