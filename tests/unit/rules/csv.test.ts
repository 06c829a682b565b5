import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvCell, csvOf } from '../../../plugin/rules/csv';

const read = (text: string): string[][] => parse(text, { bom: true, record_delimiter: '\r\n', relax_column_count: true });

describe('a table as CSV', () => {
  it('is read as it was written, whatever is in it', () => {
    const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[",;\r\n a]{0,8}$/u));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (rows) => {
        const unmarked = (row: string[]) => row.map((text) => (/^'(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/u.test(text) ? text.slice(1) : text));
        expect(read(csvOf(rows)).map(unmarked)).toEqual(rows.map(unmarked));
      }),
    );
  });

  it('begins with a byte order mark and ends its lines as RFC 4180 says', () => {
    expect(
      csvOf([
        ['a', 'b'],
        ['1', '"'],
      ]),
    ).toBe('\uFEFFa,b\r\n1,""""\r\n');
  });

  it.each(['=1+1', '+1', '-1+2', '@SUM(A1)', '\t=1', '\r=1', '＝1', '-', ' =1', '\n1'])('has no formula of %j', (text) => {
    expect(csvCell(text).replace(/^"/u, '')).toMatch(/^'/u);
  });

  it.each(['-12.34', '0', '12', '-5', '1.500'])('has %s as the number that it is', (text) => {
    expect(csvCell(text)).toBe(text);
  });
});
