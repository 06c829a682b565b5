import css from './list.module.css';
import type { Direction } from './sort';

interface ColumnHeadProps {
  label: string;
  /** Its values stand under one another at their end. */
  number?: boolean;
  /** Which way the list is sorted by it now, if it is. */
  direction: Direction | undefined;
  /** Absent where it cannot be sorted by. */
  onSort?: () => void;
}

/** The head of a column, which sorts a list. */
export const ColumnHead = ({ label, number = false, direction, onSort }: ColumnHeadProps) => (
  <th scope="col" className={number ? css.number : undefined} aria-sort={direction}>
    {onSort ? (
      <button type="button" className={css.sort} onClick={onSort}>
        {label}
        <svg className={css.arrow} data-direction={direction} viewBox="0 0 12 12" aria-hidden="true" focusable="false">
          <path d="M6 2.5v7M3 6.5l3 3 3-3" />
        </svg>
      </button>
    ) : (
      label
    )}
  </th>
);
