import { useState } from 'react';
import type { DocumentDetail } from '../../../../plugin/contract/customer/documents';
import { useText } from '../../language/useText';
import { dialogFailed } from '../../parts/PartFailed';
import { part } from '../../parts/part';
import { useSession } from '../../session/session';
import { Button } from '../../ui/Button';
import type { ForwardDialogProps } from './ForwardDialog';

const ForwardDialog = part<ForwardDialogProps>(async () => (await import('./ForwardDialog')).ForwardDialog, {
  failed: dialogFailed('cancel', ({ onClose }) => onClose()),
});

/** Mails the document to colleagues; nothing for who may not, and of what is void. */
export function Forward({ document }: { document: DocumentDetail }) {
  const { t } = useText();
  const { abilities, rights } = useSession();
  const [open, setOpen] = useState(false);
  if (!abilities.forwardDocuments || rights.documents !== 'write' || document.state === 'void') return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('document.forward')}</Button>
      {open && <ForwardDialog document={document} onClose={() => setOpen(false)} />}
    </>
  );
}
