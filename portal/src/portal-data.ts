import type { PortalInfo } from '../../plugin/contract/customer/portal';

/** What the server writes into the page, so that no request is needed to know the portal. */
export interface PortalData {
  /** `/api/customer-portal` */
  apiBase: string;
  /** `/portal/<name>`: where this portal's pages are. */
  basePath: string;
  portal: PortalInfo;
}

function read(): PortalData {
  const text = document.getElementById('portal-data')?.textContent;
  if (!text) throw new Error('The page holds no portal data.');
  return JSON.parse(text) as PortalData;
}

export const portalData: PortalData = read();
export const portal: PortalInfo = portalData.portal;
