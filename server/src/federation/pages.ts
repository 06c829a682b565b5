import { randomBytes } from 'node:crypto';
import type { Context } from 'koa';

/** On everything here: nothing is kept, no address leaks to where a link leads, and no page frames it. */
export function guardHeaders(ctx: Context, style = ''): void {
  ctx.set('cache-control', 'no-store');
  ctx.set('referrer-policy', 'no-referrer');
  ctx.set('x-content-type-options', 'nosniff');
  ctx.set('x-frame-options', 'DENY');
  ctx.set('content-security-policy', `default-src 'none'; ${style}base-uri 'none'; form-action 'none'; frame-ancestors 'none'`);
}

/** Sends the browser on with a GET, whatever it came with (RFC 9110 §15.4.4). */
export function sendOn(ctx: Context, url: string): void {
  guardHeaders(ctx);
  ctx.status = 303;
  ctx.set('location', url);
  ctx.type = 'text/plain; charset=utf-8';
  ctx.body = '';
}

const WORDS = {
  en: {
    done: ['The test is finished', 'You can close this window. The result stands beside the connection in the settings.'],
    gone: [
      'This test cannot be run',
      'It was used already, is too old, or the provider did not answer. Look at the settings and start a new one.',
    ],
  },
  de: {
    done: ['Der Test ist beendet', 'Sie können dieses Fenster schließen. Das Ergebnis steht neben der Verbindung in den Einstellungen.'],
    gone: [
      'Dieser Test kann nicht ausgeführt werden',
      'Er wurde schon verwendet, ist zu alt, oder der Anbieter hat nicht geantwortet. Sehen Sie in den Einstellungen nach und starten Sie einen neuen.',
    ],
  },
} as const;

/** The page that an editor's test window ends on. */
export function testPage(ctx: Context, what: 'done' | 'gone'): void {
  const language = ctx.acceptsLanguages('en', 'de') === 'de' ? 'de' : 'en';
  const [title, text] = WORDS[language][what];
  const nonce = randomBytes(16).toString('base64');
  guardHeaders(ctx, `style-src 'nonce-${nonce}'; `);
  ctx.status = what === 'done' ? 200 : 410;
  ctx.type = 'text/html; charset=utf-8';
  ctx.body = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style nonce="${nonce}">body{margin:0;min-height:100vh;display:grid;place-content:center;padding:24px;background:#f6f6f9;color:#32324d;font:16px/1.5 system-ui,sans-serif}main{max-width:32rem;background:#fff;border-radius:8px;padding:32px}h1{margin:0 0 8px;font-size:1.25rem}p{margin:0}</style>
</head><body><main><h1>${title}</h1><p>${text}</p></main></body></html>
`;
}

/** The same bytes for every key that is no connection's. */
export function notFound(ctx: Context): void {
  guardHeaders(ctx);
  ctx.status = 404;
  ctx.type = 'text/plain; charset=utf-8';
  ctx.body = 'Not found';
}
