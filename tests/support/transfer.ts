import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { engine, file, strapi as local } from '@strapi/data-transfer';
import type { Core } from '@strapi/strapi';

/**
 * What `strapi export` and then `strapi import` of its file do: everything is deleted and made anew, with
 * other numbers and the same document ids. Without the files of the Media Library: their folder is the
 * playground's own.
 */
export async function exportAndImport(strapi: Core.Strapi): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'customer-portal-transfer-'));
  const options = { versionStrategy: 'ignore', schemaStrategy: 'strict', exclude: ['files'], transforms: {} } as const;
  const archive = { compression: { enabled: false }, encryption: { enabled: false } };
  const ignored = local.getIgnoredOfficialTransferTypes();
  const carried = ({ type }: { type: string }): boolean => !local.isIgnoredOfficialTransferType(type);
  const transforms = {
    entities: [{ filter: carried }],
    links: [{ filter: ({ left, right }: { left: { type: string }; right: { type: string } }) => carried(left) && carried(right) }],
  };
  try {
    const source = local.providers.createLocalStrapiSourceProvider({ getStrapi: () => strapi, autoDestroy: false });
    const written = file.providers.createLocalFileDestinationProvider({ ...archive, file: { path: path.join(folder, 'export') } });
    await engine.createTransferEngine(source, written, { ...options, transforms } as never).transfer();
    const read = file.providers.createLocalFileSourceProvider({ ...archive, file: { path: path.join(folder, 'export.tar') } });
    const destination = local.providers.createLocalStrapiDestinationProvider({
      getStrapi: () => strapi,
      autoDestroy: false,
      strategy: 'restore',
      restore: {
        entities: { exclude: [...Object.keys(strapi.contentTypes).filter((uid) => local.isIgnoredOfficialTransferType(uid)), ...ignored] },
        assets: false,
        configuration: { webhook: true, coreStore: true },
      },
    } as never);
    await engine.createTransferEngine(read, destination, { ...options, transforms } as never).transfer();
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
