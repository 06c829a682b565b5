/**
 * The parser as `xml.ts` uses it. Imported by its file, because the package's own types pull the
 * browser's globals into the whole server.
 */
declare module '@xmldom/xmldom/lib/index.js' {
  export class DOMParser {
    constructor(options: {
      locator: Record<string, never>;
      errorHandler: Record<'warning' | 'error' | 'fatalError', (message: string) => void>;
    });
    parseFromString(xml: string, type: 'text/xml'): unknown;
  }
}
