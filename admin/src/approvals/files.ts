import type { RecordFile } from '../../../plugin/contract/customer/modules';
import { fetchPrivate } from '../api/files';
import { backendUrl } from '../backend';

/** Kinds of picture that a browser draws without running anything in them. */
const PICTURES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif'];
/** Larger pictures are shown when they are downloaded. */
const THUMBNAIL_MAX = 10 * 1024 * 1024;

export const isPicture = ({ mime, size }: RecordFile): boolean => PICTURES.includes(mime) && size <= THUMBNAIL_MAX;

/** Where a file of the Media Library is served; uploads to this server have no origin of their own. */
export const publicUrl = (url: string): string => (url.startsWith('/') ? `${backendUrl()}${url}` : url);

/** The bytes of a record's private file. */
export const fetchFile = (record: string, file: string): Promise<Blob> => fetchPrivate(`/approvals/${record}/files/${file}`);
