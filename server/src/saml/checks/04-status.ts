import { attribute, only, type XmlDocument, type XmlElement } from '../xml';
import type { Check } from './check';

const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';

/** The status with what it is made of: code, code below it, message. */
function describe(status: XmlElement): string {
  const codes: string[] = [];
  for (let at: XmlElement | undefined = status; at; ) {
    at = only(at, 'protocol', 'StatusCode');
    if (at) codes.push(at.getAttribute('Value').replace(/^.*:/u, ''));
  }
  const said = only(status, 'protocol', 'StatusMessage')?.textContent?.trim();
  return [...codes, ...(said ? [said] : [])].join(', ');
}

/**
 * The provider says Success (SAML Core 3.2.2.2), at the top: a code below it only adds to it. Looked
 * at first, since a refusal comes without an assertion and mostly without a signature.
 */
export const status: Check<XmlDocument> = {
  code: 'saml-status',
  refuses({ root }) {
    const element = only(root, 'protocol', 'Status');
    const code = element && only(element, 'protocol', 'StatusCode');
    if (!element || !code) return 'no status';
    return attribute(code, 'Value') !== SUCCESS && describe(element);
  },
};
