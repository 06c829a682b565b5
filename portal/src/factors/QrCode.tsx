import { useMemo } from 'react';
import css from './factors.module.css';
import { qrPath } from './qr';

/** A QR code that phones read off the screen, dark on light in both themes. */
export default function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => qrPath(text), [text]);
  return (
    <svg className={css.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={path} />
    </svg>
  );
}
