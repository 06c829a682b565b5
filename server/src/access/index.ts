export { credentialType, oneTimeTokenType, sessionType } from './content-types';
export { assertionType, connectionType, identityType, loginFlowType, pendingIdentityType } from './federation/content-types';
export { connectionsHandlers } from './federation/admin';
export { connectionHandlers } from './federation/portal';
export { registerFederation } from './federation/routes';
export { challengeType, factorType, owesFactor, recoveryCodeType, rememberedBrowserType } from './factors';
export { accessOf, createAccess, type AccessService } from './service';
export {
  challengeHandlers, invitationHandlers, passwordHandlers, securityHandlers, sessionHandlers, signUpHandlers,
} from './portal'; // prettier-ignore
export { prepareDummyHash } from './password-hash';
export { signUpType } from './sign-up';
