/** Finds a value in bytes, however it came to be written there. */

type Encode = (text: string) => string;

/** As people and forms write a number: in groups, with what may stand between them. */
const GAPS = [' ', '-', '.', '\u00a0', '\u2009', '+', '%20', '&nbsp;', '&#160;'];

const each =
  (of: (code: number) => string): Encode =>
  (text) =>
    [...text].map((letter) => of(letter.codePointAt(0) ?? 0)).join('');

const ENCODINGS: Encode[] = [
  (text) => text,
  encodeURIComponent,
  (text) => encodeURIComponent(text).toLowerCase(),
  (text) => new URLSearchParams({ '': text }).toString().slice(1),
  each((code) => `%${code.toString(16)}`),
  each((code) => `&#${code};`),
  each((code) => `&#x${code.toString(16)};`),
  each((code) => `\\u${code.toString(16).padStart(4, '0')}`),
  (text) => text.replace(/[&<>"']/gu, (letter) => `&#${letter.codePointAt(0) ?? 0};`),
  (text) => JSON.stringify(text).slice(1, -1),
  (text) => Buffer.from(text).toString('hex'),
];

/** What of Base64 is the same whatever stands before and after: three ways, by where in a group of three bytes it begins. */
function inBase64(text: string, kind: 'base64' | 'base64url'): string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), Buffer.from(text)])
      .toString(kind)
      .replace(/=+$/u, '');
    const from = Math.ceil((before * 8) / 6);
    const to = Math.floor(((before + Buffer.byteLength(text)) * 8) / 6);
    return encoded.slice(from, to);
  });
}

/** A value in groups of four, where it is a number. */
const spellings = (value: string): string[] =>
  /^[A-Z\d]{12,34}$/u.test(value) ? [value, ...GAPS.map((gap) => value.replace(/.{4}(?=.)/gu, `$&${gap}`))] : [value];

/** All that would be a trace of a value. */
function tracesOf(value: string): Buffer[] {
  const written = new Set<string>();
  for (const text of spellings(value)) {
    for (const encode of ENCODINGS) written.add(encode(text));
    for (const kind of ['base64', 'base64url'] as const) for (const part of inBase64(text, kind)) written.add(part);
  }
  const plain = [...written].map((text) => Buffer.from(text));
  return [...plain, ...spellings(value).map((text) => Buffer.from(text, 'utf16le'))];
}

/** Which of the values stand in the bytes, in whatever way. */
export function createSearch(values: readonly string[]): (bytes: Buffer) => string[] {
  const traces = values.map((value) => ({ value, traces: tracesOf(value) }));
  return (bytes) => traces.filter((one) => one.traces.some((trace) => bytes.includes(trace))).map(({ value }) => value);
}
