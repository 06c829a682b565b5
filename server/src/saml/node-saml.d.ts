/** The library's verifier alone. Its own types are those of a browser. */
declare module '@node-saml/node-saml/lib/xml.js' {
  /**
   * The canonical bytes that the one signature right in an element covers, verified with one of the certificates
   * (PEM); null where there is none or it does not hold. @throws Error where it is of an unusual form
   */
  export function getVerifiedXml(xml: string, element: unknown, certificates: string[]): string | null;
}
