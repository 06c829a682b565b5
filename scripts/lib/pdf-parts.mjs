import fs from 'node:fs';
import path from 'node:path';
import { buildNodePrograms } from './node-programs.mjs';
import { root } from './paths.mjs';

/** Fonts that ship: regular and bold where a letter has both. server/src/platform/pdf/worker/fonts.ts names their families. */
const FONTS = {
  'noto-sans': ['400Regular/NotoSans_400Regular.ttf', '700Bold/NotoSans_700Bold.ttf'],
  'ibm-plex-sans-arabic': ['400Regular/IBMPlexSansArabic_400Regular.ttf', '700Bold/IBMPlexSansArabic_700Bold.ttf'],
  'noto-sans-hebrew': ['400Regular/NotoSansHebrew_400Regular.ttf', '700Bold/NotoSansHebrew_700Bold.ttf'],
  'noto-emoji': ['400Regular/NotoEmoji_400Regular.ttf'],
};

/** No fonts of the machine: fontconfig's file must name a folder, which is not there. */
const NO_FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/nowhere</dir></fontconfig>
`;

/**
 * Puts together what makes PDFs, in `dist/pdf`: the process's program and the preview command, templates, fonts with
 * their licence.
 */
export async function buildPdfParts() {
  const target = path.join(root, 'dist/pdf');
  const source = path.join(root, 'server/src/platform/pdf/worker');
  await buildNodePrograms(target, { worker: path.join(source, 'worker.ts'), preview: path.join(source, 'preview.ts') });
  fs.cpSync(path.join(root, 'server/pdf'), target, { recursive: true });
  fs.writeFileSync(path.join(target, 'fonts.conf'), NO_FONTS);
  fs.mkdirSync(path.join(target, 'fonts'));
  for (const [name, files] of Object.entries(FONTS)) {
    const family = path.join(root, 'node_modules/@expo-google-fonts', name);
    for (const file of files) fs.copyFileSync(path.join(family, file), path.join(target, 'fonts', path.basename(file)));
    fs.copyFileSync(path.join(family, 'LICENSE_FONT'), path.join(target, 'fonts', `LICENSE-${name}.txt`));
  }
}
