/** A signature that was drawn: strokes of an SVG path on a sheet of this size, in whole units. Pure. */
export const SHEET = { width: 600, height: 200 } as const;
export const DRAWING_MAX = 20_000;
export const DRAWING = /^(?:M\d{1,4} \d{1,4}(?:L\d{1,4} \d{1,4})*)+$/u;

type Point = readonly [x: number, y: number];

/** Strokes as the path that is kept; points beside the sheet are moved to its edge. */
export function drawingOf(strokes: readonly (readonly Point[])[]): string {
  const within = (value: number, most: number): number => Math.min(most, Math.max(0, Math.round(value)));
  return strokes
    .filter((stroke) => stroke.length > 0)
    .map((stroke) => `M${stroke.map(([x, y]) => `${within(x, SHEET.width)} ${within(y, SHEET.height)}`).join('L')}`)
    .join('');
}
