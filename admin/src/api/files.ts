import { getFetchClient } from '@strapi/admin/strapi-admin';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { backendUrl } from '../backend';
import { ApiFailure, failureOf } from './failure';
import type { ErrorBody } from '../../../plugin/contract/errors';

/** The bytes of a private file below the plugin's API, fetched as the editor: its address alone opens nothing. */
export async function fetchPrivate(path: string): Promise<Blob> {
  try {
    const { data } = await getFetchClient().get(`/${PLUGIN_ID}${path}`, { responseType: 'blob' });
    return data;
  } catch (error) {
    throw failureOf(error);
  }
}

/** Hands bytes to the browser's downloads. */
export function keepFile(bytes: Blob, name: string): void {
  const url = URL.createObjectURL(bytes);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it in its own time.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** What a refusal says; Strapi's own answers have another shape. */
async function refusalOf(response: Response): Promise<ApiFailure> {
  const body = (await response.json().catch(() => undefined)) as { error?: Partial<ErrorBody> } | undefined;
  const { details, message = '' } = body?.error ?? {};
  return new ApiFailure(details?.code ?? 'unknown', response.status, details?.errors ?? [], message);
}

/**
 * Sends a file as the body of a request. Strapi's client sends JSON and forms alone, so the token that it keeps is
 * used here; `token` says the newest, since the client renews it with a request of its own.
 */
export async function sendPrivate<T>(path: string, file: File, token: () => string | null): Promise<T> {
  const send = (): Promise<Response> =>
    fetch(`${backendUrl()}/${PLUGIN_ID}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token() ?? ''}`, 'content-type': 'application/octet-stream' },
      body: file,
    });
  try {
    const response = await send();
    if (!response.ok) throw await refusalOf(response);
    return ((await response.json()) as { data: T }).data;
  } catch (error) {
    throw error instanceof ApiFailure ? error : new ApiFailure('unreachable', undefined, [], String(error));
  }
}
