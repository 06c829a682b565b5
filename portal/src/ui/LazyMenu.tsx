import { useState } from 'react';
import { PartFailed } from '../parts/PartFailed';
import { part } from '../parts/part';
import type { ActionMenuProps } from './ActionMenu';

const ActionMenu = part<ActionMenuProps>(async () => (await import('./ActionMenu')).default, {
  ahead: 'guards',
  waiting: (props) => <MenuButton {...props} />,
  failed: ({ given, retry }) => (
    <>
      <MenuButton {...given} onClick={retry} />
      <PartFailed retry={retry} />
    </>
  ),
});

/** The menu's button as it stands before the menu's code is there. */
const MenuButton = ({ className, trigger, onClick }: Pick<ActionMenuProps, 'className' | 'trigger'> & { onClick?: () => void }) => (
  <button
    type="button"
    className={className}
    aria-haspopup="menu"
    aria-expanded={false}
    onPointerEnter={ActionMenu.fetchAhead}
    onFocus={ActionMenu.fetchAhead}
    onClick={onClick}
  >
    {trigger}
  </button>
);

/**
 * The same button before and after the menu's code is there: it is fetched when somebody is about
 * to use it, so that a page shows without it.
 */
export function LazyMenu(props: ActionMenuProps) {
  const [wanted, setWanted] = useState(false);
  return wanted ? <ActionMenu {...props} /> : <MenuButton {...props} onClick={() => setWanted(true)} />;
}
