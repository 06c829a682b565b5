export { createPortalInfo, type PortalInfoService } from './service';
