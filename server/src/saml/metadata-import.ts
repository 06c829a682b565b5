import { samlSettings, type SamlSettings } from '../../../plugin/settings/connection';
import { partsIn } from './checks/01-size';
import { bareCertificate, readCertificate, type CertificateFacts } from './certificate';
import { SamlRefused } from './refused';
import { all, attribute, below, is, parseXml, text, type XmlElement } from './xml';

/** Enough for one provider with its logos; a federation's list of thousands is not what is asked for. */
const MAX_CHARACTERS = 500_000;
/** Of one provider; its logos and scopes are few elements. What a parser copies for each element grows with both. */
const MAX_ELEMENTS = 5000;
const MAX_ATTRIBUTES = 5000;
const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
/** As many as a connection holds. */
const MAX_CERTIFICATES = 4;

/** What an editor is told when metadata cannot be used. */
export const SAML_METADATA_PROBLEMS = {
  'metadata-too-large': 'This is too large to be the metadata of one identity provider.',
  'metadata-not-xml': 'This is not XML. Paste the whole metadata document, from its first < to its last >.',
  'metadata-web-page': 'This is a web page. Look for a link to the metadata document, and take what that shows.',
  'metadata-doctype': 'This document has a DOCTYPE, which metadata must not have.',
  'metadata-not-metadata': 'This is XML, but not SAML metadata: it has no EntityDescriptor.',
  'metadata-several-providers': 'This lists several identity providers. Paste the metadata of the one to connect with.',
  'metadata-no-provider': 'This describes no identity provider. It may be the metadata of a service provider, such as the portal itself.',
  'metadata-expired': 'This metadata has expired. Get the present one from the identity provider.',
  'metadata-no-redirect': 'The identity provider does not take sign-in requests by HTTP-Redirect.',
  'metadata-address': 'An address in it does not begin with https://.',
  'metadata-no-certificate': 'It holds no signing certificate.',
  'metadata-certificate-unreadable': 'A signing certificate in it cannot be read.',
  'metadata-weak-key': 'A signing certificate in it has a key that is not allowed; RSA with at least 2048 bits is.',
} as const;
export type SamlMetadataProblem = keyof typeof SAML_METADATA_PROBLEMS;

export class SamlMetadataError extends Error {
  readonly code: SamlMetadataProblem;

  constructor(code: SamlMetadataProblem) {
    super(SAML_METADATA_PROBLEMS[code]);
    this.name = 'SamlMetadataError';
    this.code = code;
  }
}

/** An identity provider's metadata as a connection's settings, and what an editor should see beside them. */
export interface SamlMetadata {
  settings: Pick<SamlSettings, 'entityId' | 'ssoUrl' | 'sloUrl' | 'certificates' | 'signRequests'>;
  /** Of `settings.certificates`, in order. */
  certificates: CertificateFacts[];
}

/** Comments are usual in metadata, and harmless: nothing of it is verified by a signature. */
function withoutComments(xml: string): string {
  const [before = '', ...parts] = xml.split('<!--');
  return before + parts.map((part) => part.slice(part.includes('-->') ? part.indexOf('-->') + 3 : 0)).join('');
}

function parse(xml: string): { root: XmlElement; elements: XmlElement[] } {
  if (xml.length > MAX_CHARACTERS) throw new SamlMetadataError('metadata-too-large');
  const document = withoutComments(xml.replace(/^\uFEFF/u, '')).trim();
  if (/^<(?:!doctype )?html\b/iu.test(document)) throw new SamlMetadataError('metadata-web-page');
  if (/<!(?!\[CDATA\[)/u.test(document)) throw new SamlMetadataError('metadata-doctype');
  const { elements, attributes } = partsIn(document);
  if (elements > MAX_ELEMENTS || attributes > MAX_ATTRIBUTES) throw new SamlMetadataError('metadata-too-large');
  try {
    return parseXml(document);
  } catch (error) {
    throw error instanceof SamlRefused ? new SamlMetadataError('metadata-not-xml') : error;
  }
}

/** The one identity provider in a document, with the entity that it is a role of. */
function findProvider(xml: string): { entity: XmlElement; role: XmlElement } {
  const { elements } = parse(xml);
  if (!elements.some((element) => is(element, 'metadata', 'EntityDescriptor'))) throw new SamlMetadataError('metadata-not-metadata');
  const [found, ...more] = elements
    .filter((element) => is(element, 'metadata', 'EntityDescriptor'))
    .flatMap((entity) => all(entity, 'metadata', 'IDPSSODescriptor').map((role) => ({ entity, role })));
  if (!found) throw new SamlMetadataError('metadata-no-provider');
  if (more.length) throw new SamlMetadataError('metadata-several-providers');
  return found;
}

/** Where a service takes messages by HTTP-Redirect; undefined where it does not. */
function address(role: XmlElement, service: 'SingleSignOnService' | 'SingleLogoutService'): string | undefined {
  const at = all(role, 'metadata', service).find((it) => it.getAttribute('Binding') === REDIRECT);
  if (!at) return undefined;
  const url = samlSettings.shape.ssoUrl.safeParse(at.getAttribute('Location'));
  if (!url.success || url.data === '') throw new SamlMetadataError('metadata-address');
  return url.data;
}

/** The certificates that the provider signs with: those for signing, and those for no use in particular. */
function signingCertificates(role: XmlElement): CertificateFacts[] {
  const texts = all(role, 'metadata', 'KeyDescriptor')
    .filter((descriptor) => (attribute(descriptor, 'use') ?? 'signing') === 'signing')
    .flatMap(below)
    .filter((element) => is(element, 'signature', 'X509Certificate'))
    .map((element) => bareCertificate(text(element)));
  const found = [...new Set(texts)].map(readCertificate);
  if (!found.length) throw new SamlMetadataError('metadata-no-certificate');
  const good = found.filter((certificate) => typeof certificate === 'object');
  if (!good.length) {
    throw new SamlMetadataError(found.includes('weak-key') ? 'metadata-weak-key' : 'metadata-certificate-unreadable');
  }
  // The last to run out first, should there be more than a connection holds.
  return good.sort((a, b) => b.notAfter.getTime() - a.notAfter.getTime()).slice(0, MAX_CERTIFICATES);
}

/**
 * Reads an identity provider's metadata, pasted, uploaded or fetched (SAML Metadata 2.4.3).
 * @throws SamlMetadataError with a sentence that says what to do.
 */
export function readSamlMetadata(xml: string, now: Date): SamlMetadata {
  const { entity, role } = findProvider(xml);
  const until = [entity, role].map((element) => attribute(element, 'validUntil')).filter((it) => it !== null);
  if (until.some((instant) => !(new Date(instant) > now))) throw new SamlMetadataError('metadata-expired');
  const ssoUrl = address(role, 'SingleSignOnService');
  if (ssoUrl === undefined) throw new SamlMetadataError('metadata-no-redirect');
  const entityId = samlSettings.shape.entityId.safeParse(entity.getAttribute('entityID'));
  if (!entityId.success || entityId.data === '') throw new SamlMetadataError('metadata-not-metadata');
  const certificates = signingCertificates(role);
  return {
    settings: {
      entityId: entityId.data,
      ssoUrl,
      sloUrl: address(role, 'SingleLogoutService') ?? null,
      certificates: certificates.map(({ pem }) => pem),
      signRequests: ['true', '1'].includes(role.getAttribute('WantAuthnRequestsSigned')),
    },
    certificates,
  };
}
