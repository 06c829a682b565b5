import { lazy, Suspense, useState } from 'react';
import type { ActionMenuProps } from './ActionMenu';

const load = () => import('./ActionMenu');
const ActionMenu = lazy(load);

/**
 * The same button before and after the menu's code is there: it is fetched when somebody is about
 * to use it, so that a page shows without it.
 */
export function LazyMenu(props: ActionMenuProps) {
  const [wanted, setWanted] = useState(false);
  const button = (
    <button
      type="button"
      className={props.className}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setWanted(true)}
    >
      {props.trigger}
    </button>
  );
  return wanted ? (
    <Suspense fallback={button}>
      <ActionMenu {...props} />
    </Suspense>
  ) : (
    button
  );
}
