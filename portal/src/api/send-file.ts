import { CSRF_HEADER, IDEMPOTENCY_HEADER, LINK_HEADER } from '../../../plugin/plugin-id';
import { ApiError } from './api-error';
import { addressOf, errorOf, type Key, type Parts, type Response } from './client';

/** A large file on a slow phone takes its time; nothing at all for this long has failed. */
const TIMEOUT_MS = 15 * 60_000;

/** Thrown when somebody cancelled. */
export const CANCELLED = 'cancelled';

export interface FileRequest extends Pick<Parts, 'params' | 'query'> {
  file: Blob;
  /** Of what must not be done twice. */
  attempt?: string;
  /** Token of the link by which it is sent. */
  link?: string;
  signal: AbortSignal;
  /** From 0 to 1. */
  onProgress: (part: number) => void;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * Sends a file as the body of a request. `fetch` cannot tell how far it is, so this is an
 * XMLHttpRequest. Throws an ApiError, or CANCELLED.
 */
export function sendFile<K extends Key>(key: K, { file, attempt, link, signal, onProgress, ...parts }: FileRequest): Promise<Response<K>> {
  const [method, path] = key.split(' ') as [string, string];
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, addressOf(path, parts));
    request.timeout = TIMEOUT_MS;
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader(CSRF_HEADER, '1');
    if (attempt !== undefined) request.setRequestHeader(IDEMPOTENCY_HEADER, attempt);
    if (link !== undefined) request.setRequestHeader(LINK_HEADER, link);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    const failed = (): void => reject(new ApiError('network'));
    request.onerror = failed;
    request.ontimeout = failed;
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- not an error: somebody wanted it
    request.onabort = () => reject(CANCELLED);
    request.onload = () => {
      const body = parsed(request.responseText);
      const reference = request.getResponseHeader('x-request-id') ?? undefined;
      const fine = request.status >= 200 && request.status < 300;
      if (fine && typeof body === 'object' && body !== null && 'data' in body) resolve(body.data as Response<K>);
      else reject(errorOf(body, request.status, reference));
    };
    const abort = (): void => request.abort();
    signal.addEventListener('abort', abort, { once: true });
    request.onloadend = () => signal.removeEventListener('abort', abort);
    // A Blob would put its own type in place of the header's; its bytes alone do not.
    request.send(new Blob([file], { type: 'application/octet-stream' }));
    if (signal.aborted) abort();
  });
}
