import { randomBytes } from 'node:crypto';
import type { providersContract } from '../../../plugin/contract/providers';
import type { Call, Handlers, Page, Redirect } from '../kernel/binder';
import { PortalError } from '../platform/errors';
import type { Strapi } from '../platform/strapi';
import { portalBrand } from '../settings';
import { LoginFailed, type LoginProblem } from './problem';
import type { Answer } from './providers';
import { returnUrl } from './return-url';
import { federationOf } from './service';

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
function testPage(what: 'done' | 'gone', language: 'en' | 'de'): Page {
  const [title, text] = WORDS[language][what];
  const nonce = randomBytes(16).toString('base64');
  return {
    status: what === 'done' ? 200 : 410,
    policy: `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    html: `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style nonce="${nonce}">body{margin:0;min-height:100vh;display:grid;place-content:center;padding:24px;background:#f6f6f9;color:#32324d;font:16px/1.5 system-ui,sans-serif}main{max-width:32rem;background:#fff;border-radius:8px;padding:32px}h1{margin:0 0 8px;font-size:1.25rem}p{margin:0}</style>
</head><body><main><h1>${title}</h1><p>${text}</p></main></body></html>
`,
  };
}

/** A page of the portal that is told what came of the request. */
function withOutcome(page: string, told: string): string {
  const url = new URL(page);
  url.hash = told;
  return url.href;
}

type Visit = Pick<Call<(typeof providersContract)['callback']>, 'http' | 'params' | 'prefers'>;

/**
 * Where providers send browsers back to. A person looks at these, so that each ends on a page of the portal. What
 * went wrong stands in the fragment, which no log sees.
 */
export const providersHandlers = (strapi: Strapi): Handlers<typeof providersContract> => {
  const federation = () => federationOf(strapi);

  /** What the person is told; what is no failure of a login is a fault of ours, and logged. */
  function problemOf(failed: unknown): LoginProblem {
    if (failed instanceof LoginFailed) {
      if (failed.problem !== 'link-mailed') {
        strapi.log.warn(`customer-portal: a login through a connection failed: ${failed.code}${failed.detail ? `: ${failed.detail}` : ''}`);
      }
      return failed.problem;
    }
    if (failed instanceof PortalError) {
      strapi.log.warn(`customer-portal: a login through a connection failed: ${failed.code}: ${failed.message}`);
      if (failed.code === 'too-many-requests') return 'busy';
      return failed.code === 'no-access' ? 'access-off' : 'unexpected';
    }
    strapi.log.error(`customer-portal: ${failed instanceof Error ? (failed.stack ?? failed.message) : String(failed)}`);
    return 'unexpected';
  }

  async function callback({ http, params: { key }, prefers }: Visit, answer: Answer): Promise<Page | Redirect> {
    const { portalUrl } = await portalBrand(strapi);
    const outcome = await federation().callback(http, key, answer);
    if ('result' in outcome) {
      const { result } = outcome;
      if (result.to === 'tested') return testPage('done', prefers('en', 'de'));
      if (result.to === 'security') return { to: `${portalUrl}/security#connected` };
      const page = returnUrl(portalUrl, result.returnPath);
      return { to: result.to === 'confirmed' ? withOutcome(page, 'confirmed') : page };
    }
    const { failed, request } = outcome;
    if (failed instanceof PortalError && failed.code === 'factor-required') return { to: `${portalUrl}/sign-in/challenge` };
    const told = `problem=${problemOf(failed)}`;
    if (request?.purpose === 'step-up') return { to: withOutcome(returnUrl(portalUrl, request.returnPath), told) };
    return { to: `${portalUrl}/${request?.purpose === 'link' ? 'security' : 'sign-in'}#${told}` };
  }

  return {
    callback: (call) => callback(call, { endpoint: 'callback', posted: false, values: new URLSearchParams(call.search) }),
    postedCallback: (call) => callback(call, { endpoint: 'callback', posted: true, values: call.form }),
    acs: (call) => callback(call, { endpoint: 'acs', posted: true, values: call.form }),
    async test({ http, params, search, prefers }) {
      const ticket = new URLSearchParams(search).get('ticket') ?? '';
      const to = await federation().dryRuns.authorize(http, params.key, ticket);
      return to === null ? testPage('gone', prefers('en', 'de')) : { to };
    },
    /** Public, as it is meant to be fetched by the identity provider. */
    async metadata({ params }) {
      const found = await federation().providers.saml(params.key);
      if (!found) throw new PortalError('not-found');
      const bytes = Buffer.from(found.saml.metadata());
      const mime = 'application/samlmetadata+xml; charset=utf-8';
      return { open: () => bytes, name: 'customer-portal-metadata.xml', mime, size: bytes.length };
    },
    async logout({ http, params, search }) {
      const { portalUrl } = await portalBrand(strapi);
      const to = await federation().takeLogout(http, params.key, search, `${portalUrl}/sign-in`);
      if (to === null) throw new PortalError('not-found');
      return { to };
    },
  };
};
