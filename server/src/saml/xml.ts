// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- it declares a file of a package, for whoever compiles this one
/// <reference path="./xmldom.d.ts" />
import { DOMParser } from '@xmldom/xmldom/lib/index.js';
import { SamlRefused } from './refused';

export const NS = {
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
  encryption: 'http://www.w3.org/2001/04/xmlenc#',
} as const;
export type Namespace = keyof typeof NS;

export interface XmlNode {
  readonly nodeType: number;
  readonly firstChild: XmlNode | null;
  readonly nextSibling: XmlNode | null;
  readonly textContent: string | null;
}

/** An element as the parser makes it; `getAttribute` answers '' for what is not there. */
export interface XmlElement extends XmlNode {
  readonly localName: string;
  readonly namespaceURI: string | null;
  readonly parentNode: XmlNode | null;
  readonly attributes: ArrayLike<{ readonly name: string; readonly localName: string; readonly value: string }>;
  getAttribute(name: string): string;
  hasAttribute(name: string): boolean;
  toString(): string;
}

export interface XmlDocument {
  root: XmlElement;
  /** Every element, the root included, in document order. */
  elements: XmlElement[];
}

const ELEMENT = 1;
/** A message of an identity provider is about ten levels deep; deeper ones only exhaust recursive code. */
const MAX_DEPTH = 40;

export const isElement = (node: XmlNode): node is XmlElement => node.nodeType === ELEMENT;

function* nodesBelow(node: XmlNode): Generator<XmlNode> {
  for (let child = node.firstChild; child; child = child.nextSibling) yield child;
}

/** The elements right below an element. */
export const children = (element: XmlNode): XmlElement[] => [...nodesBelow(element)].filter(isElement);

/** Every element at and below `root`, without recursion. */
function walk(root: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  const open: { element: XmlElement; depth: number }[] = [{ element: root, depth: 1 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { element, depth } = next;
    if (depth > MAX_DEPTH) throw new SamlRefused('saml-malformed', 'nested too deeply');
    found.push(element);
    for (const child of children(element).reverse()) open.push({ element: child, depth: depth + 1 });
  }
  return found;
}

export const below = (element: XmlElement): XmlElement[] => walk(element).slice(1);

/**
 * Parses with the parser that the signature is verified with, so that no two parsers can read one
 * text in two ways. Everything that it warns of is an error. Entities were refused before.
 */
export function parseXml(xml: string): XmlDocument {
  const refuse = (message: string): never => {
    throw new SamlRefused('saml-malformed', message.trim());
  };
  let document: XmlNode;
  try {
    const parser = new DOMParser({ locator: {}, errorHandler: { warning: refuse, error: refuse, fatalError: refuse } });
    document = parser.parseFromString(xml, 'text/xml') as XmlNode;
  } catch (error) {
    throw error instanceof SamlRefused ? error : new SamlRefused('saml-malformed');
  }
  const [root, ...more] = children(document);
  if (!root || more.length) throw new SamlRefused('saml-malformed', 'not one root element');
  return { root, elements: walk(root) };
}

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
