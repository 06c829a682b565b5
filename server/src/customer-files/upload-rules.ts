/**
 * What the project lets into its Media Library: `upload` in its `config/plugins.ts`. Strapi asks for the types
 * in its upload controllers only, and for the size when a file is published, when its customer has gone.
 */
import { FILE_MAX } from '../../../plugin/contract/customer/modules';
import { configOf } from '../platform/config';
import type { Strapi } from '../platform/strapi';

interface UploadConfig {
  sizeLimit?: number;
  security?: { allowedTypes?: string[]; deniedTypes?: string[] };
}

const uploadConfig = (strapi: Strapi): UploadConfig => strapi.config.get<UploadConfig>('plugin::upload', {});

/** Whether a type is one of a list, in which `*` stands for anything, as Strapi reads it. */
const isAmong = (mime: string, list: string[]): boolean =>
  list.some((pattern) => new RegExp(`^${pattern.replaceAll(/[\\^$.|?+()[\]{}]/gu, '\\$&').replaceAll('*', '.*')}$`, 'iu').test(mime));

/** Bytes of the largest file that customers may hand in. */
export function mostBytes(strapi: Strapi): number {
  const { sizeLimit } = uploadConfig(strapi);
  return Math.min(configOf(strapi).files.maxBytes, FILE_MAX, typeof sizeLimit === 'number' ? sizeLimit : Infinity);
}

/** What of a file the project's Media Library does not take; undefined where it takes it. */
export function refusedByLibrary(strapi: Strapi, { mime, size }: { mime: string; size: number }): 'type' | 'size' | undefined {
  const { sizeLimit, security: { allowedTypes, deniedTypes } = {} } = uploadConfig(strapi);
  if (Array.isArray(deniedTypes) && isAmong(mime, deniedTypes)) return 'type';
  if (Array.isArray(allowedTypes) && !isAmong(mime, allowedTypes)) return 'type';
  return typeof sizeLimit === 'number' && size > sizeLimit ? 'size' : undefined;
}
