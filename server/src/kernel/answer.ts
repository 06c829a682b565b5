import { Readable } from 'node:stream';
import type { Context } from 'koa';
import type { Answer, Endpoint } from '../../../plugin/contract/endpoint';
import { ERRORS } from '../../../plugin/contract/errors';
import { byteRange, type ByteRange } from '../../../plugin/rules/byte-range';
import { PortalError } from '../platform/errors';

/** What a handler returns of an endpoint that answers a file. */
export interface Download {
  /** The bytes, or those of one range. Not called where none are sent. */
  open(range?: ByteRange): AsyncIterable<Uint8Array> | Buffer;
  /** As the person who downloads it should find it. */
  name: string;
  mime: string;
  /** Of an `inline` answer: saved and not shown this time. */
  attached?: true;
  /** Bytes; absent where nobody knows before they are made. */
  size?: number;
  /** A strong validator (RFC 9110 8.8.1): names these very bytes for good. With one, and a size, ranges are answered. */
  etag?: string;
  /** How the bytes are packed, of an `asset` (RFC 9110 8.4). */
  encoding?: 'gzip';
}

/** Sends the browser on, whatever it came with (RFC 9110 15.4.4). */
export interface Redirect {
  to: string;
}

/** What a handler returns of an endpoint that answers a page. */
export interface Page {
  status?: number;
  html: string;
  /** Its Content-Security-Policy. */
  policy: string;
  headers?: Record<string, string>;
}

/** Types that a browser shows without running anything of theirs. */
const SHOWN = /^(?:application\/pdf|image\/(?:png|jpeg|gif|webp|avif)|text\/plain|text\/csv)(?:;|$)/u;

const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** On every page: no address leaks to where a link leads, and nobody frames it. */
function pageHeaders(ctx: Context, policy: string): void {
  ctx.set({
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'content-security-policy': policy,
  });
}

/**
 * Nothing that a customer uploaded is ever shown as a page of this origin, whatever type it claims (ASVS 5.0 5.4):
 * it is an attachment in a sandbox, or one of the few types that cannot run.
 */
function fileHeaders(ctx: Context, as: 'attachment' | 'inline' | 'asset', { name, mime, encoding }: Download): void {
  ctx.set('x-content-type-options', 'nosniff');
  ctx.set('cross-origin-resource-policy', 'same-origin');
  if (as === 'asset') {
    // Names carry a hash of the content.
    ctx.set('cache-control', 'public, max-age=31536000, immutable');
    ctx.set('vary', 'accept-encoding');
    if (encoding) ctx.set('content-encoding', encoding);
  } else if (as === 'inline' && SHOWN.test(mime)) {
    ctx.attachment(name, { type: 'inline' });
    // No sandbox: browsers open no PDF in one.
    ctx.set('content-security-policy', "default-src 'none'; frame-ancestors 'self'");
  } else {
    ctx.attachment(name);
    ctx.set('content-security-policy', "default-src 'none'; sandbox");
  }
  ctx.set('content-type', mime);
}

/** The range that is asked for and may be answered: none for a file that has changed since (If-Range). */
function rangeOf(ctx: Context, { size, etag }: Download): ByteRange | null {
  if (size === undefined || etag === undefined) return null;
  ctx.set('accept-ranges', 'bytes');
  const known = ctx.get('if-range');
  if (ctx.method !== 'GET' || (known !== '' && known !== `"${etag}"`)) return null;
  const range = byteRange(ctx.get('range'), size);
  if (range !== 'unsatisfiable') return range;
  ctx.set('content-range', `bytes */${size}`);
  throw new PortalError('range-not-satisfiable');
}

function answerFile(ctx: Context, as: 'attachment' | 'inline' | 'asset', file: Download): void {
  if (file.etag !== undefined) ctx.etag = `"${file.etag}"`;
  ctx.status = 200;
  if (file.etag !== undefined && ctx.fresh) {
    ctx.status = 304;
    return;
  }
  const range = rangeOf(ctx, file);
  fileHeaders(ctx, as, file);
  if (range) {
    ctx.status = 206;
    ctx.set('content-range', `bytes ${range.start}-${range.end}/${String(file.size)}`);
  }
  const length = range ? range.end - range.start + 1 : file.size;
  if (length !== undefined) ctx.set('content-length', String(length));
  if (ctx.method === 'HEAD') return;
  const bytes = file.open(range ?? undefined);
  if (Buffer.isBuffer(bytes)) {
    ctx.body = bytes;
    return;
  }
  // A stream is handed over as it is: Koa destroys what it was given, and one that was wrapped and is
  // given up would keep its file open for good.
  const stream = bytes instanceof Readable ? bytes : Readable.from(bytes);
  // What breaks in the middle is torn off, so that nobody takes it for the whole: Koa would leave its reader waiting.
  stream.once('error', () => {
    if (ctx.res.headersSent) ctx.res.destroy();
  });
  ctx.body = stream;
}

function answerRedirect(ctx: Context, { to }: Redirect): void {
  pageHeaders(ctx, NOTHING);
  ctx.status = 303;
  ctx.set('location', to);
  ctx.type = 'text/plain; charset=utf-8';
  ctx.body = '';
}

function answerPage(ctx: Context, page: Page | Redirect): void {
  if ('to' in page) return answerRedirect(ctx, page);
  pageHeaders(ctx, page.policy);
  ctx.set(page.headers ?? {});
  ctx.status = page.status ?? 200;
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = page.html;
}

/** By what was answered and is frozen: its checked copy. */
const checked = new WeakMap<object, { by: Endpoint['response']; data: unknown }>();

/** Strict on the way out too: a key that the contract does not list is a bug, and fails closed. */
function checkedAnswer({ id, response }: Endpoint, result: unknown): unknown {
  if (!response) throw new Error(`${id} does not declare what it answers.`);
  if (typeof result !== 'object' || result === null || !Object.isFrozen(result)) return response.parse(result);
  let known = checked.get(result);
  if (known?.by !== response) checked.set(result, (known = { by: response, data: response.parse(result) }));
  return known.data;
}

const JSON_ANSWER: Answer = { kind: 'json' };

/** Answers with what the handler returned, as the endpoint declares. */
export function answer(ctx: Context, endpoint: Endpoint, result: unknown): void {
  const answers = endpoint.answers ?? JSON_ANSWER;
  switch (answers.kind) {
    case 'file':
      return answerFile(ctx, (result as Download).attached ? 'attachment' : (answers.as ?? 'attachment'), result as Download);
    case 'redirect':
      return answerRedirect(ctx, result as Redirect);
    case 'page':
      return answerPage(ctx, result as Page | Redirect);
    case 'json': {
      const data = checkedAnswer(endpoint, result);
      ctx.status = endpoint.status ?? 200;
      ctx.body = answers.bare ? data : { data };
    }
  }
}

/** Answers with a refusal: Strapi's error shape with our code; one line of text where a person looks at it. */
export function answerError(ctx: Context, { access }: Pick<Endpoint, 'access'>, error: unknown): void {
  if (!(error instanceof PortalError)) throw error;
  if (error.retryAfter !== undefined) ctx.set('retry-after', String(error.retryAfter));
  ctx.status = ERRORS[error.code][0];
  if (access.kind !== 'page') {
    ctx.body = error.body;
    return;
  }
  ctx.set('cache-control', 'no-store');
  pageHeaders(ctx, NOTHING);
  ctx.type = 'text/plain; charset=utf-8';
  // A heading rather than a sentence, as it has always been: `Not found`.
  ctx.body = error.message.replace(/\.$/u, '');
}
