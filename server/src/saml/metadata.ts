import { CONTENT_ENCRYPTION, KEY_ENCRYPTION } from './decrypt';
import type { SamlParts } from './types';
import { NS, escapeXml } from './xml';

const BINDING = 'urn:oasis:names:tc:SAML:2.0:bindings';
const FORMATS = ['urn:oasis:names:tc:SAML:2.0:nameid-format:persistent', 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'];
/** The content of a PEM file on one line. */
const bare = (pem: string): string => pem.replace(/-----[^-]+-----|\s/gu, '');

/**
 * Our metadata (SAML Metadata 2.4.4). node-saml can write it too, but offers single logout by the
 * HTTP-POST binding only, which is not answered here.
 */
export function metadata({ settings, urls, keys }: Pick<SamlParts, 'settings' | 'urls' | 'keys'>): string {
  const key = (use: string, methods: string[]): string =>
    `    <md:KeyDescriptor use="${use}">
      <ds:KeyInfo><ds:X509Data><ds:X509Certificate>${bare(keys.certificatePem)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
${methods.map((method) => `      <md:EncryptionMethod Algorithm="${method}"/>\n`).join('')}    </md:KeyDescriptor>`;
  // Promised while the provider's own address for it is not known, since the provider may want ours first.
  const logout =
    settings.sloUrl === null && settings.ssoUrl !== ''
      ? ''
      : `    <md:SingleLogoutService Binding="${BINDING}:HTTP-Redirect" Location="${escapeXml(urls.logout)}"/>\n`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="${NS.metadata}" xmlns:ds="${NS.signature}" entityID="${escapeXml(urls.entityId)}">
  <md:SPSSODescriptor protocolSupportEnumeration="${NS.protocol}" AuthnRequestsSigned="${String(settings.signRequests)}" WantAssertionsSigned="true">
${key('signing', [])}
${key('encryption', [...CONTENT_ENCRYPTION, ...KEY_ENCRYPTION])}
${logout}${FORMATS.map((format) => `    <md:NameIDFormat>${format}</md:NameIDFormat>`).join('\n')}
    <md:AssertionConsumerService Binding="${BINDING}:HTTP-POST" Location="${escapeXml(urls.acs)}" index="0" isDefault="true"/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>
`;
}
