import type { Check } from './check';

/**
 * No comments, CDATA sections or processing instructions but the XML declaration. Signing leaves
 * comments out, so that they can be added to a signed message: readers that stop at one took
 * `admin@example.com<!---->.evil.example` for `admin@example.com` (CERT VU#475445), and a digest with
 * one in it was read in two ways (CVE-2025-29775). Identity providers send none.
 */
export const noComments: Check<string> = {
  code: 'saml-comment',
  refuses: (xml) => /<!(?:--|\[)|<\?(?!xml\s)|.<\?/su.test(xml),
};
