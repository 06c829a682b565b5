import type { PdfDocument } from '../../plugin/pdf-document';
import { about, CREATED, engine, LOGO, read, sample, textsOf, withItems, withLines, xOf } from '../support/pdf';

const pdf = engine();
afterAll(() => {
  pdf.close();
});

const make = async (document: PdfDocument, files: Record<string, Uint8Array> = LOGO) => {
  const made = await pdf.render('document', document, { created: CREATED, files });
  return { ...made, ...(await read(made.bytes)) };
};

describe('the PDF of a document', () => {
  it.each([
    ['a4', 595, 842],
    ['letter', 612, 792],
  ] as const)('shows everything that it is given, on %s', async (paper, width, height) => {
    const document = sample({ paper, status: 'Draft' });
    const { pages, text } = await make(document);
    expect(pages.map((page) => [Math.round(page.width), Math.round(page.height)])).toEqual([[width, height]]);
    expect(textsOf(document).filter((it) => !text.includes(it))).toEqual([]);
    expect(text).toContain('Page 1 of 1');
  });

  it('can be archived and read aloud: PDF/A-3a, tagged, with a title, an author and a language', async () => {
    const { bytes, archival } = await make(sample({ language: 'de-AT' }));
    expect(archival).toBe(true);
    const info = { Title: 'Invoice INV-2026-0042', Author: 'Alpine Works GmbH', Language: 'de-AT' };
    expect(await about(bytes)).toMatchObject({ tagged: true, info });
    expect(Buffer.from(bytes).toString('latin1')).toMatch(/pdfaid:part>3<[\s\S]*pdfaid:conformance>A</u);
  });

  it('does without what is optional', async () => {
    const {
      otherParty: _other,
      taxes: _taxes,
      payment: _payment,
      logo: _logo,
      number: _number,
      introduction: _intro,
      ...document
    } = sample();
    const { text } = await make({ ...document, facts: [], notes: [], foot: [] }, {});
    expect(text).toContain('€2,820.04');
    expect(text).not.toContain('Deliver to');
  });

  it('says Page 3 of 9 on the third of nine pages, and the heads of the columns on each with lines', async () => {
    const rows = Array.from({ length: 300 }, (_, index) => ({ item: `Line ${index + 1}.`, amount: `€${index + 1}.00`, tax: '19 %' }));
    const { pages, text } = await make(withLines(rows));
    expect(pages.length).toBeGreaterThan(5);
    for (const [index, page] of pages.entries()) {
      expect(page.text).toContain(`Page ${index + 1} of ${pages.length}`);
      if (page.text.includes('Line ')) expect(page.text).toMatch(/# ?Item ?Quantity/u);
      if (index > 0) expect(page.text).toContain('Invoice INV-2026-0042');
    }
    expect(rows.filter(({ item, amount }) => !text.includes(item) || !text.includes(amount))).toEqual([]);
  });

  it('is the same bytes whenever it is made, by whichever process', async () => {
    const other = engine();
    const options = { created: CREATED, files: LOGO };
    const first = await pdf.render('document', sample(), options);
    await pdf.render('document', sample({ title: 'Quote' }), options);
    const again = await pdf.render('document', sample(), options);
    const elsewhere = await other.render('document', sample(), options);
    other.close();
    expect(Buffer.from(again.bytes).equals(first.bytes)).toBe(true);
    expect(Buffer.from(elsewhere.bytes).equals(first.bytes)).toBe(true);
    const later = await pdf.render('document', sample(), { ...options, created: new Date(CREATED.getTime() + 1000) });
    expect(Buffer.from(later.bytes).equals(first.bytes)).toBe(false);
  });
});

describe('names in the world’s scripts', () => {
  it.each([
    ['Latin', 'Größenänderung für Łódź, Çağrı und Đỗ'],
    ['Greek', 'Ελληνικό προϊόν'],
    ['Cyrillic', 'Датчик давления їжак'],
    ['Devanagari', 'दबाव संवेदक'],
    ['Hebrew', 'חיישן'],
    ['Arabic', 'مستشعر'],
  ])('%s', async (_script, name) => {
    const { archival, text } = await make(withItems([name]));
    // No character without a glyph: a document with one is no PDF/A.
    expect(archival).toBe(true);
    expect(await pdf.missingCharacters({ name })).toEqual([]);
    for (const word of name.split(' ')) expect(text).toContain(word.normalize('NFKC'));
  });

  it('a document from right to left puts the first column and the addresses on the right', async () => {
    const arabic = (await make(sample({ language: 'ar', direction: 'rtl' }))).bytes;
    const english = (await make(sample())).bytes;
    for (const text of ['Commissioning on site', 'Harbour & Sons Ltd']) {
      expect(await xOf(arabic, text)).toBeGreaterThan(300);
      expect(await xOf(english, text)).toBeLessThan(100);
    }
  });

  it('emoji are drawn, and what no font has is told and does not keep the document from being made', async () => {
    expect((await make(withItems(['Launch 🚀 👍🏽 👩‍🚀']))).archival).toBe(true);
    const document = withItems(['Launch 🚀', '漢字 and 漢']);
    expect(await pdf.missingCharacters(document)).toEqual(['漢', '字']);
    const { archival, text } = await make(document);
    expect(archival).toBe(false);
    expect(text).toContain('€2,820.04');
  });
});

describe('text is text', () => {
  const HOSTILE = [
    '#panic("x")',
    '$x^2$ and $x',
    '*bold* _thin_ `raw` ~ -- ... \'quoted\' "twice"',
    '= Heading',
    '@reference <label> \\u{41} \\',
    '// comment /* and another */',
    '"}], #read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0"',
    '{page} of {pages}',
    '<script>alert(1)</script>',
    '=SUM(A1:A9)',
  ];

  it('whatever it looks like in Typst', async () => {
    const { archival, text } = await make(withItems(HOSTILE));
    expect(archival).toBe(true);
    expect(HOSTILE.filter((name) => !text.includes(name))).toEqual([]);
  });

  it('in every place of a document', async () => {
    const document = JSON.parse(JSON.stringify(sample()), (key, value: unknown) =>
      typeof value === 'string' && !['paper', 'language', 'direction', 'accent', 'key', 'file', 'pageOf'].includes(key)
        ? `#panic("${key || 'x'}")`
        : value,
    ) as PdfDocument;
    const { text } = await make(document);
    for (const key of ['title', 'number', 'label', 'value', 'heading', 'text', 'item', 'name', 'base'])
      expect(text).toContain(`#panic("${key}")`);
  });

  it('halves of characters and controls neither stop it nor show', async () => {
    const { archival, text } = await make(
      withItems(['half \ud83d end', 'nul \u0000 bell \u0007 end', 'right \u202e to \u2066left\u2069 end']),
    );
    expect(archival).toBe(true);
    expect(text).toContain('nul bell end');
  });

  it('a word of 5,000 letters stays on the paper', async () => {
    const { text, pages } = await make(withItems(['W'.repeat(5000)]));
    expect(text.match(/W/gu)?.length).toBeGreaterThanOrEqual(5000);
    expect(pages.length).toBeGreaterThan(1);
  });
});
