/** Most UTF-16 code units of a file's name, after which its middle is left out. */
const FILE_NAME_MAX = 200;

/** What path names, headers and the Media Library do not bear, and what turns text around or hides it. */
const UNFIT = /(?!\u200C|\u200D|[\u{E0020}-\u{E007F}])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029<>:"/\\|?*]/gu;

/**
 * The name of a file as it is kept: composed (NFC), without paths and control characters, and at most
 * `FILE_NAME_MAX` long, its extension kept. Letters of every script stay, with the joiners that they are
 * written with. Pure.
 */
export function fileName(name: string): string {
  const clean = name.replace(UNFIT, '_').normalize('NFC').trim();
  if (clean.length <= FILE_NAME_MAX) return clean;
  const extension = /\.[^.]{1,10}$/u.exec(clean)?.[0] ?? '';
  let kept = '';
  // Between what people see as characters: emoji of several code points stay whole.
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(clean.slice(0, FILE_NAME_MAX + 50))) {
    if (kept.length + segment.length + extension.length > FILE_NAME_MAX) break;
    kept += segment;
  }
  return kept.trimEnd() + extension;
}
