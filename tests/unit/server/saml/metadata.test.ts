import { X509Certificate } from 'node:crypto';
import { createSamlKeys, readCertificate, readSamlMetadata, SamlMetadataError, type SamlKeys } from '../../../../server/src/saml';
import { IDP } from '../../../support/saml/identity-provider';
import { createPortal } from '../../../support/saml/portal';

let first: SamlKeys;
let second: SamlKeys;
const NOW = new Date('2026-03-01T12:00:00Z');
beforeAll(async () => {
  first = await createSamlKeys('first.example.com', NOW, 2048);
  second = await createSamlKeys('second.example.com', new Date('2027-03-01T12:00:00Z'), 2048);
});

const bare = (pem: string): string => pem.replace(/-----[^-]+-----|\s/gu, '');
const key = (pem: string, use = ' use="signing"'): string =>
  `<md:KeyDescriptor${use}><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>\n${bare(pem)}\n</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;
const service = (name: string, url: string, binding = 'HTTP-Redirect'): string =>
  `<md:${name} Binding="urn:oasis:names:tc:SAML:2.0:bindings:${binding}" Location="${url}"/>`;

const provider = (inside: string, attributes = ''): string =>
  `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${IDP.entityId}"${attributes}><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${inside}</md:IDPSSODescriptor></md:EntityDescriptor>`;

const sso = service('SingleSignOnService', IDP.sso);

