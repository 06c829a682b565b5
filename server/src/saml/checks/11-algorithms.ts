import type { Envelope } from '../message';
import { below, type XmlElement } from '../xml';
import type { Check } from './check';

const SIGNATURES = [
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
];
const DIGESTS = ['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512'];
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const TRANSFORMS = ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', EXCLUSIVE];

/** The algorithms that a signature names for a part of it, in order. */
const named = (signature: XmlElement, part: string): string[] =>
  below(signature)
    .filter(({ localName }) => localName === part)
    .map((element) => element.getAttribute('Algorithm'));

/**
 * SHA-2 with RSA, exclusive canonicalisation without comments, and the two transforms that SAML has
 * (SAML Core 5.4.3, 5.4.4). SHA-1 signatures can be made to fit two messages (ASVS 5.0 11.4.1); other
 * transforms (XPath, XSLT) choose what is signed.
 */
export const algorithms: Check<Envelope> = {
  code: 'saml-weak-algorithm',
  refuses({ outer, inner }) {
    const signatures = [...outer.elements, ...(inner?.elements ?? [])].filter(({ localName }) => localName === 'Signature');
    const wrong = signatures.flatMap((signature) => [
      ...named(signature, 'CanonicalizationMethod').filter((name) => name !== EXCLUSIVE),
      ...named(signature, 'SignatureMethod').filter((name) => !SIGNATURES.includes(name)),
      ...named(signature, 'DigestMethod').filter((name) => !DIGESTS.includes(name)),
      ...(named(signature, 'Transform').join(' ') === TRANSFORMS.join(' ') ? [] : named(signature, 'Transform')),
    ]);
    return wrong.length > 0 && wrong.join(', ');
  },
};
