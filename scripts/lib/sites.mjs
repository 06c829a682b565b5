import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { root } from './paths.mjs';

const folder = path.join(root, 'scripts/demo-sites');

/**
 * The pages that the demo's custom tabs show. The catalogue and the guide may be framed; the
 * announcements refuse it, as many sites do, and open in a browser tab of their own.
 *
 * @type {Record<string, {file: string, type: string, headers?: Record<string, string>}>}
 */
const pages = {
  '/catalogue': { file: 'catalogue.html', type: 'text/html; charset=utf-8' },
  '/supplier-guide': { file: 'supplier-guide.html', type: 'text/html; charset=utf-8' },
  '/announcements': {
    file: 'announcements.html',
    type: 'text/html; charset=utf-8',
    headers: { 'x-frame-options': 'DENY', 'content-security-policy': "frame-ancestors 'none'" },
  },
  '/site.css': { file: 'site.css', type: 'text/css; charset=utf-8' },
};

/**
 * Starts the site server on localhost.
 *
 * @param {number} port
 * @returns {Promise<{close: () => void}>}
 */
export function startSites(port) {
  const server = http.createServer((request, response) => {
    const page = pages[new URL(request.url ?? '/', 'http://localhost').pathname];
    if (!page) {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('There is no page here.\n');
      return;
    }
    response.writeHead(200, { 'content-type': page.type, 'x-content-type-options': 'nosniff', ...page.headers });
    fs.createReadStream(path.join(folder, page.file)).pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      resolve({
        close: () => {
          server.close();
          server.closeAllConnections();
        },
      });
    });
  });
}
