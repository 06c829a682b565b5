import { useId, useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { DocumentDetail } from '../../../../plugin/contract/customer/documents';
import { Field, FieldNotes } from '../../forms/Field';
import { Form, useForm } from '../../forms/Form';
import formCss from '../../forms/forms.module.css';
import { problemOf, type Problem } from '../../forms/problems';
import { useText } from '../../language/useText';
import { call } from '../../session/call';
import { useOnce } from '../../session/useOnce';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Notice } from '../../ui/Notice';
import { Pending } from '../../ui/Pending';
import css from '../documents.module.css';

/** As the contract has them (`plugin/contract/customer/document-forwarding.ts`), which brings a library along. */
const MOST = 10;
const MESSAGE_MAX = 500;

export interface ForwardDialogProps {
  document: DocumentDetail;
  onClose: () => void;
}

type People = { id: string; name: string; email: string }[];

/** Chooses contact persons of one's own customer, and says something to them. */
export function ForwardDialog({ document: { type, id }, onClose }: ForwardDialogProps) {
  const { t } = useText();
  const params = { type, document: id };
  const query = useQuery({
    queryKey: ['documents', type, 'recipients', id],
    queryFn: () => call('GET /documents/:type/:document/recipients', { params }),
    staleTime: 0,
  });
  const people = query.data?.contacts;
  const [sent, setSent] = useState(false);
  return (
    <Dialog title={t('document.forward.title')} onClose={onClose}>
      {people === undefined ? (
        <Pending query={query} shapes={['line', 'line', 'control']} />
      ) : sent || people.length === 0 ? (
        <>
          {sent ? <Notice text={t('document.forward.done')} /> : <p>{t('document.forward.nobody')}</p>}
          <div className={formCss.actions}>
            <Button onClick={onClose}>{t('document.forward.close')}</Button>
          </div>
        </>
      ) : (
        <ForwardForm params={params} people={people} onSent={() => setSent(true)} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface ForwardFormProps {
  params: Pick<DocumentDetail, 'type'> & { document: string };
  people: People;
  onSent: () => void;
  onClose: () => void;
}

function ForwardForm({ params, people, onSent, onClose }: ForwardFormProps) {
  const { t } = useText();
  const client = useQueryClient();
  const once = useOnce();
  const legend = useId();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [message, setMessage] = useState('');
  const form = useForm({
    fields: { contacts: { label: t('document.forward.to') }, message: { label: t('document.forward.message'), maxLength: MESSAGE_MAX } },
    check: (): Problem[] => [
      ...(chosen.length === 0 ? [problemOf('contacts', 'problem.choose-people')] : []),
      ...(chosen.length > MOST ? [problemOf('contacts', 'problem.fewer-people')] : []),
      ...(message.trim().length > MESSAGE_MAX ? [problemOf('message', 'problem.too-long', { maxLength: MESSAGE_MAX })] : []),
    ],
    send: async () => {
      await once.call('POST /documents/:type/:document/forward', { params, body: { contacts: [...chosen], message } });
      void client.invalidateQueries({ queryKey: ['documents', params.type] });
      onSent();
    },
  });
  const { id, label, problem } = form.field('contacts');
  const toggle = (one: string): void => setChosen(chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one]);
  return (
    <Form
      form={form}
      submitLabel={t('document.forward.send')}
      busyLabel={t('document.forward.sending')}
      more={
        <Button kind="quiet" onClick={onClose}>
          {t('cancel')}
        </Button>
      }
    >
      <fieldset className={[formCss.field, formCss.group].join(' ')} aria-labelledby={legend} aria-describedby={problem && `${id}-error`}>
        <legend id={legend} className={formCss.legend}>
          {label}
        </legend>
        <div className={css.people}>
          {people.map((person, index) => (
            <label key={person.id} className={css.person}>
              <input
                id={index === 0 ? id : undefined}
                type="checkbox"
                checked={chosen.includes(person.id)}
                onChange={() => toggle(person.id)}
              />
              <span>
                {person.name}
                {person.name !== person.email && <span className={css.description}>{person.email}</span>}
              </span>
            </label>
          ))}
        </div>
        <FieldNotes id={id} problem={problem} />
      </fieldset>
      <Field {...form.field('message')} optional help={t('document.forward.help')}>
        {(control) => (
          <textarea {...control} className={formCss.control} rows={4} value={message} onChange={({ target }) => setMessage(target.value)} />
        )}
      </Field>
    </Form>
  );
}
