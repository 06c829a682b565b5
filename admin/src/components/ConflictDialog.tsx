import { Button, Dialog, Flex, Typography, useId } from '@strapi/design-system';
import { useMessages } from '../messages';

interface Props {
  open: boolean;
  busy: boolean;
  onTakeTheirs: () => void;
  onKeepMine: () => void;
  onCancel: () => void;
}

/** Somebody else saved first: nothing was overwritten, and the editor decides how to go on. */
export function ConflictDialog({ open, busy, onTakeTheirs, onKeepMine, onCancel }: Props) {
  const t = useMessages();
  const describedBy = useId();
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && !busy && onCancel()}>
      <Dialog.Content aria-describedby={describedBy}>
        <Dialog.Header>{t('conflict.title')}</Dialog.Header>
        <Dialog.Body>
          <Flex direction="column" gap={3} id={describedBy}>
            <Typography tag="p" textAlign="center">
              {t('conflict.body')}
            </Typography>
            <Typography tag="p" textAlign="center" textColor="neutral600">
              {t('conflict.choice')}
            </Typography>
          </Flex>
        </Dialog.Body>
        <Dialog.Footer>
          <Flex direction="column" alignItems="stretch" gap={2} width="100%">
            <Button fullWidth loading={busy} onClick={onKeepMine}>
              {t('conflict.keep')}
            </Button>
            <Button fullWidth variant="danger-light" disabled={busy} onClick={onTakeTheirs}>
              {t('conflict.load')}
            </Button>
            <Dialog.Cancel>
              <Button fullWidth variant="tertiary" disabled={busy}>
                {t('conflict.cancel')}
              </Button>
            </Dialog.Cancel>
          </Flex>
        </Dialog.Footer>
      </Dialog.Content>
    </Dialog.Root>
  );
}
