import { Button, Modal } from '@strapi/design-system';
import type { ReactElement } from 'react';
import { useIntl } from 'react-intl';

interface Props {
  /** The verb on the button. */
  confirm: string;
  busy?: boolean;
  variant?: 'default' | 'danger' | 'success';
  startIcon?: ReactElement;
  /** Nothing can be confirmed as it is. */
  disabled?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

/** What stands below a dialog: the way back, and the verb. */
export function DialogFooter({ confirm, busy = false, variant = 'default', startIcon, disabled = false, onConfirm, onCancel }: Props) {
  const intl = useIntl();
  return (
    <Modal.Footer>
      <Button variant="tertiary" disabled={busy} onClick={onCancel}>
        {intl.formatMessage({ id: 'app.components.Button.cancel', defaultMessage: 'Cancel' })}
      </Button>
      <Button variant={variant} loading={busy} disabled={disabled} onClick={onConfirm} {...(startIcon && { startIcon })}>
        {confirm}
      </Button>
    </Modal.Footer>
  );
}
