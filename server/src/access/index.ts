export { credentialType, oneTimeTokenType, sessionType } from './content-types';
export { accessOf, createAccess, type AccessService } from './service';
export { invitationHandlers, passwordHandlers, sessionHandlers } from './portal';
export { prepareDummyHash } from './password-hash';
