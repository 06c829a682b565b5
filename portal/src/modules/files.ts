import type { RecordFile } from '../../../plugin/contract/customer/modules';
import type { PortalField } from '../../../plugin/fields/field';
import { portalData } from '../portal-data';

/** A web address, or a path on this site. */
const IS_ADDRESS = /^(?:https?:\/\/|\/(?!\/))/u;

/** Where a file is read: public ones in the media library, private ones through the portal. */
export const addressOfFile = (module: string, { id, url }: RecordFile): string =>
  url !== null && IS_ADDRESS.test(url) ? url : `${portalData.apiBase}/modules/${module}/files/${id}`;

/** Pictures that browsers show. */
export const isPicture = ({ mime }: Pick<RecordFile, 'mime'>): boolean =>
  ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif'].includes(mime);

const MEDIA: Record<string, string> = { images: 'image/', videos: 'video/', audios: 'audio/' };

/** Whether a field takes files of a type; `files` are those that are neither pictures nor sound nor film. */
export function takes({ fileKinds }: Pick<PortalField, 'fileKinds'>, mime: string): boolean {
  if (!fileKinds || mime === '') return true;
  const kind = Object.keys(MEDIA).find((name) => mime.startsWith(MEDIA[name] ?? ' ')) ?? 'files';
  return fileKinds.includes(kind);
}

/** The `accept` of a file input; absent where anything is taken. */
export function acceptOf({ fileKinds }: Pick<PortalField, 'fileKinds'>): string | undefined {
  if (!fileKinds || fileKinds.includes('files')) return undefined;
  return fileKinds.flatMap((kind) => (MEDIA[kind] ? [`${MEDIA[kind]}*`] : [])).join(',') || undefined;
}
