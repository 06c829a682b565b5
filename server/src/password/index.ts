export { credentialType } from './content-type';
export { prepareDummyHash } from './hash';
export { invitationHandlers, passwordHandlers, passwordSignInHandlers } from './portal';
export { createPassword, passwordOf } from './service';
