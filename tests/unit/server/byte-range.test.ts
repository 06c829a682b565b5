import fc from 'fast-check';
import { byteRange } from '../../../plugin/rules/byte-range';

describe('a range of bytes', () => {
  it.each([
    ['bytes=0-0', { start: 0, end: 0 }],
    ['bytes=0-9', { start: 0, end: 9 }],
    ['bytes=5-', { start: 5, end: 9 }],
    ['bytes=5-99999999999999999999', { start: 5, end: 9 }],
    ['bytes=-3', { start: 7, end: 9 }],
    ['bytes=-99999999999999999999', { start: 0, end: 9 }],
    ['BYTES= 2-3 ', { start: 2, end: 3 }],
  ])('%p of ten bytes is there', (header, range) => expect(byteRange(header, 10)).toEqual(range));

  it.each(['bytes=10-', 'bytes=10-12', 'bytes=-0', 'bytes=99999999999999999999-'])('%p of ten bytes is not', (header) =>
    expect(byteRange(header, 10)).toBe('unsatisfiable'),
  );

  // RFC 9110 14.1.1 and 14.2: what is no valid range, or more than one, is as if it was not sent.
  it.each([
    '',
    'bytes',
    'bytes=',
    'bytes=-',
    'bytes=5-3',
    'bytes=a-b',
    'bytes=1-2x',
    'bytes=--1',
    'items=0-1',
    'bytes=0-0,5-6',
    'bytes=1.0-2',
  ])('%p asks for nothing', (header) => expect(byteRange(header, 10)).toBeNull());

  it('of a file without bytes is never there', () => {
    for (const header of ['bytes=0-', 'bytes=0-0', 'bytes=-1']) expect(byteRange(header, 0)).toBe('unsatisfiable');
  });

  it('lies within the file and holds the bytes that were asked for', () => {
    const bytes = (size: number): number[] => Array.from({ length: size }, (_, index) => index);
    fc.assert(
      fc.property(fc.nat(40), fc.nat(60), fc.option(fc.nat(60), { nil: undefined }), (size, first, last) => {
        if (last !== undefined && last < first) return;
        const found = byteRange(`bytes=${first}-${last ?? ''}`, size);
        const wanted = bytes(size).slice(first, last === undefined ? undefined : last + 1);
        if (found === null || found === 'unsatisfiable') expect([found, wanted]).toEqual(['unsatisfiable', []]);
        else expect(bytes(size).slice(found.start, found.end + 1)).toEqual(wanted);
      }),
    );
    fc.assert(
      fc.property(fc.nat(40), fc.nat(60), (size, length) => {
        const found = byteRange(`bytes=-${length}`, size);
        const wanted = length === 0 ? [] : bytes(size).slice(-length);
        if (found === null || found === 'unsatisfiable') expect([found, wanted]).toEqual(['unsatisfiable', []]);
        else expect(bytes(size).slice(found.start, found.end + 1)).toEqual(wanted);
      }),
    );
  });

  it('is asked for by no text that throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `bytes=${text}`),
        ),
        fc.nat(20),
        (header, size) => {
          expect(() => byteRange(header, size)).not.toThrow();
        },
      ),
    );
  });
});
