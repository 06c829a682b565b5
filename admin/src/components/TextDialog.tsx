import { Flex, Modal, Textarea } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';
import { useState, type ReactNode } from 'react';
import { useMessages } from '../messages';
import { DialogFooter } from './DialogFooter';
import { LabelledField } from './LabelledField';

interface TextDialogProps {
  title: string;
  /** Name of the field, for the browser. */
  name: string;
  label: string;
  hint: string;
  submit: string;
  /** Most characters. */
  max: number;
  /** What stands there at first. */
  text: string;
  busy: boolean;
  onSend: (text: string) => void;
  onClose: () => void;
  /** Above the field: what it is about, what went wrong. */
  children?: ReactNode;
}

/** Asks for a text that says something, and sends it. What was typed stays until it is closed. */
export function TextDialog({ title, name, label, hint, submit, max, text: first, busy, onSend, onClose, children }: TextDialogProps) {
  const t = useMessages();
  const [text, setText] = useState(first);
  const [missing, setMissing] = useState(false);
  return (
    <Modal.Root open onOpenChange={(open) => !open && !busy && onClose()}>
      <Modal.Content aria-describedby={undefined}>
        <Modal.Header closeLabel={t('close')}>
          <Modal.Title style={{ overflowWrap: 'anywhere' }}>{title}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            {children}
            <LabelledField label={label} name={name} required error={missing ? t('error.field.too-small') : undefined} hint={hint}>
              <Textarea
                value={text}
                maxLength={max}
                disabled={busy}
                onChange={(event) => {
                  setText(event.target.value);
                  setMissing(false);
                }}
              />
            </LabelledField>
          </Flex>
        </Modal.Body>
        <DialogFooter
          confirm={submit}
          startIcon={<PaperPlane />}
          busy={busy}
          onConfirm={() => (text.trim() === '' ? setMissing(true) : onSend(text))}
          onCancel={onClose}
        />
      </Modal.Content>
    </Modal.Root>
  );
}
