import type { ReactNode } from 'react';
import { useText } from '../language/useText';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Icon } from '../ui/Icon';
import css from './shell.module.css';

/** The sidebar's content over the page. */
export default function Drawer({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  const { t } = useText();
  return (
    <Dialog title={t('nav.title')} place="side" onClose={onClose}>
      <div className={css.drawer}>
        <Button kind="quiet" className={css.drawerClose} aria-label={t('close')} onClick={onClose}>
          <Icon name="close" />
        </Button>
        {children}
      </div>
    </Dialog>
  );
}
