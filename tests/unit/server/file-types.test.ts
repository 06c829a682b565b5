import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { fileName } from '../../../plugin/rules/file-name';
import { typeOfFile } from '../../../server/src/platform/files/types';
import { PIXEL } from '../../support/modules';

const folder = mkdtempSync(path.join(os.tmpdir(), 'customer-portal-types-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function typeOf(name: string, bytes: Buffer): Promise<string | undefined> {
  const file = path.join(folder, 'file');
  writeFileSync(file, bytes);
  return (await typeOfFile(file, name))?.mime;
}

const utf16 = (text: string, big = false): Buffer => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return big ? bytes.swap16() : bytes;
};
const film = (brand: string): Buffer =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from(`ftyp${brand}`),
    Buffer.alloc(4),
    Buffer.from('isommp41'),
    Buffer.from('\0\0\0\x08mdat'),
  ]);
/** A compound file as far as it is looked at: its signature, and names of its directory. */
const compound = (...names: string[]): Buffer =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(504),
    ...['Root Entry', ...names].map((name) => Buffer.concat([Buffer.from(name, 'utf16le'), Buffer.alloc(128)])),
  ]);

/** A zip of one file that is not compressed. */
function zip(name: string, content: string): Buffer {
  const [file, data] = [Buffer.from(name), Buffer.from(content)];
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt32LE(crc32(data), 10);
  common.writeUInt32LE(data.length, 14);
  common.writeUInt32LE(data.length, 18);
  common.writeUInt16LE(file.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, file, data]);
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, Buffer.alloc(14), file]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, Buffer.from('PK\x05\x06'), end]);
}

const ROWS = 'Größe;Preis\r\n1;2,50 €\r\n';

describe('text', () => {
  it.each<[what: string, bytes: Buffer]>([
    ['UTF-8', Buffer.from(ROWS)],
    ['UTF-8 with a mark, as Excel writes it', Buffer.from(`\uFEFF${ROWS}`)],
    ['Windows-1252, as Excel writes it', Buffer.from('Größe;Preis\r\n1;2,50 \x80\r\n', 'latin1')],
    ['UTF-16, as Excel writes it', utf16(ROWS)],
    ['UTF-16 of the other order', utf16(ROWS, true)],
    [
      'Shift JIS, as Excel in Japan writes it',
      Buffer.from([0x83, 0x54, 0x83, 0x43, 0x83, 0x59, 0x3b, 0x89, 0xbf, 0x8a, 0x69, 0x0d, 0x0a, 0x95, 0x5c, 0x3b, 0x31]),
    ],
    ['KOI8-R', Buffer.from([0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4, 0x3b, 0x31])],
    ['UTF-8 that a window of 64 kB cuts in the middle of a character', Buffer.from(`a${'ü'.repeat(70_000)}`)],
    ['a line that begins with an address', Buffer.from('<a.meyer@example.com> wrote:\n> Hello')],
    ['a line that begins with what is no page', Buffer.from('<3 is a heart, <htmlish> is nothing')],
    ['words that a program could begin with', Buffer.from('MZ;BM;Name\r\n1;2;3')],
  ])('in %s is taken', async (_what, bytes) => {
    expect([await typeOf('list.csv', bytes), await typeOf('list.TXT', bytes)]).toEqual(['text/csv', 'text/plain']);
  });

  it.each<[what: string, bytes: Buffer]>([
    ['a picture', PIXEL],
    ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(80)])],
    ['a table of an old Excel', compound('Workbook')],
    ['a page', Buffer.from(' <!doctype html><script>1</script>')],
    ['a page in UTF-16', utf16('<html><script>1</script>')],
    ['a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['UTF-16 with NUL', utf16('a\0b')],
    ['half a character of UTF-16', Buffer.concat([utf16('a'), Buffer.from([0x00, 0xd8])])],
  ])('is not %s', async (_what, bytes) => {
    expect([await typeOf('list.csv', bytes), await typeOf('list.txt', bytes)]).toEqual([undefined, undefined]);
  });
});

