import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Face } from 'harfbuzzjs';

/**
 * Families that ship (scripts/lib/pdf-parts.mjs), in the order in which a character is looked for. Noto's Arabic fonts
 * are put together of shapes and dots, which readers of a PDF give back as other letters than were written.
 */
export const OUR_FAMILIES = ['Noto Sans', 'IBM Plex Sans Arabic', 'Noto Sans Hebrew', 'Noto Emoji'];

/** Font files among files and below folders, in a fixed order. */
export function fontFiles(places: string[]): string[] {
  return places.flatMap((place) => {
    if (!statSync(place).isDirectory()) return [place];
    const names = readdirSync(place, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(?:ttf|otf|ttc|otc)$/iu.test(name));
    return names.sort().map((name) => path.join(place, name));
  });
}

/** How many fonts a file holds: a collection says it in its header (OpenType, "ttcf"). */
const countOf = (bytes: Buffer): number => (bytes.toString('latin1', 0, 4) === 'ttcf' ? bytes.readUInt32BE(8) : 1);

/** Does something with each font of some files. HarfBuzz is loaded for it. */
async function eachFace<T>(files: string[], work: (face: Face) => T): Promise<T[]> {
  const { Blob, Face: FontFace } = await import('harfbuzzjs');
  return files.flatMap((file) => {
    const bytes = readFileSync(file);
    const blob = new Blob(bytes);
    return Array.from({ length: countOf(bytes) }, (_, index) => work(new FontFace(blob, index)));
  });
}

/** The typographic family (name 16 of OpenType) or, where it says none, the family (name 1). */
const familyOf = (face: Face): string => face.getName(16, 'en') || face.getName(1, 'en');

/** Families of fonts, each once, as a template calls them. */
export async function familiesOf(files: string[]): Promise<string[]> {
  return files.length === 0 ? [] : [...new Set(await eachFace(files, familyOf))].filter(Boolean);
}

/** All characters that at least one font has. */
export async function charactersOf(files: string[]): Promise<Set<number>> {
  const characters = new Set<number>();
  await eachFace(files, (face) => {
    for (const character of face.collectUnicodes()) characters.add(character);
  });
  return characters;
}

/** What is never drawn, and so needs no glyph: controls, joiners, marks of direction, selectors of variants. */
const UNDRAWN = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Zl}\p{Zp}]/u;

/** Characters of a text that are not among those that fonts have, each once. */
export function missingFrom(text: string, characters: Set<number>, most = 100): string[] {
  const missing = new Set<string>();
  for (const character of text) {
    if (missing.size === most) break;
    if (!characters.has(character.codePointAt(0) ?? 0) && !UNDRAWN.test(character)) missing.add(character);
  }
  return [...missing];
}
