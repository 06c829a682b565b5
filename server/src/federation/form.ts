import type { Context, Next } from 'koa';
import { SIGN_IN_PATH } from '../../../plugin/plugin-id';

/** What `saml/checks/01-size.ts` takes of a response, with the characters of Base64 that a form escapes. */
const MAX_FORM = 128 * 1024;

const FORM = 'application/x-www-form-urlencoded';

/** The form that a request carried, read by `createFormReader`. */
export const formOf = (ctx: Context): URLSearchParams =>
  (ctx.state as { customerPortalForm?: URLSearchParams }).customerPortalForm ?? new URLSearchParams();

function refuse(ctx: Context, status: number, text: string): void {
  ctx.status = status;
  ctx.type = 'text/plain; charset=utf-8';
  ctx.set('cache-control', 'no-store');
  ctx.body = text;
}

/** The body within its cap, or null when it is larger. What is left is not waited for. */
async function read(ctx: Context): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_FORM) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Reads the forms that providers' pages post to us, in front of Strapi's own body reader: that one
 * stops at 56 kB, writes multipart bodies to disk, and turns names with brackets into objects.
 */
export function createFormReader() {
  const base = `${SIGN_IN_PATH}/`;
  return async function formReader(ctx: Context, next: Next): Promise<void> {
    // Koa's router matches paths whatever their case.
    if (!ctx.path.toLowerCase().startsWith(base) || ['GET', 'HEAD', 'OPTIONS'].includes(ctx.method)) {
      await next();
      return;
    }
    const plain = ['', 'identity'].includes(ctx.get('content-encoding'));
    if (!plain || !ctx.is(FORM)) return refuse(ctx, 415, 'Unsupported media type');
    if (Number(ctx.get('content-length')) > MAX_FORM) return refuse(ctx, 413, 'Too large');
    const body = await read(ctx);
    if (body === null) return refuse(ctx, 413, 'Too large');
    (ctx.state as { customerPortalForm?: URLSearchParams }).customerPortalForm = new URLSearchParams(body);
    // The body is gone; nothing behind shall try to read it.
    delete ctx.req.headers['content-type'];
    await next();
  };
}
