import { ApiError } from '../api/api-error';

/** Whether a browser may be sent there: a web address, and nothing that would run here. */
export function isWebAddress(url: string): boolean {
  try {
    return ['https:', 'http:'].includes(new URL(url).protocol);
  } catch {
    return false;
  }
}

/** Sends the browser to another site, which sends it back. */
export function leaveFor(url: string): void {
  if (!isWebAddress(url)) throw new ApiError('unexpected');
  window.location.assign(url);
}
