import { getFetchClient } from '@strapi/admin/strapi-admin';
import type { RecordFile } from '../../../plugin/contract/customer/modules';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { failureOf } from '../api/failure';
import { backendUrl } from '../backend';

/** Kinds of picture that a browser draws without running anything in them. */
const PICTURES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif'];
/** Larger pictures are shown when they are downloaded. */
const THUMBNAIL_MAX = 10 * 1024 * 1024;

export const isPicture = ({ mime, size }: RecordFile): boolean => PICTURES.includes(mime) && size <= THUMBNAIL_MAX;

/** Where a file of the Media Library is served; uploads to this server have no origin of their own. */
export const publicUrl = (url: string): string => (url.startsWith('/') ? `${backendUrl()}${url}` : url);

/** The bytes of a private file, fetched as the editor: its address alone opens nothing. */
export async function fetchFile(record: string, file: string): Promise<Blob> {
  try {
    const { data } = await getFetchClient().get(`/${PLUGIN_ID}/approvals/${record}/files/${file}`, { responseType: 'blob' });
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
