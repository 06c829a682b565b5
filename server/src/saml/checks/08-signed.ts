import type { Envelope } from '../message';
import { all } from '../xml';
import type { Check } from './check';

/** The response or its assertion is signed; both may be. */
export const signed: Check<Envelope> = {
  code: 'saml-unsigned',
  refuses: ({ outer, assertion }) => ![outer.root, assertion].some((element) => all(element, 'signature', 'Signature').length),
};
