import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { create } from 'qrcode';
import { codesFile, inGroups, looksLikeRecoveryCode, looksLikeTotp, totpOf } from '../../../portal/src/factors/codes';
import { qrPath } from '../../../portal/src/factors/qr';

describe('a code of an authenticator app', () => {
  it.each([
    ['123456', true],
    ['123 456', true],
    [' 123456 ', true],
    ['12-34-56', true],
    ['000000', true],
    ['12345', false],
    ['1234567', false],
    ['12345a', false],
    ['١٢٣٤٥٦', false],
    ['', false],
  ])('%p: %p', (typed, expected) => {
    expect(looksLikeTotp(typed)).toBe(expected);
  });

  it('is sent as six digits, however it was pasted', () => {
    expect(totpOf(' 123-456\n')).toBe('123456');
  });
});

describe('a recovery code', () => {
  const code = '7K2M-9QX4-B0TZ-J5WN-3FHV-8RCD';

  it.each([
    [code, true],
    [code.toLowerCase(), true],
    [code.replaceAll('-', ' '), true],
    [code.replaceAll('-', ''), true],
    [`  ${code}`, true],
    [code.slice(0, -1), false],
    [code.replace('7', 'U'), false],
    [code.replace('7', 'I'), false],
    ['', false],
  ])('%p: %p', (typed, expected) => {
    expect(looksLikeRecoveryCode(typed)).toBe(expected);
  });
});

describe('inGroups', () => {
  it('shows a secret in fours and loses nothing of it', () => {
    expect(inGroups('JBSWY3DPEHPK3PXP')).toBe('JBSW Y3DP EHPK 3PXP');
    expect(inGroups('ABCDE')).toBe('ABCD E');
    expect(inGroups('')).toBe('');
    fc.assert(fc.property(fc.stringMatching(/^[A-Z2-7]{0,64}$/u), (secret) => inGroups(secret).replaceAll(' ', '') === secret));
  });
});

describe('the file of recovery codes', () => {
  it('says what it is for and has a code a line, for every editor', () => {
    expect(codesFile('Title', 'Note', ['A-1', 'B-2'])).toBe('Title\r\nNote\r\n\r\nA-1\r\nB-2\r\n');
  });
});

describe('the QR code', () => {
  const uri = 'otpauth://totp/Halden%20%26%20Marsh:nora%40fjordlight.example?secret=JBSWY3DPEHPK3PXP&issuer=Halden%20%26%20Marsh';

  it('draws exactly the dark cells, with a quiet zone of four around them', () => {
    const { modules } = create(uri, { errorCorrectionLevel: 'M' });
    const { size, path } = qrPath(uri);
    expect(size).toBe(modules.size + 8);
    const drawn = new Set<string>();
    for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/gu)) {
      for (let column = 0; column < Number(width); column += 1) drawn.add(`${Number(x) + column},${y}`);
    }
    const dark = new Set<string>();
    for (let row = 0; row < modules.size; row += 1) {
      for (let column = 0; column < modules.size; column += 1) if (modules.get(row, column)) dark.add(`${column + 4},${row + 4}`);
    }
    expect(drawn).toEqual(dark);
    expect(path.replace(/M\d+ \d+h\d+v1h-\d+z/gu, '')).toBe('');
  });
});
