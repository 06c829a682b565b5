import type { Check } from './check';

/**
 * No document type and no entities: they blow up in memory, read files, and let one text mean two
 * things (ASVS 5.0 1.5.1, OWASP XML External Entity Prevention). SAML has no use for them. Looked
 * for in the text, before a parser sees it: beside comments and CDATA, only declarations begin so.
 */
export const noDoctype: Check<string> = {
  code: 'saml-doctype',
  refuses: (xml) => /<!(?!--|\[CDATA\[)/u.test(xml),
};
