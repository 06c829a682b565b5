import { randomBytes } from 'node:crypto';

/** Id of a message of ours: 160 random bits (SAML Core 1.3.4), beginning as an xs:ID must. */
export const newSamlId = (): string => `_${randomBytes(20).toString('hex')}`;
