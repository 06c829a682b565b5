import { parseUrl } from '../../../plugin/rules/parse-url';

/** A path of the portal's own; an address elsewhere, however it is written, is the start page. */
export function withinPortal(portalUrl: string, wanted: string | null): string {
  const target = parseUrl(`${portalUrl}${wanted ?? ''}`);
  const portal = new URL(portalUrl);
  const inside = target?.origin === portal.origin && `${target.pathname}/`.startsWith(`${portal.pathname}/`);
  return inside ? target.href : portalUrl;
}
