import { children, isElement, parseXml as parse, walk, type XmlDocument, type XmlElement, type XmlNode } from '../platform/xml';
import { SamlRefused } from './refused';

export { children, isElement };
export type { XmlDocument, XmlElement, XmlNode };

export const NS = {
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
  encryption: 'http://www.w3.org/2001/04/xmlenc#',
} as const;
export type Namespace = keyof typeof NS;

const refuse = (message: string): never => {
  throw new SamlRefused('saml-malformed', message);
};

export const below = (element: XmlElement): XmlElement[] => walk(element, refuse).slice(1);

/**
 * Parses with the parser that the signature is verified with, so that no two parsers can read one
 * text in two ways. Everything that it warns of is an error. Entities were refused before.
 */
export const parseXml = (xml: string): XmlDocument => parse(xml, refuse);

/** Whether an element has this name in this namespace. Prefixes mean nothing. */
export const is = (element: XmlElement, namespace: Namespace, name: string): boolean =>
  element.localName === name && element.namespaceURI === NS[namespace];

/** The children with this name. */
export const all = (element: XmlElement, namespace: Namespace, name: string): XmlElement[] =>
  children(element).filter((child) => is(child, namespace, name));

/** The only child with this name; undefined when there is none, refused when there are several. */
export function only(element: XmlElement, namespace: Namespace, name: string): XmlElement | undefined {
  const [first, ...more] = all(element, namespace, name);
  if (more.length) throw new SamlRefused('saml-malformed', `several ${name}`);
  return first;
}

/** Without the white space of XML around it, which is how documents are indented (XML 1.0 §2.3). */
export const trimXml = (value: string): string => value.replace(/^[ \t\r\n]+|[ \t\r\n]+$/gu, '');

export const text = (element: XmlElement): string => element.textContent ?? '';

/** An attribute's value, or null. */
export const attribute = (element: XmlElement, name: string): string | null =>
  element.hasAttribute(name) ? element.getAttribute(name) : null;

/** Text for an attribute or an element of XML that we write. */
export const escapeXml = (value: string): string =>
  value.replace(/[<>&"'\r\n\t]/gu, (character) => `&#${String(character.codePointAt(0))};`);
