import { LINK_HEADER } from '../../../plugin/plugin-id';
import { ApiError } from '../api/api-error';
import { errorOf } from '../api/client';

/** Time for a PDF that is made first, on a slow line. */
const TIMEOUT_MS = 120_000;

/** Fetches a file that a link opens, whose token no address may hold, and hands it to the browser's downloads. */
export async function saveFile(token: string, address: string, name: string): Promise<void> {
  let response: Response;
  try {
    response = await fetch(address, {
      headers: { [LINK_HEADER]: token },
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new ApiError('network');
  }
  if (!response.ok)
    throw errorOf(await response.json().catch(() => undefined), response.status, response.headers.get('x-request-id') ?? undefined);
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it in its own time.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
