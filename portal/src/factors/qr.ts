import { create } from 'qrcode';

/** A QR code as one path on a grid whose cells are one unit wide. */
export interface QrPath {
  /** Cells on a side, with the quiet zone of four around the code (ISO/IEC 18004 §5.3.8). */
  size: number;
  path: string;
}

const QUIET = 4;

/** Draws a text: dark cells of a row that touch become one rectangle. */
export function qrPath(text: string): QrPath {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  const parts: string[] = [];
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (!modules.get(row, column)) continue;
      const start = column;
      while (column + 1 < size && modules.get(row, column + 1)) column += 1;
      const width = column - start + 1;
      parts.push(`M${start + QUIET} ${row + QUIET}h${width}v1h-${width}z`);
    }
  }
  return { size: size + 2 * QUIET, path: parts.join('') };
}