describe('films', () => {
  it.each(['isom', 'iso2', 'mp41', 'mp42', 'avc1', 'MSNV', 'dash', 'M4V ', 'qt  ', '3gp5', 'M4A ', 'iso6'])(
    'of the brand %s are taken',
    async (brand) => {
      expect([await typeOf('a.mp4', film(brand)), await typeOf('a.mov', film(brand)), await typeOf('a.m4a', film(brand))]).toEqual([
        'video/mp4',
        'video/quicktime',
        'audio/mp4',
      ]);
    },
  );
  it.each(['heic', 'avif', 'crx '])('are no pictures of the same container (%s)', async (brand) => {
    expect(await typeOf('a.mp4', film(brand))).toBeUndefined();
  });
});

describe('office files', () => {
  it('from before 2007 are what their name says', async () => {
    expect(await typeOf('a.doc', compound('WordDocument'))).toBe('application/msword');
    expect(await typeOf('a.xls', compound('Workbook'))).toBe('application/vnd.ms-excel');
    expect(await typeOf('a.ppt', compound('PowerPoint Document'))).toBe('application/vnd.ms-powerpoint');
    expect(await typeOf('a.doc', compound('Workbook'))).toBeUndefined();
    // What installers and mails are.
    expect(await typeOf('a.doc', compound('SummaryInformation'))).toBeUndefined();
    expect(await typeOf('a.doc', Buffer.from('{\\rtf1 Hello}'))).toBeUndefined();
  });
  it('that ask for a password are taken', async () => {
    expect(await typeOf('a.xlsx', compound('EncryptedPackage'))).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    expect(await typeOf('a.xlsx', compound('Workbook'))).toBeUndefined();
  });
  it.each([
    ['odt', 'text'],
    ['ods', 'spreadsheet'],
    ['odp', 'presentation'],
    ['odg', 'graphics'],
  ])('of OpenDocument are what their name says (%s)', async (extension, kind) => {
    const bytes = zip('mimetype', `application/vnd.oasis.opendocument.${kind}`);
    expect(await typeOf(`a.${extension}`, bytes)).toBe(`application/vnd.oasis.opendocument.${kind}`);
    expect(await typeOf('a.zip', bytes)).toBeUndefined();
    expect(await typeOf('a.docx', bytes)).toBeUndefined();
  });
});

describe('the name of a file', () => {
  it.each([
    ['क्‍ष और ज्ञ.pdf', 'क्‍ष और ज्ञ.pdf'],
    ['می‌خواهم.pdf', 'می‌خواهم.pdf'],
    ['👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿 ❤️.png', '👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿 ❤️.png'],
    ['Rechnung für Müller.pdf'.normalize('NFD'), 'Rechnung für Müller.pdf'],
    ['a\u202Egnp.exe', 'a_gnp.exe'],
    ['..\\..\\x\u0000.png', '.._.._x_.png'],
    ['lone \uD83D.png', 'lone _.png'],
  ])('%s stays readable', (name, kept) => {
    expect(fileName(name)).toBe(kept);
  });
  it('is shortened before its extension, between characters', () => {
    expect(fileName(`${'ü'.normalize('NFD').repeat(190)}.pdf`)).toBe(`${'ü'.repeat(190)}.pdf`);
    expect(fileName(`${'ü'.repeat(300)}.pdf`)).toBe(`${'ü'.repeat(196)}.pdf`);
    const family = '👩‍👩‍👧';
    expect(fileName(`a${family.repeat(60)}.png`)).toBe(`a${family.repeat(24)}.png`);
    for (const name of ['😀'.repeat(200), `x${'😀'.repeat(200)}`]) {
      expect(fileName(name).length).toBeLessThanOrEqual(200);
      expect(fileName(name)).not.toMatch(/\p{Cs}/u);
    }
  });
});
