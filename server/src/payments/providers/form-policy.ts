import type { FormSources, PaymentProvider } from '../../../../config/payment-provider';

const DIRECTIVES = ['script-src', 'frame-src', 'connect-src', 'img-src'] as const;

/** A host over TLS, its subdomains too with `*.`; on this machine without TLS, for a stand-in. Never a word or a bare `*`, which would open the page to everybody. */
const SOURCE = /^(?:https:\/\/(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+|http:\/\/(?:localhost|127\.0\.0\.1))(?::\d{1,5})?(?:\/[\w./-]*)?$/u;

/** Refuses a provider whose flow is a form that it does not have, or may not have. @throws Error with what is wrong */
export function checkForm({ capabilities, form }: PaymentProvider): void {
  if (capabilities.flow !== 'embedded') return;
  if (!form?.script) throw new Error('Its flow is "embedded", and it has no "form" with a "script".');
  for (const [directive, sources] of Object.entries(form.csp)) {
    if (!DIRECTIVES.some((one) => one === directive)) throw new Error(`"${directive}" is nothing that "csp" of a form may name.`);
    const wrong = sources.find((source) => !SOURCE.test(source));
    if (wrong !== undefined)
      throw new Error(`"${wrong}" in "csp" of its form is not the address of a host, such as https://js.example.com.`);
  }
}

/** The Content-Security-Policy of a page with a provider's fields: ours, and this provider's hosts. Pure. */
export function formPolicy(csp: FormSources, pictures: readonly string[]): string {
  const sources = (own: readonly string[], directive: (typeof DIRECTIVES)[number]): string =>
    [...new Set([...own, ...(csp[directive] ?? [])])].join(' ') || "'none'";
  return [
    "default-src 'none'",
    `script-src ${sources(["'self'"], 'script-src')}`,
    "style-src 'self'",
    `img-src ${sources(["'self'", 'data:', ...pictures], 'img-src')}`,
    `connect-src ${sources([], 'connect-src')}`,
    `frame-src ${sources([], 'frame-src')}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Wallets ask for the Payment Request API, in frames of the provider's; nobody else gets anything. Pure. */
export const formPermissions = (csp: FormSources): string =>
  `camera=(), geolocation=(), microphone=(), payment=(self${(csp['frame-src'] ?? []).map((source) => ` "${source}"`).join('')})`;
