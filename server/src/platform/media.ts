/**
 * Where pictures of the Media Library are shown from. Its provider may keep them at another origin, and
 * may sign every address for a while: what the portal shows is signed anew with each answer, and pages
 * allow pictures of exactly those origins.
 */
import { parseUrl } from '../../../plugin/rules/parse-url';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { RecordFile } from '../../../plugin/contract/customer/modules';
import { createCache } from './cache';
import { table, type Row, type Strapi } from './strapi';

export const FILE_UID = 'plugin::upload.file';

export interface LibraryRow extends Row {
  url: string;
  hash: string;
  provider: string;
}

interface Upload {
  provider: { isPrivate(): boolean | Promise<boolean> };
  service(name: 'file'): { signFileUrls<F>(file: F): Promise<F> };
}

/** How long a provider may take to hand over a file, milliseconds. */
const FETCH_MS = 5000;

/** Rows that tell which origins the provider uses: the newest. What moved before the project lists in its own policy. */
const NEWEST = 1000;
/** In Strapi's own policy for its admin panel's marketplace. */
const NOT_MEDIA = /market-assets\.strapi\.io$/u;
/** A host of a policy (CSP 3, host-source), or a scheme; no keyword, and nothing that ends the directive. */
const SOURCE = /^(?:https?:|(?:https?:\/\/)?(?:\*\.)?[a-z0-9.-]+\.?[a-z0-9-]+(?::(?:\d+|\*))?(?:\/[^\s;,]*)?)$/iu;

interface Security {
  name?: string;
  config?: { contentSecurityPolicy?: { directives?: Record<string, unknown> } | boolean };
}

/** What the project lets its own pages show pictures from: Strapi has it name a provider's origin there, for the admin panel. */
function sourcesOf(strapi: Strapi): string[] {
  const middlewares = strapi.config.get<(string | Security)[]>('middlewares', []);
  const policies = middlewares.flatMap((one) =>
    typeof one === 'object' && one.name === 'strapi::security' ? [one.config?.contentSecurityPolicy] : [],
  );
  const listed = policies.flatMap((policy) =>
    typeof policy === 'object' ? [policy.directives?.['img-src'] ?? policy.directives?.imgSrc].flat() : [],
  );
  return listed.filter((source): source is string => typeof source === 'string' && SOURCE.test(source) && !NOT_MEDIA.test(source));
}

const originOf = (url: string): string[] => {
  const absolute = url.startsWith('//') ? `https:${url}` : url;
  const parsed = /^https?:\/\//iu.test(absolute) ? parseUrl(absolute) : null;
  return parsed ? [parsed.origin] : [];
};

export function createMedia(strapi: Strapi) {
  const rows = table<LibraryRow>(strapi, FILE_UID);
  const upload = (): Upload => strapi.plugin('upload') as unknown as Upload;

  /** Where a file is to be had now: signed where its provider keeps it private; absolute where it is elsewhere. */
  async function addressOf(file: LibraryRow): Promise<string> {
    let { url } = file;
    try {
      ({ url } = await upload().service('file').signFileUrls(file));
    } catch (error) {
      strapi.log.warn(`customer-portal: the address of a file was not signed: ${String(error)}`);
    }
    return url.startsWith('//') ? `https:${url}` : url;
  }

  const origins = createCache(strapi, async () => {
    const newest = await rows.findMany({ orderBy: { id: 'desc' }, limit: NEWEST });
    const [last] = newest;
    const signed = last && (await upload().provider.isPrivate()) ? [await addressOf(last)] : [];
    return [...new Set([...sourcesOf(strapi), ...[...newest.map(({ url }) => url), ...signed].flatMap(originOf)])];
  });

  async function byKey(key: 'documentId' | 'hash', values: string[]): Promise<Map<string, string>> {
    const found = values.length > 0 ? await rows.findMany({ where: { [key]: { $in: values } } }) : [];
    return new Map(await Promise.all(found.map(async (file): Promise<[string, string]> => [file[key], await addressOf(file)])));
  }

  /** A file of Strapi's own public folder; null for a name that leads out of it. */
  async function publicFile(url: string, most: number): Promise<Buffer | null> {
    const folder = path.resolve(strapi.dirs.static.public);
    const file = path.join(folder, decodeURIComponent(url.split('?')[0] ?? ''));
    if (!file.startsWith(folder + path.sep)) return null;
    return (await stat(file)).size > most ? null : readFile(file);
  }

  async function fetched(url: string, most: number): Promise<Buffer | null> {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(FETCH_MS) });
    if (!response.ok || !response.body) throw new Error(`The upload provider answers ${response.status}.`);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > most) return null;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  return {
    addressOf,

    /** The bytes of a file, wherever its provider keeps them; null for one of more than `most`. @throws where it cannot be had now */
    async bytesOf(file: LibraryRow, most: number): Promise<Buffer | null> {
      const url = await addressOf(file);
      return /^https?:\/\//iu.test(url) ? fetched(url, most) : publicFile(url, most);
    },

    /** Sources of pictures for a content security policy, besides our own origin. */
    origins: () => origins.get(),

    /** The same files with the addresses that they can be loaded from now. */
    async shown(files: readonly RecordFile[]): Promise<RecordFile[]> {
      const elsewhere = files.filter(({ url }) => url !== null && !/^\/(?!\/)/u.test(url));
      const addresses = await byKey(
        'documentId',
        elsewhere.map(({ id }) => id),
      );
      return files.map((file) => ({ ...file, url: addresses.get(file.id) ?? file.url }));
    },

    /** Values with the addresses of pictures in texts (Strapi Blocks) signed anew; what stands in them was signed when it was written. */
    async shownIn(values: Record<string, unknown>): Promise<Record<string, unknown>> {
      if (!(await upload().provider.isPrivate())) return values;
      const hashes = new Set<string>();
      JSON.stringify(values, (_key, value: unknown) => {
        const hash = pictureOf(value)?.hash;
        if (hash) hashes.add(hash);
        return value;
      });
      if (hashes.size === 0) return values;
      const addresses = await byKey('hash', [...hashes]);
      return replaced(values, addresses) as Record<string, unknown>;
    },
  };
}

export type Media = ReturnType<typeof createMedia>;

/** The picture of a block of rich text, as Strapi writes it there. */
function pictureOf(value: unknown): { hash: string } | undefined {
  const { type, image } = (typeof value === 'object' && value !== null ? value : {}) as {
    type?: unknown;
    image?: { hash?: unknown } | null;
  };
  return type === 'image' && typeof image?.hash === 'string' ? (image as { hash: string }) : undefined;
}

function replaced(value: unknown, addresses: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one) => replaced(one, addresses));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const url = addresses.get(pictureOf(value)?.hash ?? '');
  const copy = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaced(one, addresses)]));
  return url ? { ...copy, image: { ...(copy.image as object), url } } : copy;
}
