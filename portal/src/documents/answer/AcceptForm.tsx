import { useState } from 'react';
import { drawingOf } from '../../../../plugin/rules/documents/signature';
import pageCss from '../../app/page.module.css';
import { TextField } from '../../forms/Field';
import { Form, useForm } from '../../forms/Form';
import { useText } from '../../language/useText';
import { Button } from '../../ui/Button';
import { FormHeading } from './FormHeading';
import { NAME_MAX, type Acceptance, type AnswerFormProps } from './props';
import { SignaturePad, type Stroke } from './SignaturePad';

/** Who accepts, and what they accept; a drawn signature where somebody wants one. */
export function AcceptForm({ text, name: known, send, onClose }: AnswerFormProps<Acceptance>) {
  const { t } = useText();
  const [name, setName] = useState(known);
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const form = useForm<'name' | 'drawing'>({
    fields: { name: { label: t('answer.name'), maxLength: NAME_MAX }, drawing: { label: t('answer.signature') } },
    check: () => (name.trim() === '' ? [{ field: 'name', message: 'problem.required' }] : []),
    send: () => {
      const drawing = drawingOf(strokes);
      return send({ name: name.trim(), ...(drawing !== '' && { drawing }) });
    },
  });
  return (
    <section className={pageCss.panel} aria-labelledby="accept">
      <FormHeading id="accept">{t('answer.accept.title')}</FormHeading>
      <p>{text}</p>
      <Form
        form={form}
        submitLabel={t('answer.accept.submit')}
        busyLabel={t('busy')}
        more={
          <Button kind="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
        }
      >
        <TextField
          {...form.field('name')}
          help={t('answer.name.help')}
          autoComplete="name"
          maxLength={NAME_MAX}
          value={name}
          onChange={setName}
        />
        <SignaturePad strokes={strokes} onChange={setStrokes} />
      </Form>
    </section>
  );
}
