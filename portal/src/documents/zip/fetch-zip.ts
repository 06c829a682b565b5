import type { Zipped } from '../../../../plugin/contract/customer/documents';
import type { DocumentType } from '../../../../plugin/documents/types';
import { CSRF_HEADER } from '../../../../plugin/plugin-id';
import { ApiError } from '../../api/api-error';
import { addressOf, errorOf } from '../../api/client';
import { attempt } from '../../session/call';

const KEY = 'POST /documents/:type/zip';

interface Way {
  /** Gives it up. */
  signal: AbortSignal;
  /** Bytes that have come so far: nobody knows before how many there will be. */
  onBytes: (bytes: number) => void;
}

async function read(response: Response, { onBytes }: Way): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body?.getReader();
  let bytes = 0;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    parts.push(part.value);
    bytes += part.value.byteLength;
    onBytes(bytes);
  }
  return new Blob(parts, { type: 'application/zip' });
}

/** A zip of documents, read while it is made. It may take as long as it takes. */
export const fetchZip = (type: DocumentType, zipped: Zipped, way: Way): Promise<Blob> =>
  attempt(KEY, async () => {
    try {
      const response = await fetch(addressOf('/documents/:type/zip', { params: { type } }), {
        method: 'POST',
        headers: { [CSRF_HEADER]: '1', 'content-type': 'application/json' },
        credentials: 'same-origin',
        cache: 'no-store',
        body: JSON.stringify(zipped),
        signal: way.signal,
      });
      if (response.ok) return await read(response, way);
      const reference = response.headers.get('x-request-id') ?? undefined;
      throw errorOf(await response.json().catch(() => undefined), response.status, reference);
    } catch (error) {
      throw error instanceof ApiError ? error : new ApiError('network');
    }
  });

/** Puts a file among the browser's downloads. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // A browser that is still reading it keeps it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
