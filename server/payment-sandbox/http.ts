import { createHash, timingSafeEqual } from 'node:crypto';
import type http from 'node:http';
import { z } from 'zod';
import { Refused } from './model';

const MOST_BYTES = 64 * 1024;

export interface Call {
  method: string;
  url: URL;
  headers: http.IncomingHttpHeaders;
  /** What the pattern of the route caught. */
  params: readonly string[];
  body: string;
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
  /** The work is done, and its answer is lost: the connection ends. */
  lost?: boolean;
}

/** `GET /v1/payments/(id)`: method and pattern of a path. */
export interface Route {
  on: string;
  pattern: RegExp;
  handle: (call: Call) => Answer | Promise<Answer>;
}

export const json = (status: number, value: unknown, headers?: Record<string, string>): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(value),
});

export const refusal = ({ status, code, message }: Refused): Answer => json(status, { error: { code, message } });

export const seeOther = (location: string, headers?: Record<string, string>): Answer => ({
  status: 303,
  headers: { location, ...headers },
});

/** Compares without telling by its time how much was right. */
export function isSecret(given: string, secret: string): boolean {
  const [one, other] = [given, secret].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(one as Buffer, other as Buffer);
}

/** @throws Refused with 401 unless the request carries the secret */
export function requireBearer({ headers }: Call, secret: string): void {
  const [, token = ''] = /^Bearer (.+)$/u.exec(headers.authorization ?? '') ?? [];
  if (!isSecret(token, secret)) throw new Refused(401, 'unauthorized', 'This is not the secret that the sandbox was started with.');
}

/** @throws Refused with 400 where the body is not what the schema says */
export function parsed<S extends z.ZodType>(schema: S, { body }: Pick<Call, 'body'>): z.output<S> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new Refused(400, 'invalid_json', 'The body is no JSON.');
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Refused(400, 'invalid_request', z.prettifyError(result.error));
}

async function bodyOf(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Refused(413, 'too_large', 'The body is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function answerTo(request: http.IncomingMessage, routes: readonly Route[]): Promise<Answer> {
  const { method = 'GET', headers } = request;
  try {
    const url = new URL(request.url ?? '/', 'http://sandbox');
    const body = await bodyOf(request);
    for (const { on, pattern, handle } of routes) {
      const found = on === method ? pattern.exec(url.pathname) : null;
      if (found) return await handle({ method, url, headers, params: found.slice(1), body });
    }
    throw new Refused(404, 'no_such_address', 'There is nothing here.');
  } catch (error) {
    if (error instanceof Refused) return refusal(error);
    // Whoever asked is gone.
    if (request.errored) return { status: 0, lost: true };
    console.error(error);
    return refusal(new Refused(500, 'failed', 'The sandbox failed.'));
  }
}

/** Serves routes; the first one that fits answers. */
export const serve =
  (routes: readonly Route[]) =>
  (request: http.IncomingMessage, response: http.ServerResponse): void => {
    answerTo(request, routes)
      .then(({ status, headers, body, lost }) => {
        if (lost) request.socket.destroy();
        else response.writeHead(status, { 'x-content-type-options': 'nosniff', ...headers }).end(body);
      })
      .catch((error: unknown) => {
        console.error(error);
        request.socket.destroy();
      });
  };
