import type { Message } from '../message';
import type { Check } from './check';

/** An assertion with a condition that is not understood is not relied upon (SAML Core 2.5.1.1). */
export const conditions: Check<Message> = {
  code: 'saml-unknown-condition',
  refuses: ({ assertion: { unknownConditions } }) => unknownConditions.length > 0 && unknownConditions.join(', '),
};
