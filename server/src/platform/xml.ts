// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- it declares a file of a package, for whoever compiles this one
/// <reference path="./xmldom.d.ts" />
import { DOMParser } from '@xmldom/xmldom/lib/index.js';

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
/** What is read here is about ten levels deep; deeper ones only exhaust recursive code. */
const MAX_DEPTH = 40;

export const isElement = (node: XmlNode): node is XmlElement => node.nodeType === ELEMENT;

function* nodesBelow(node: XmlNode): Generator<XmlNode> {
  for (let child = node.firstChild; child; child = child.nextSibling) yield child;
}

/** The elements right below an element. */
export const children = (element: XmlNode): XmlElement[] => [...nodesBelow(element)].filter(isElement);

/** Says what is wrong with a document, in English, as the reader's own error. */
type Refuse = (message: string) => never;

/** Every element at and below `root`, without recursion. */
export function walk(root: XmlElement, refuse: Refuse): XmlElement[] {
  const found: XmlElement[] = [];
  const open: { element: XmlElement; depth: number }[] = [{ element: root, depth: 1 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { element, depth } = next;
    if (depth > MAX_DEPTH) refuse('nested too deeply');
    found.push(element);
    for (const child of children(element).reverse()) open.push({ element: child, depth: depth + 1 });
  }
  return found;
}

/**
 * Parses XML without a document type: whoever calls has refused `<!` declarations, since entities grow. Everything that
 * the parser warns of is an error.
 */
export function parseXml(xml: string, refuse: Refuse): XmlDocument {
  let problem: string | undefined;
  const note = (message: string): never => {
    problem ??= message.trim();
    throw new Error(problem);
  };
  let document: XmlNode | undefined;
  try {
    const parser = new DOMParser({ locator: {}, errorHandler: { warning: note, error: note, fatalError: note } });
    document = parser.parseFromString(xml, 'text/xml') as XmlNode;
  } catch {
    return refuse(problem ?? 'cannot be read');
  }
  const [root, ...more] = children(document);
  if (!root || more.length) return refuse('not one root element');
  return { root, elements: walk(root, refuse) };
}
