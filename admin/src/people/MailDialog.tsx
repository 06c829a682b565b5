import { Modal } from '@strapi/design-system';
import type { ComponentProps } from 'react';
import { useMessages } from '../messages';
import MailCustomers from './MailCustomers';

/** The dialog that mails many customers. */
export function MailDialog({ title, ...content }: { title: string } & ComponentProps<typeof MailCustomers>) {
  const t = useMessages();
  return (
    <Modal.Root open onOpenChange={(open) => !open && content.onClose()}>
      <Modal.Content aria-describedby={undefined}>
        <Modal.Header closeLabel={t('close')}>
          <Modal.Title>{title}</Modal.Title>
        </Modal.Header>
        <MailCustomers {...content} />
      </Modal.Content>
    </Modal.Root>
  );
}
