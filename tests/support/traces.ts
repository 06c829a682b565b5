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

/** What of Base64 is the same whatever stands before and after: it depends on where in a group of three bytes it begins. */
function inBase64(text: string, kind: 'base64' | 'base64url', before: number): string {
  const encoded = Buffer.concat([Buffer.alloc(before), Buffer.from(text)])
    .toString(kind)
    .replace(/=+$/u, '');
  return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + Buffer.byteLength(text)) * 8) / 6));
}

/** A value in groups of four, where it is a number. */
const spellings = (value: string): string[] =>
  /^[A-Z\d]{12,34}$/u.test(value) ? [value, ...GAPS.map((gap) => value.replace(/.{4}(?=.)/gu, `$&${gap}`))] : [value];

interface Traces {
  /** How all of them begin: where that is nowhere, none of them is looked for. */
  start: Buffer;
  traces: Buffer[];
}

/** All that would be a trace of a value, by how it is encoded. */
function tracesOf(value: string): Traces[] {
  const texts = spellings(value);
  const start = texts.length > 1 ? value.slice(0, 4) : value;
  const inAll = (encode: (text: string) => Buffer): Traces => ({ start: encode(start), traces: texts.map(encode) });
  const base64 = (['base64', 'base64url'] as const).flatMap((kind) =>
    [0, 1, 2].map((before) => inAll((text) => Buffer.from(inBase64(text, kind, before)))),
  );
  return [
    ...ENCODINGS.map((encode) => inAll((text) => Buffer.from(encode(text)))),
    ...base64,
    inAll((text) => Buffer.from(text, 'utf16le')),
  ];
}

/** Which of the values stand in the bytes, in whatever way. */
export function createSearch(values: readonly string[]): (bytes: Buffer) => string[] {
  const wanted = values.map((value) => ({ value, ways: tracesOf(value) }));
  return (bytes) =>
    wanted
      .filter(({ ways }) => ways.some(({ start, traces }) => bytes.includes(start) && traces.some((trace) => bytes.includes(trace))))
      .map(({ value }) => value);
}
