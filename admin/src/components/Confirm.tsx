import { Button, Dialog, Flex, Typography, useId } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import { useIntl } from 'react-intl';

export interface Question {
  title: string;
  /** Paragraphs: what happens, what cannot be undone, what to do. */
  body: readonly string[];
  /** The verb on the button. */
  confirm: string;
  /** What the other button says, where "Cancel" could mean either. */
  cancel?: string;
  variant?: 'danger' | 'default';
}

interface Props {
  question: Question | undefined;
  busy?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Asks before something that has consequences. Stays open while `busy`, so that a failure is not lost. */
export function Confirm({ question, busy = false, onConfirm, onCancel }: Props) {
  const intl = useIntl();
  const describedBy = useId();
  if (!question) return null;
  return (
    <Dialog.Root open onOpenChange={(open) => !open && !busy && onCancel()}>
      <Dialog.Content aria-describedby={describedBy}>
        <Dialog.Header>
          {/* Names in it can be one long word. */}
          <span style={{ minWidth: 0, overflowWrap: 'anywhere' }}>{question.title}</span>
        </Dialog.Header>
        <Dialog.Body>
          <Flex direction="column" gap={3} id={describedBy}>
            <WarningCircle width="24px" height="24px" fill={question.variant === 'default' ? 'warning600' : 'danger600'} aria-hidden />
            {question.body.map((text) => (
              <Typography key={text} tag="p" textAlign="center" style={{ overflowWrap: 'anywhere' }}>
                {text}
              </Typography>
            ))}
          </Flex>
        </Dialog.Body>
        <Dialog.Footer>
          <Dialog.Cancel>
            <Button fullWidth variant="tertiary" disabled={busy}>
              {question.cancel ?? intl.formatMessage({ id: 'app.components.Button.cancel', defaultMessage: 'Cancel' })}
            </Button>
          </Dialog.Cancel>
          <Button fullWidth variant={question.variant ?? 'danger'} loading={busy} onClick={onConfirm}>
            {question.confirm}
          </Button>
        </Dialog.Footer>
      </Dialog.Content>
    </Dialog.Root>
  );
}
