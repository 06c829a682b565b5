import { missingFrom } from '../../../server/src/platform/pdf/worker/fonts';

describe('characters that no font has', () => {
  const letters = new Set([...'abc '].map((letter) => letter.codePointAt(0) as number));

  it('are told once each, in the order they come, whole', () => {
    expect(missingFrom('a漢b🚀c漢', letters)).toEqual(['漢', '🚀']);
  });

  it('are not those that are never drawn', () => {
    expect(missingFrom('a\u200db\u200f\u2066c\ufe0f\u00ad\n', letters)).toEqual([]);
  });

  it('are a hundred at most', () => {
    const many = Array.from({ length: 300 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('');
    expect(missingFrom(many, letters)).toHaveLength(100);
  });
});
