import type { KeyboardEvent } from 'react';

/**
 * Enter belongs to this control: it never saves the form around it. For what is typed to find or to
 * choose something and is no value yet.
 */
export function keepEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter') event.preventDefault();
}
