import type { IncomingHttpHeaders } from 'node:http';
import type { Context } from 'koa';
import { DEFAULT_MAX_BODY, type Endpoint } from '../../../plugin/contract/endpoint';
import { fieldError, PortalError } from '../platform/errors';
import { parse, refuseHostileValues } from './input';

/** Content types that a kind of body may have; null for any. */
export const TYPES = {
  json: 'application/json',
  file: 'application/octet-stream',
  form: 'application/x-www-form-urlencoded',
  raw: null,
} as const;

/** A request's body and headers as they arrived. */
export interface Delivery {
  raw: Buffer;
  headers: IncomingHttpHeaders;
}

interface State {
  customerPortalBody?: Delivery;
}

/**
 * Reads a body in front of Strapi's own reader: that one parses what shall be verified first, stops at 56 kB of a form,
 * writes multipart bodies to disk, and turns names with brackets into objects. What is left of one that is too
 * large is not waited for.
 */
export async function readBody(ctx: Context, most: number): Promise<void> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw new PortalError('body-too-large');
    chunks.push(chunk);
  }
  const headers: IncomingHttpHeaders = { ...ctx.req.headers };
  (ctx.state as State).customerPortalBody = { raw: Buffer.concat(chunks), headers };
  // The body is gone; nothing behind shall try to read it.
  delete ctx.req.headers['content-type'];
}

/** What `readBody` read. */
export const deliveryOf = (ctx: Context): Delivery =>
  (ctx.state as State).customerPortalBody ?? { raw: Buffer.alloc(0), headers: ctx.req.headers };

const FILE_TYPE_MESSAGE = 'Send the bytes of the file with the content type application/octet-stream, not compressed.';

/** The parsed JSON body, within the endpoint's cap; undefined when none was sent. */
function jsonOf(ctx: Context, endpoint: Endpoint): unknown {
  const most = endpoint.maxBody ?? DEFAULT_MAX_BODY;
  const { body } = ctx.request as { body?: unknown };
  const announced = ctx.request.length;
  const empty = typeof body !== 'object' || body === null || Object.keys(body).length === 0;
  if (!endpoint.body && empty && ((announced ?? 0) > 2 || ctx.get('transfer-encoding'))) {
    // Strapi reads no body of a GET or DELETE: whoever sends one means something that is not done.
    throw new PortalError('invalid-request', { message: 'This request takes no body.' });
  }
  if ((announced ?? 0) > most) throw new PortalError('body-too-large');
  if (announced === undefined) {
    // Chunked: how much it is shows only after the fact. Depth is checked first, since writing JSON recurses.
    refuseHostileValues(body);
    if (Buffer.byteLength(JSON.stringify(body)) > most) throw new PortalError('body-too-large');
  }
  return body;
}

/** JSON that came as bytes. */
function jsonIn(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    throw new PortalError('malformed-body');
  }
}

/** Refuses keys where nothing is declared. */
export function refuseUnlisted(value: unknown, where: 'query' | 'body'): undefined {
  const [key] = Object.keys((value as object | undefined) ?? {});
  if (key === undefined) return undefined;
  throw fieldError(where === 'body' ? [key] : [where, key], 'unknown-key', 'is not known here');
}

/** What a request carries, by the kind of body that the endpoint takes. */
export function parseBody(ctx: Context, endpoint: Endpoint): Record<string, unknown> {
  switch (endpoint.takes ?? 'json') {
    case 'file':
      // Its handler reads and caps it; the edge has checked what is announced of it.
      if (!ctx.is(TYPES.file)) throw new PortalError('unsupported-media-type', { message: FILE_TYPE_MESSAGE });
      return { file: ctx.req };
    case 'form':
      return { form: new URLSearchParams(deliveryOf(ctx).raw.toString('utf8')) };
    case 'raw': {
      const delivery = deliveryOf(ctx);
      return { delivery, body: endpoint.body && parse(endpoint.body, jsonIn(delivery.raw)) };
    }
    case 'json': {
      const body = jsonOf(ctx, endpoint);
      return { body: endpoint.body ? parse(endpoint.body, body ?? {}) : refuseUnlisted(body, 'body') };
    }
  }
}
