import { Flex, Modal } from '@strapi/design-system';
import { useState } from 'react';
import type { Role } from '../../../plugin/rights';
import { DialogFooter } from '../components/DialogFooter';
import { useMessages } from '../messages';
import { isRole, RoleField } from './roles';

interface Props {
  /** What the contact is called, and its role now. */
  name: string;
  role: string;
  busy: boolean;
  onSave: (role: Role) => void;
  onClose: () => void;
}

/** Changes what a contact may do for a customer. */
export function RoleDialog({ name, role, busy, onSave, onClose }: Props) {
  const t = useMessages();
  const [wanted, setWanted] = useState(isRole(role) ? role : undefined);

  function save(): void {
    if (wanted === undefined || wanted === role) onClose();
    else onSave(wanted);
  }

  return (
    <Modal.Root open onOpenChange={(open) => !open && !busy && onClose()}>
      <Modal.Content aria-describedby={undefined}>
        <Modal.Header closeLabel={t('close')}>
          <Modal.Title style={{ overflowWrap: 'anywhere' }}>{t('contact.role.title', { name })}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch">
            <RoleField value={wanted} disabled={busy} onChange={setWanted} />
          </Flex>
        </Modal.Body>
        <DialogFooter confirm={t('contact.role.confirm')} busy={busy} disabled={wanted === undefined} onConfirm={save} onCancel={onClose} />
      </Modal.Content>
    </Modal.Root>
  );
}
