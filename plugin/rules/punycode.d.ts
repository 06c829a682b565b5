/** The package by its file: Node keeps a module of its own under the bare name, which is deprecated. */
declare module 'punycode/punycode.js' {
  /** The Unicode label of what stands behind `xn--` (RFC 3492). @throws RangeError */
  export function decode(label: string): string;
}
