/** What the server writes into a page with a payment provider's fields, for the page's script. */
export interface FormPageData {
  /** Public ones, for the provider's script. */
  parameters: Readonly<Record<string, string>>;
  purpose: 'payment' | 'set-up';
  language: string;
  /** The organisation's colour, `#rrggbb`. */
  accent: string;
  /** Address of the provider's script. */
  script: string;
  returnUrl: string;
  done: string;
  words: Record<'failed' | 'slow' | 'busy' | 'submit', string>;
}