describe('the metadata of an identity provider', () => {
  it('becomes the settings of a connection', () => {
    const xml = provider(
      `${key(first.certificatePem)}${service('SingleLogoutService', IDP.slo)}${service('SingleSignOnService', `${IDP.sso}/post`, 'HTTP-POST')}${sso}`,
    );
    const { settings, certificates } = readSamlMetadata(`\uFEFF<?xml version="1.0"?>\n<!-- by hand -->${xml}\n`, NOW);
    expect(settings).toEqual({
      entityId: IDP.entityId,
      ssoUrl: IDP.sso,
      sloUrl: IDP.slo,
      certificates: [first.certificatePem],
      signRequests: false,
    });
    expect(certificates[0]).toMatchObject({ subject: 'CN=first.example.com', notAfter: new Date('2036-03-01T12:00:00Z') });
    expect(certificates[0]!.fingerprint).toBe(new X509Certificate(first.certificatePem).fingerprint256);
  });

  it('brings both certificates while the provider changes its key, once each, and none that only encrypts', async () => {
    const other = await createSamlKeys('encryption', NOW, 2048);
    const keys = [
      key(first.certificatePem),
      key(first.certificatePem),
      key(second.certificatePem, ''),
      key(other.certificatePem, ' use="encryption"'),
    ];
    const { settings } = readSamlMetadata(provider(keys.join('') + sso), NOW);
    expect(settings.certificates).toEqual([second.certificatePem, first.certificatePem]);
  });

  it('may hold certificates in PEM, with lines and space around them, once each', () => {
    const armoured = key('@').replace('@', `\r\n   ${first.certificatePem.replaceAll('\n', '\r\n    ')}   `);
    expect(readSamlMetadata(provider(key(first.certificatePem) + armoured + sso), NOW).settings.certificates).toEqual([
      first.certificatePem,
    ]);
    expect(readSamlMetadata(provider(armoured + sso), NOW).settings.certificates).toEqual([first.certificatePem]);
  });

  it('may be the only one in a list', () => {
    const list = `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${provider(key(first.certificatePem) + sso)}</md:EntitiesDescriptor>`;
    expect(readSamlMetadata(list, NOW).settings.sloUrl).toBeNull();
  });

  it.each([
    ['metadata-not-xml', () => 'https://idp.example.com/metadata'],
    ['metadata-not-xml', () => ''],
    ['metadata-not-xml', () => provider(sso).slice(0, -10)],
    ['metadata-web-page', () => '<!DOCTYPE html><html><body>Sign in</body></html>'],
    ['metadata-doctype', () => `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${provider(key('&a;') + sso)}`],
    ['metadata-doctype', () => `<!-- --><!DOCTYPE x [<!ENTITY a "b">]>${provider(sso)}`],
    ['metadata-not-metadata', () => '<rss/>'],
    ['metadata-too-large', () => ' '.repeat(500_001)],
    ['metadata-several-providers', () => `<x xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${provider(sso)}${provider(sso)}</x>`],
    ['metadata-expired', () => provider(key(first.certificatePem) + sso, ' validUntil="2026-02-28T00:00:00Z"')],
    ['metadata-expired', () => provider(key(first.certificatePem) + sso, ' validUntil="soon"')],
    ['metadata-no-redirect', () => provider(key(first.certificatePem) + service('SingleSignOnService', IDP.sso, 'HTTP-POST'))],
    ['metadata-address', () => provider(key(first.certificatePem) + service('SingleSignOnService', 'javascript:alert(1)'))],
    ['metadata-address', () => provider(key(first.certificatePem) + sso + service('SingleLogoutService', 'http://idp.example.com/'))],
    ['metadata-address', () => provider(key(first.certificatePem) + service('SingleSignOnService', ''))],
    ['metadata-not-metadata', () => provider(key(first.certificatePem) + sso).replace(IDP.entityId, '')],
    ['metadata-no-certificate', () => provider(sso)],
    ['metadata-certificate-unreadable', () => provider(key('bm90IG9uZQ==') + sso)],
  ])('that cannot be used is refused with what to do: %s', (code, make) => {
    const start = performance.now();
    const error = (() => {
      try {
        readSamlMetadata(make(), NOW);
      } catch (caught) {
        return caught;
      }
      return undefined;
    })();
    expect(error).toBeInstanceOf(SamlMetadataError);
    expect((error as SamlMetadataError).code).toBe(code);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('with thousands of half comments is read in no time', () => {
    const start = performance.now();
    expect(() => readSamlMetadata('<!--'.repeat(120_000), NOW)).toThrow(SamlMetadataError);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('with a key that is too short is refused', async () => {
    const weak = await createSamlKeys('weak', NOW, 1024);
    expect(() => readSamlMetadata(provider(key(weak.certificatePem) + sso), NOW)).toThrow('2048');
    expect(readCertificate(weak.certificatePem)).toBe('weak-key');
  });
});

describe('our own metadata', () => {
  it('says what a provider needs, and is the metadata of no provider', async () => {
    const { provider: ours, parts } = await createPortal([first.certificatePem]);
    const xml = ours.metadata();
    for (const part of [
      `entityID="${parts.urls.entityId}"`,
      `Location="${parts.urls.acs}"`,
      `Location="${parts.urls.logout}"`,
      'use="signing"',
      'use="encryption"',
      bare(parts.keys.certificatePem),
    ]) {
      expect(xml).toContain(part);
    }
    expect(() => readSamlMetadata(xml, NOW)).toThrow('service provider');
  });

  it('does not promise single logout where the connection has none', async () => {
    const { provider: ours } = await createPortal([first.certificatePem], { sloUrl: null });
    expect(ours.metadata()).not.toContain('SingleLogoutService');
    // But before anything of the provider is known, it does.
    const { provider: unfinished } = await createPortal([], { sloUrl: null, ssoUrl: '', entityId: '' });
    expect(unfinished.metadata()).toContain('SingleLogoutService');
  });
});

describe('our own certificate', () => {
  it('is self-signed, carries the key, and holds for ten years', () => {
    const certificate = new X509Certificate(first.certificatePem);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.subject).toBe('CN=first.example.com');
    expect([new Date(certificate.validFrom), new Date(certificate.validTo)]).toEqual([NOW, new Date('2036-03-01T12:00:00Z')]);
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
  });
});
