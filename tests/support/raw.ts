import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestApp } from './strapi';

export interface RawRequest {
  method: string;
  /** Sent as it is, not normalised. */
  path: string;
  headers?: Record<string, string>;
  /** Written as it is; `chunked` announces no length. */
  body?: string | Buffer;
  chunked?: boolean;
}

export interface RawResponse {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
  /** The parsed body, or undefined when it is not JSON. */
  body: unknown;
}

/** One request over a socket of its own, without a client that tidies it up. */
export function sendRaw(app: TestApp, { method, path, headers = {}, body, chunked = false }: RawRequest): Promise<RawResponse> {
  const { port } = app.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const length = chunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': String(Buffer.byteLength(body ?? '')) };
    const framing = body === undefined ? {} : length;
    const request = http.request({ host: '127.0.0.1', port, method, path, headers: { ...framing, ...headers }, agent: false });
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        let parsed: unknown;
        try {
          parsed = JSON.parse(text);
        } catch {
          parsed = undefined;
        }
        // One that was answered before its body had come would wait to send the rest.
        request.destroy();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body: parsed });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}
