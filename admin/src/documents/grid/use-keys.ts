import { useRef, type KeyboardEvent } from 'react';
import { COLUMNS, type Column } from './lines';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
interface Place {
  row: number;
  column: Column;
}

/** The cell that something happens in; undefined where it is none. */
export function placeIn(target: EventTarget): Place | undefined {
  const { row, column } = (target as HTMLElement).dataset;
  const known = COLUMNS.find((one) => one === column);
  return row === undefined || !known ? undefined : { row: Number(row), column: known };
}

const caretAt = (field: Field, end: 'start' | 'end'): boolean => {
  if (field instanceof HTMLSelectElement) return false;
  const { selectionStart, selectionEnd, value } = field;
  const all = selectionStart === 0 && selectionEnd === value.length;
  return all || (selectionStart === selectionEnd && selectionStart === (end === 'start' ? 0 : value.length));
};

/**
 * Moving through the grid as through a spreadsheet: Enter and arrows up and down along a column, arrows to the sides from
 * the ends of a text, Alt with an arrow moves the line. Tab is the browser's.
 */
export function useKeys(onMove: (row: number, by: 1 | -1) => boolean) {
  const grid = useRef<HTMLDivElement>(null);

  const go = (row: number, column: Column): boolean => {
    const field = grid.current?.querySelector<Field>(`[data-row="${row}"][data-column="${column}"]`);
    field?.focus();
    return field !== null && field !== undefined;
  };

  function onKeyDown(event: KeyboardEvent): void {
    const place = placeIn(event.target);
    if (!place || event.nativeEvent.isComposing) return;
    const { row, column } = place;
    const field = event.target as Field;
    const [isText, isSelect] = [field instanceof HTMLTextAreaElement, field instanceof HTMLSelectElement];
    const vertical = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : undefined;
    if (vertical && event.altKey && !isSelect) {
      event.preventDefault();
      // Rendered first: the cell is in another row then.
      if (onMove(row, vertical)) requestAnimationFrame(() => go(row + vertical, column));
      return;
    }
    if (event.key === 'Enter' && !(isText && event.shiftKey)) {
      // It would save the form.
      event.preventDefault();
      go(row + (event.shiftKey ? -1 : 1), column);
      return;
    }
    if (vertical && !isSelect && !(isText && field.value.includes('\n'))) {
      if (go(row + vertical, column)) event.preventDefault();
      return;
    }
    const side = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : undefined;
    if (!side || event.shiftKey || event.ctrlKey || event.metaKey || (!isSelect && !caretAt(field, side < 0 ? 'start' : 'end'))) return;
    for (let at = COLUMNS.indexOf(column) + side; at >= 0 && at < COLUMNS.length; at += side) {
      const next = COLUMNS[at];
      if (next && go(row, next)) {
        event.preventDefault();
        return;
      }
    }
  }

  return { grid, onKeyDown, go };
}
