import type { PaymentForm } from '../../../../config/payment-provider';
import type { Language } from '../../../../plugin/vocabulary';
import type { FormPageData } from '../../../../plugin/payments/form-page';
import type { Page } from '../../kernel/binder';
import { formPermissions, formPolicy } from '../providers';
import de from './words/de.json';
import en from './words/en.json';

const WORDS = { en, de } satisfies Record<Language, Record<keyof typeof en, string>>;
const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/gu, (found) => ESCAPED[found] ?? found);

/** What a page with a provider's fields shows. */
export interface FormPage {
  language: Language;
  organisation: string;
  logo: string | null;
  supportEmail: string | null;
  accent: string;
  /** What is paid; null where a method is added. */
  paid: { amount: string; description: string } | null;
  form: PaymentForm;
  /** Public parameters of the provider's. */
  parameters: Readonly<Record<string, string>>;
  /** Addresses: the provider's script; where its provider sends people back to; where it is said what came of it. */
  script: string;
  returnUrl: string;
  done: string;
  /** Of the portal's build. */
  assets: { script: string; style: string };
}

/** The page, whose own script is `portal/src/payment-form/main.ts`. Pure. */
export function formPage(page: FormPage): Page {
  const { language, organisation, logo, supportEmail, accent, paid, form, parameters, script, returnUrl, done, assets } = page;
  const say = (id: keyof typeof en, values: Record<string, string> = {}): string =>
    WORDS[language][id].replace(/\{(\w+)\}/gu, (_whole, name: string) => values[name] ?? '');
  const button = paid ? say('pay', { amount: paid.amount }) : say('add');
  const title = paid ? say('pay-title', { organisation }) : say('add-title');
  const data: FormPageData = {
    parameters,
    purpose: paid ? 'payment' : 'set-up',
    language,
    accent,
    script,
    returnUrl,
    done,
    words: { failed: say(paid ? 'failed' : 'failed-add'), slow: say('slow'), busy: say('busy'), submit: button },
  };
  const brand = logo
    ? `<img class="logo" src="${escape(logo)}" alt="">`
    : `<span class="initial" aria-hidden="true">${escape([...organisation.trim()][0]?.toLocaleUpperCase() ?? '')}</span>`;
  const what = paid ? `<p class="total">${escape(paid.amount)}</p><p class="muted">${escape(paid.description)}</p>` : '';
  const support = supportEmail
    ? `<footer class="muted">${escape(say('support', { email: supportEmail })).replace(
        escape(supportEmail),
        () => `<a href="mailto:${escape(supportEmail)}">${escape(supportEmail)}</a>`,
      )}</footer>`
    : '';
  return {
    policy: formPolicy(form.csp, logo && /^https?:/u.test(logo) ? [new URL(logo).origin] : []),
    headers: {
      // Some banks confirm in a window of their own.
      'cross-origin-opener-policy': 'same-origin-allow-popups',
      'permissions-policy': formPermissions(form.csp),
    },
    html: `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${escape(`${title} · ${organisation}`)}</title>
<link rel="stylesheet" href="${escape(assets.style)}">
<script type="application/json" id="form-data">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>
<script type="module" src="${escape(assets.script)}"></script>
</head>
<body>
<header class="brand">${brand}<span>${escape(organisation)}</span></header>
<main>
<h1>${escape(title)}</h1>
${what}
<noscript><p class="problem">${escape(say('script'))}</p></noscript>
<p id="problem" class="problem" role="alert" tabindex="-1" hidden></p>
<form id="form" novalidate>
<div id="loading" class="loading" role="status"><span class="unseen">${escape(say('loading'))}</span><i></i><i></i><i></i></div>
<div id="fields"></div>
<button id="submit" class="primary" hidden>${escape(button)}</button>
</form>
<p class="muted">${escape(say('private', { organisation }))}</p>
<p><a id="back" href="${escape(done)}">${escape(say(paid ? 'back' : 'back-add'))}</a></p>
</main>
${support}
</body>
</html>
`,
  };
}
