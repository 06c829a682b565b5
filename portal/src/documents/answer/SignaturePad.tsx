import { useRef, type PointerEvent } from 'react';
import { drawingOf, SHEET } from '../../../../plugin/rules/documents/signature';
import { useText } from '../../language/useText';
import { Button } from '../../ui/Button';
import css from '../documents.module.css';

export type Stroke = readonly (readonly [x: number, y: number])[];

/** More points than anybody's signature has: beyond them drawing ends, since no more is kept. */
const MOST_POINTS = 2000;

interface SignaturePadProps {
  strokes: readonly Stroke[];
  onChange: (strokes: readonly Stroke[]) => void;
}

/** A sheet to sign on with finger, pen or mouse. Nobody has to: the typed name counts as well. */
export function SignaturePad({ strokes, onChange }: SignaturePadProps) {
  const { t } = useText();
  const sheet = useRef<SVGSVGElement>(null);
  const drawing = useRef(false);
  const full = strokes.reduce((sum, stroke) => sum + stroke.length, 0) >= MOST_POINTS;

  const pointOf = ({ clientX, clientY }: PointerEvent): readonly [number, number] => {
    const box = sheet.current?.getBoundingClientRect();
    if (!box) return [0, 0];
    return [((clientX - box.left) / box.width) * SHEET.width, ((clientY - box.top) / box.height) * SHEET.height];
  };
  const begin = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0 || full) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drawing.current = true;
    onChange([...strokes, [pointOf(event)]]);
  };
  const go = (event: PointerEvent) => {
    if (!drawing.current || full) return;
    const last = strokes.at(-1) ?? [];
    onChange([...strokes.slice(0, -1), [...last, pointOf(event)]]);
  };
  const end = () => {
    drawing.current = false;
  };

  return (
    <div className={css.pad}>
      <p id="signature-label">{t('optional', { label: t('answer.signature') })}</p>
      <svg
        ref={sheet}
        className={css.sheet}
        viewBox={`0 0 ${SHEET.width} ${SHEET.height}`}
        role="img"
        aria-labelledby="signature-label"
        onPointerDown={begin}
        onPointerMove={go}
        onPointerUp={end}
        onPointerCancel={end}
      >
        <path d={drawingOf(strokes)} />
      </svg>
      {strokes.length > 0 && (
        <Button kind="quiet" onClick={() => onChange([])}>
          {t('answer.signature.clear')}
        </Button>
      )}
    </div>
  );
}
