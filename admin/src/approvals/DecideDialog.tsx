import { Flex, Modal, Textarea, Typography } from '@strapi/design-system';
import { Check, Cross } from '@strapi/icons';
import { useState } from 'react';
import { DialogFooter } from '../components/DialogFooter';
import { LabelledField } from '../components/LabelledField';
import { useMessages } from '../messages';

export type Decision = 'approve' | 'reject';

/** Longest note in UTF-16 units. */
const NOTE_MAX = 2000;

interface Props {
  decision: Decision;
  /** How many records; one of them is named. */
  count: number;
  title?: string;
  /** Something to know before, such as what is published besides. */
  warning?: string;
  busy: boolean;
  onConfirm: (note: string) => void;
  onCancel: () => void;
}

/** Asks before a decision, says what it does, and takes the note that the customer reads. */
export function DecideDialog({ decision, count, title, warning, busy, onConfirm, onCancel }: Props) {
  const t = useMessages();
  const [note, setNote] = useState('');
  const [error, setError] = useState<string>();
  const reject = decision === 'reject';

  function confirm(): void {
    if (reject && note.trim() === '') setError(t('decide.note.missing'));
    else onConfirm(note.trim());
  }

  return (
    <Modal.Root open onOpenChange={(open) => !open && !busy && onCancel()}>
      <Modal.Content aria-describedby={undefined}>
        <Modal.Header closeLabel={t('close')}>
          <Modal.Title style={{ overflowWrap: 'anywhere' }}>
            {count === 1 && title !== undefined ? t(`decide.${decision}.title`, { title }) : t(`decide.${decision}.title.many`, { count })}
          </Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            <Typography tag="p">{t(`decide.${decision}.what`, { count })}</Typography>
            {warning !== undefined && (
              <Typography tag="p" fontWeight="bold">
                {warning}
              </Typography>
            )}
            <LabelledField
              label={t(`decide.${decision}.note`)}
              name="note"
              required={reject}
              error={error}
              hint={t(`decide.${decision}.note.hint`)}
            >
              <Textarea
                value={note}
                maxLength={NOTE_MAX}
                disabled={busy}
                onChange={(event) => {
                  setNote(event.target.value);
                  setError(undefined);
                }}
              />
            </LabelledField>
          </Flex>
        </Modal.Body>
        <DialogFooter
          confirm={t(`decide.${decision}.confirm`, { count })}
          variant={reject ? 'danger' : 'success'}
          startIcon={reject ? <Cross /> : <Check />}
          busy={busy}
          onConfirm={confirm}
          onCancel={onCancel}
        />
      </Modal.Content>
    </Modal.Root>
  );
}
