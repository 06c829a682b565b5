import { useState } from 'react';
import pageCss from '../../app/page.module.css';
import { Field, TextField } from '../../forms/Field';
import { Form, useForm } from '../../forms/Form';
import formCss from '../../forms/forms.module.css';
import { useText } from '../../language/useText';
import { portal } from '../../portal-data';
import { Button } from '../../ui/Button';
import { FormHeading } from './FormHeading';
import { NAME_MAX, type AnswerFormProps } from './props';

const REASON_MAX = 2000;

/** Why not, for whoever wants to say; and who it is, where nobody knows. */
export function DeclineForm({ name: known, anonymous = false, send, onClose }: AnswerFormProps<{ name: string; reason: string }>) {
  const { t } = useText();
  const [name, setName] = useState(known);
  const [reason, setReason] = useState('');
  const form = useForm<'name' | 'reason'>({
    fields: { name: { label: t('answer.name'), maxLength: NAME_MAX }, reason: { label: t('answer.reason'), maxLength: REASON_MAX } },
    check: () => (anonymous && name.trim() === '' ? [{ field: 'name', message: 'problem.required' }] : []),
    send: () => send({ name: name.trim(), reason: reason.trim() }),
  });
  return (
    <section className={pageCss.panel} aria-labelledby="decline">
      <FormHeading id="decline">{t('answer.decline.title')}</FormHeading>
      <Form
        form={form}
        submitLabel={t('answer.decline.submit')}
        busyLabel={t('busy')}
        more={
          <Button kind="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
        }
      >
        {anonymous && <TextField {...form.field('name')} autoComplete="name" maxLength={NAME_MAX} value={name} onChange={setName} />}
        <Field {...form.field('reason')} optional help={t('answer.reason.help', { organisation: portal.organisation.name })}>
          {(control) => (
            <textarea
              {...control}
              className={formCss.control}
              maxLength={REASON_MAX}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
      </Form>
    </section>
  );
}
