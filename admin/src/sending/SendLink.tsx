import { useNotification } from '@strapi/admin/strapi-admin';
import { Flex, Modal, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';
import { useState } from 'react';
import type { LinkContact } from '../../../plugin/contract/editor/document-links';
import type { LinkedType } from '../../../plugin/documents/types';
import { call } from '../api/client';
import { DialogFooter } from '../components/DialogFooter';
import { LabelledField } from '../components/LabelledField';
import { Small } from '../components/text';
import { useTask } from '../components/use-task';
import { useMessages } from '../messages';

interface Props {
  type: LinkedType;
  id: string;
  contacts: LinkContact[];
  onSent: () => void;
  onClose: () => void;
}

/** Chooses who gets a link, and by which way; by text message only who has a number on file. */
export function SendLink({ type, id, contacts, onSent, onClose }: Props) {
  const t = useMessages();
  const { toggleNotification } = useNotification();
  const { busy, run } = useTask();
  const [chosen, setChosen] = useState(contacts[0]?.id ?? '');
  const [by, setBy] = useState<'mail' | 'text'>('mail');
  const contact = contacts.find((one) => one.id === chosen);
  const phone = contact?.phone ?? null;
  const way = phone === null ? 'mail' : by;

  async function send(): Promise<void> {
    const body = { contact: chosen, by: way };
    const { to } = await call('POST /documents/:type/:document/links/send', { params: { type, document: id }, body });
    toggleNotification({ type: 'success', message: t('links.send.done', { to }) });
  }

  return (
    <Modal.Root open onOpenChange={(open) => !open && !busy && onClose()}>
      <Modal.Content aria-describedby={undefined}>
        <Modal.Header closeLabel={t('close')}>
          <Modal.Title>{t('links.send.title')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            <Small>{t('links.send.hint')}</Small>
            <LabelledField label={t('links.send.to')} name="contact">
              <SingleSelect value={chosen} disabled={busy} onChange={(next) => setChosen(String(next))}>
                {contacts.map(({ id: one, name, email }) => (
                  <SingleSelectOption key={one} value={one}>
                    {name ? `${name} (${email})` : email}
                  </SingleSelectOption>
                ))}
              </SingleSelect>
            </LabelledField>
            {contact && phone !== null && (
              <LabelledField label={t('links.send.by')} name="by">
                <SingleSelect value={by} disabled={busy} onChange={(next) => setBy(next as 'mail' | 'text')}>
                  <SingleSelectOption value="mail">{t('links.send.by.mail', { email: contact.email })}</SingleSelectOption>
                  <SingleSelectOption value="text">{t('links.send.by.text', { phone })}</SingleSelectOption>
                </SingleSelect>
              </LabelledField>
            )}
          </Flex>
        </Modal.Body>
        <DialogFooter
          confirm={t('links.send.submit')}
          startIcon={<PaperPlane />}
          busy={busy}
          onConfirm={() => void run(send).then((sent) => sent && onSent())}
          onCancel={onClose}
        />
      </Modal.Content>
    </Modal.Root>
  );
}
