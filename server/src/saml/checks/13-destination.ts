import type { Message } from '../message';
import type { Check } from './check';

/**
 * The response was sent here (SAML Core 3.2.2; HTTP-POST binding 3.5.5.2 wants it in every signed
 * response), so that what one service provider got cannot be handed to another.
 */
export const destination: Check<Message> = {
  code: 'saml-wrong-destination',
  refuses({ response }, { urls }) {
    if (response.destination === null) return response.signed && 'no Destination in a signed response';
    return response.destination !== urls.acs && response.destination;
  },
};
