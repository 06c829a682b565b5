/**
 * SAML 2.0 service provider: pure of Strapi, time and stores come as arguments.
 *
 * - `createSamlProvider(parts: SamlParts): SamlProvider` — one for each connection; cheap to make.
 *   `requestUrl({ id, relayState })`, `verifyResponse(base64)`, `metadata()`,
 *   `logoutRequestUrl({ id, relayState, nameId, sessionIndex })`, `verifyLogoutRequest(rawQuery)`,
 *   `verifyLogoutResponse(rawQuery)`: see `types.ts`.
 * - `newSamlId(): string` — id for a request of ours.
 * - `createSamlKeys(name, now): Promise<SamlKeys>` — our key pair and its self-signed certificate.
 * - `readSamlMetadata(xml, now): SamlMetadata` — an identity provider's metadata as settings; throws
 *   `SamlMetadataError` with a code and a sentence that an editor can act on.
 * - `readCertificate(text)` — one certificate, pasted by an editor: its PEM and what to show of it.
 * - `SamlRefused` — the one error of a refused message; `code` is stable (`SAML_REFUSALS` in refused.ts).
 */
export type { ExternalAccount } from './external-account';
export { SamlRefused, type SamlRefusal } from './refused';
export type { SamlAccount, SamlKeys, SamlLogoutRequest, SamlLogoutResponse, SamlNameId, SamlParts, SamlProvider, SamlUrls } from './types';
export { newSamlId } from './id';
export { createSamlKeys } from './keys';
export { createSamlProvider } from './provider';
export { readCertificate, type CertificateFacts } from './certificate';
export {
  readSamlMetadata,
  SAML_METADATA_PROBLEMS,
  SamlMetadataError,
  type SamlMetadata,
  type SamlMetadataProblem,
} from './metadata-import';
