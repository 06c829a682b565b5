/** What a provider's script is called with, and what it makes; the same as `config/payment-provider.ts` says to whoever writes one. */
export interface FormContext {
  parameters: Readonly<Record<string, string>>;
  purpose: 'payment' | 'set-up';
  element: HTMLElement;
  language: string;
  theme: 'light' | 'dark';
  colours: { accent: string; text: string; background: string; danger: string };
  returnUrl: string;
  done(): void;
}

export interface FormFields {
  submit?(): Promise<string | undefined>;
}
