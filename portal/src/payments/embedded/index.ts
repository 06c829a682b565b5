import type { ComponentType } from 'react';

export interface EmbeddedFormProps {
  /** Public parameters for the provider's script. */
  parameters: Readonly<Record<string, string>>;
  /** The form is done with, whatever came of it: the payment is asked about. */
  onDone: () => void;
}

/** Forms of providers that are shown in the portal, by the provider's key; each is fetched when somebody pays with it. */
export const EMBEDDED: Readonly<Partial<Record<string, () => Promise<ComponentType<EmbeddedFormProps>>>>> = {};
