import { parseUrl } from '../../../plugin/rules/parse-url';

/** A path of the portal's own; an address elsewhere, however it is written, is the start page. */
export function returnUrl(portalUrl: string, returnPath: string | null): string {
  const target = parseUrl(`${portalUrl}${returnPath ?? ''}`);
  const portal = new URL(portalUrl);
  const inside = target?.origin === portal.origin && `${target.pathname}/`.startsWith(`${portal.pathname}/`);
  return inside ? target.href : portalUrl;
}
