import type { Answer } from './http';
import de from './messages/de.json';
import en from './messages/en.json';

type Word = keyof typeof en;
const MESSAGES: Record<string, Record<Word, string>> = { en, de };

/** Says words in a language, English where it is none of ours. */
export interface Words {
  language: string;
  say: (word: Word, values?: Record<string, string | number>) => string;
}

/** @param tag a language tag, or an Accept-Language header, of which the first counts */
export function wordsIn(tag: string | undefined): Words {
  const [found = 'en'] = /^[a-z]{2,3}/iu.exec(tag ?? '')?.map((one) => one.toLowerCase()) ?? [];
  const language = found in MESSAGES ? found : 'en';
  const messages = MESSAGES[language] ?? en;
  return {
    language,
    say: (word, values = {}) => messages[word].replace(/\{(\w+)\}/gu, (_, name: string) => String(values[name] ?? '')),
  };
}

/** Markup, as opposed to a text. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | null | undefined | false | readonly Part[];

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function markup(part: Part): string {
  if (part === undefined || part === null || part === false) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(markup).join('');
  return String(part).replace(/[&<>"']/gu, (character) => ESCAPES[character] ?? character);
}

/** Markup with texts in it, which stay texts. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Html =>
  new Html(strings.map((string, index) => string + markup(parts[index])).join(''));

/**
 * A page of the sandbox. It loads its style sheet and nothing else; `sendsTo` is where a form may lead besides: browsers
 * hold a redirect that follows on a form to `form-action` too.
 */
export function page({ language, say }: Words, title: string, body: Html, { status = 200, sendsTo = '', wide = false } = {}): Answer {
  const { text } = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · ${say('title')}</title>
        <link rel="stylesheet" href="/style.css" />
        <link rel="icon" href="data:," />
      </head>
      <body ${wide && html`class="wide"`}>
        <header>
          <div class="bar">
            <strong>${say('title')}</strong>
            <p>${say('notice')}</p>
          </div>
        </header>
        <main>${body}</main>
      </body>
    </html>`;
  const policy = `default-src 'none'; style-src 'self'; img-src data:; form-action 'self' ${sendsTo}; base-uri 'none'; frame-ancestors 'none'`;
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'content-security-policy': policy,
    },
    body: text,
  };
}
