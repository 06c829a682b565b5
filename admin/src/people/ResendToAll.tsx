import { Modal } from '@strapi/design-system';
import { useMessages } from '../messages';
import MailCustomers from './MailCustomers';

/** Mails the portal link to every customer with portal access. */
export function ResendToAll({ url, onClose }: { url: string; onClose: () => void }) {
  const t = useMessages();
  return (
    <Modal.Root open onOpenChange={(open) => !open && onClose()}>
      <Modal.Content aria-describedby={undefined}>
        <Modal.Header closeLabel={t('close')}>
          <Modal.Title>{t('resend.all.title')}</Modal.Title>
        </Modal.Header>
        <MailCustomers customers="all" mailing="link" intro={t('resend.all.intro', { url })} onClose={onClose} />
      </Modal.Content>
    </Modal.Root>
  );
}
