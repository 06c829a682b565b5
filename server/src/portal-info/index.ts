export { createPortalInfo, type PortalInfoService } from './service';
export { portalHandlers } from './portal';
