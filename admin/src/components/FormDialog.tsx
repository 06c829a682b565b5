import { Flex, Modal } from '@strapi/design-system';
import type { ComponentProps, ReactNode } from 'react';
import { useMessages } from '../messages';
import { DialogFooter } from './DialogFooter';

interface Props extends ComponentProps<typeof DialogFooter> {
  title: string;
  children: ReactNode;
}

/** Asks for something in fields. Stays open while `busy`, so that nothing typed is lost where it fails. */
export function FormDialog({ title, children, ...footer }: Props) {
  const t = useMessages();
  const { busy = false, onCancel } = footer;
  return (
    <Modal.Root open onOpenChange={(open) => !open && !busy && onCancel()}>
      <Modal.Content aria-describedby={undefined}>
        <Modal.Header closeLabel={t('close')}>
          <Modal.Title style={{ overflowWrap: 'anywhere' }}>{title}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            {children}
          </Flex>
        </Modal.Body>
        <DialogFooter {...footer} />
      </Modal.Content>
    </Modal.Root>
  );
}
