import { is, type XmlDocument } from '../xml';
import type { Check } from './check';

const CARRIERS = ['Assertion', 'EncryptedAssertion'];

/**
 * One response with one assertion, right below it, and no other anywhere, whatever its namespace:
 * signature wrapping needs a second one, beside, around or inside the signed one (Somorovsky et al.,
 * "On Breaking SAML", 2012).
 */
export const oneAssertion: Check<XmlDocument> = {
  code: 'saml-not-one-assertion',
  refuses({ root, elements }) {
    if (!is(root, 'protocol', 'Response') || root.getAttribute('Version') !== '2.0') return root.localName;
    const [carrier, ...more] = elements.filter(({ localName }) => CARRIERS.includes(localName));
    if (!carrier || more.length) return `${String(carrier ? more.length + 1 : 0)} assertions`;
    if (elements.some((element) => element !== root && element.localName === 'Response')) return 'a response in a response';
    return carrier.parentNode !== root || !CARRIERS.some((name) => is(carrier, 'assertion', name));
  },
};

/** The same of what was encrypted: an assertion, and nothing else. */
export const onlyAssertion: Check<XmlDocument> = {
  code: 'saml-not-one-assertion',
  refuses: ({ root, elements }) =>
    !is(root, 'assertion', 'Assertion') ||
    elements.some((element) => element !== root && [...CARRIERS, 'Response'].includes(element.localName)),
};
