import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { ASSETS_PATH } from '../../../plugin/plugin-id';

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
};

export interface Asset {
  type: string;
  body: Buffer;
  /** The same, gzipped once at first use. */
  gzip(): Buffer;
}

export interface PortalBuild {
  /** index.html with its placeholders. */
  template: string;
  /** By path below the assets' base, such as `assets/index-1a2b.js`. Only what the build wrote is ever served. */
  assets: Map<string, Asset>;
}

/** Where Vite says what it made for the pages with a payment provider's fields (portal/vite.payment-form.config.ts). */
const FORM_MANIFEST = 'payment-form.json';

/** Where the built portal stands: beside the built server, or in dist/ when the server runs from source. */
function candidates(): string[] {
  return [path.resolve(__dirname, '../portal'), path.resolve(__dirname, '../../../dist/portal')];
}

function assetOf(file: string): Asset {
  const body = readFileSync(file);
  let zipped: Buffer | undefined;
  return {
    type: TYPES[path.extname(file)] ?? 'application/octet-stream',
    body,
    gzip: () => (zipped ??= gzipSync(body)),
  };
}

/** Reads the built portal from the first folder that holds it; undefined when it has not been built. */
export function readPortalBuild(folders: string[] = candidates()): PortalBuild | undefined {
  for (const folder of folders) {
    try {
      const template = readFileSync(path.join(folder, 'index.html'), 'utf8');
      const names = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !['index.html', FORM_MANIFEST].includes(entry.name) && !entry.name.endsWith('.map'))
        .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
        .filter((name) => !name.startsWith('.'));
      return { template, assets: new Map(names.map((name) => [name, assetOf(path.join(folder, name))])) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return undefined;
}

/** Paths of their script and style sheet; undefined when the portal has not been built. */
export function readFormAssets(folders: string[] = candidates()): { script: string; style: string } | undefined {
  for (const folder of folders) {
    const file = path.join(folder, FORM_MANIFEST);
    if (!existsSync(file)) continue;
    const entries = Object.values(
      JSON.parse(readFileSync(file, 'utf8')) as Record<string, { file: string; isEntry?: true; css?: string[] }>,
    );
    const entry = entries.find(({ isEntry }) => isEntry);
    const [style] = entry?.css ?? [];
    if (entry && style !== undefined) return { script: `${ASSETS_PATH}/${entry.file}`, style: `${ASSETS_PATH}/${style}` };
  }
  return undefined;
}
