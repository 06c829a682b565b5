import type { Envelope } from '../message';
import { NS, below, children, type XmlElement } from '../xml';
import type { Check } from './check';

/** What each element of a signature holds, in order (XML Signature 1.1, as SAML Core 5.4 narrows it). */
const SHAPE: Record<string, string[][]> = {
  Signature: [
    ['SignedInfo', 'SignatureValue'],
    ['SignedInfo', 'SignatureValue', 'KeyInfo'],
  ],
  SignedInfo: [['CanonicalizationMethod', 'SignatureMethod', 'Reference']],
  CanonicalizationMethod: [[]],
  SignatureMethod: [[]],
  Reference: [['Transforms', 'DigestMethod', 'DigestValue']],
  Transforms: [['Transform', 'Transform']],
  Transform: [[], ['InclusiveNamespaces']],
  InclusiveNamespaces: [[]],
  DigestMethod: [[]],
  DigestValue: [[]],
  SignatureValue: [[]],
};

const KEY_INFO = 'KeyInfo';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** KeyInfo is never read: the connection's certificates verify. It must only not look like a part of the signature. */
const hidesParts = (keyInfo: XmlElement): boolean =>
  below(keyInfo).some(({ localName }) => Object.hasOwn(SHAPE, localName) || localName === KEY_INFO);

const isUsual = (element: XmlElement): boolean => {
  if (element.localName === KEY_INFO) return !hidesParts(element);
  const inside = children(element);
  const names = inside.map(({ localName }) => localName);
  return (
    element.namespaceURI === (element.localName === 'InclusiveNamespaces' ? EXCLUSIVE : NS.signature) &&
    (SHAPE[element.localName] ?? []).some((usual) => usual.join() === names.join()) &&
    inside.every(isUsual)
  );
};

/**
 * A signature has just the parts that it needs: one SignedInfo, one Reference, no Object, no Manifest.
 * Verifiers that look parts up by name were made to verify one and use another (CVE-2025-29774).
 */
export const signatureShape: Check<Envelope> = {
  code: 'saml-signature-shape',
  refuses: ({ outer, inner }) =>
    [outer, ...(inner ? [inner] : [])].some(({ elements }) =>
      elements.some((element) => element.localName === 'Signature' && !isUsual(element)),
    ),
};
