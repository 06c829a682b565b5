import type { Check } from './check';

/** A signed and encrypted response with two hundred groups has about 60,000 characters. */
const MAX_CHARACTERS = 100_000;
/** The same response has about 250 elements, each with two or three attributes and namespaces. */
const MAX_ELEMENTS = 1000;
const MAX_ATTRIBUTES = 2000;

/**
 * A message is no larger than messages are. Parsing and canonicalising cost more than their input,
 * and this is before anybody proved anything (ASVS 5.0 5.2.1, 15.3.3).
 */
export const size: Check<string> = {
  code: 'saml-too-large',
  refuses: (encoded) => encoded.length > MAX_CHARACTERS && `${String(encoded.length)} characters`,
};

const count = (xml: string, pattern: RegExp): number => xml.match(pattern)?.length ?? 0;

/** Opening tags and attributes in XML, namespaces included; counted in the text, where it costs next to nothing. */
export const partsIn = (xml: string): { elements: number; attributes: number } => ({
  elements: count(xml, /<[^/!?]/gu),
  attributes: count(xml, /=\s*["']/gu),
});

/**
 * Nor is it made of more parts. Where the library looks for an id its time grows with the square of the
 * elements: 35,000 of them, which fit into the characters, took it half a minute on one core.
 */
export const parts: Check<string> = {
  code: 'saml-too-large',
  refuses(xml) {
    const { elements, attributes } = partsIn(xml);
    if (elements > MAX_ELEMENTS) return `${String(elements)} elements`;
    return attributes > MAX_ATTRIBUTES && `${String(attributes)} attributes`;
  },
};
