import { createHmac, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { PIXEL } from './modules';
import type { TestApp } from './strapi';

interface BucketFile {
  hash: string;
  ext: string;
  mime: string;
  url?: string;
  getStream(): Readable;
}

/** Somebody else's server that keeps files, and the provider that puts Strapi's there. */
export interface Bucket {
  origin: string;
  /** Hands files out by signed addresses only. */
  private: boolean;
  /** The pictures that were handed out, by path. */
  served: string[];
  stop(): Promise<void>;
}

/** Gives an app an upload provider at another origin, until it is stopped. */
export async function useBucket(app: Pick<TestApp, 'strapi'>): Promise<Bucket> {
  const files = new Map<string, { mime: string; bytes: Buffer }>();
  const secret = randomBytes(16);
  const sign = (path: string): string => createHmac('sha256', secret).update(path).digest('hex');
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://bucket');
    const file = files.get(pathname);
    const allowed = !bucket.private || searchParams.get('signature') === sign(pathname);
    if (file && allowed) bucket.served.push(pathname);
    response.writeHead(file ? (allowed ? 200 : 403) : 404, { 'content-type': file?.mime ?? 'text/plain' });
    response.end(file && allowed ? file.bytes : '');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const upload = app.strapi.plugin('upload') as unknown as { provider: object };
  const before = { provider: upload.provider, name: app.strapi.config.get<string>('plugin::upload.provider', 'local') };
  const bucket: Bucket = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    private: false,
    served: [],
    async stop() {
      upload.provider = before.provider;
      app.strapi.config.set('plugin::upload.provider', before.name);
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const put = async (file: BucketFile): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of file.getStream()) chunks.push(chunk as Buffer);
    files.set(`/${file.hash}${file.ext}`, { mime: file.mime, bytes: Buffer.concat(chunks) });
    file.url = `${bucket.origin}/${file.hash}${file.ext}`;
  };
  upload.provider = {
    upload: put,
    uploadStream: put,
    delete: (file: BucketFile) => files.delete(`/${file.hash}${file.ext}`),
    checkFileSize: () => undefined,
    isPrivate: () => bucket.private,
    getSignedUrl: ({ hash, ext }: BucketFile) => ({ url: `${bucket.origin}/${hash}${ext}?signature=${sign(`/${hash}${ext}`)}` }),
  };
  app.strapi.config.set('plugin::upload.provider', 'bucket');
  return bucket;
}

/** A picture that the team uploads, as a picture of rich text names it. */
export async function uploadOfTheTeam(
  app: Pick<TestApp, 'strapi'>,
  filepath: string,
): Promise<{ id: number; documentId: string; hash: string; url: string }> {
  const file = { filepath, originalFilename: 'team.png', mimetype: 'image/png', size: PIXEL.length };
  const [added] = await app.strapi
    .plugin('upload')
    .service<{ upload(input: object): Promise<{ id: number; documentId: string; hash: string; url: string }[]> }>('upload')
    .upload({ data: { fileInfo: {} }, files: file });
  if (!added) throw new Error('Nothing was uploaded.');
  return added;
}
