import { accentFor } from './accent';

/**
 * Sets the accent's custom properties for both themes; tokens.css picks by the reader's
 * preference. Where the colour cannot be read, the defaults in tokens.css stay.
 */
export function applyAccent(colour: string, root: HTMLElement = document.documentElement): void {
  const tokens = getComputedStyle(root);
  for (const theme of ['light', 'dark'] as const) {
    const accent = accentFor(colour, {
      background: tokens.getPropertyValue(`--${theme}-background`),
      surface: tokens.getPropertyValue(`--${theme}-surface`),
    });
    if (!accent) continue;
    root.style.setProperty(`--accent-${theme}-fill`, accent.fill);
    root.style.setProperty(`--accent-${theme}-fill-hover`, accent.fillHover);
    root.style.setProperty(`--accent-${theme}-ink`, accent.ink);
    root.style.setProperty(`--accent-${theme}-text`, accent.text);
    root.style.setProperty(`--accent-${theme}-soft`, accent.soft);
  }
}
