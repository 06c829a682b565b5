import { useId, useRef, useState, type ReactNode } from 'react';
import { ApiError, hasCode } from '../api/api-error';
import type { Response } from '../api/client';
import { Field } from '../forms/Field';
import { FormProblems } from '../forms/FormProblems';
import formCss from '../forms/forms.module.css';
import type { Bounds } from '../forms/problems';
import { Submit } from '../forms/Submit';
import { useForm } from '../forms/useForm';
import { useText } from '../language/useText';
import { call } from '../session/call';
import { createPasskey } from '../session/passkey';

const FIELDS: ReadonlyMap<string, Bounds> = new Map([['name', { maxLength: 60 }]]);

interface NewPasskeyProps {
  /** What the browser's dialog takes; fetched before, so that the dialog opens at the press of the button. */
  options: Record<string, unknown>;
  onAdded: (result: Response<'POST /security/passkeys'>) => Promise<void>;
  more: ReactNode;
}

/** A name for the new passkey, and then the browser's own dialog. */
export function NewPasskey({ options, onAdded, more }: NewPasskeyProps) {
  const { t } = useText();
  const id = useId();
  const [name, setName] = useState('');
  // The server takes an answer to its options once: for another try it is asked for new ones.
  const next = useRef<Record<string, unknown> | undefined>(options);

  const form = useForm({
    fields: FIELDS,
    check: () => [],
    send: async () => {
      const response = await createPasskey(next.current ?? (await call('POST /security/passkeys/options')));
      next.current = undefined;
      const label = name.trim();
      try {
        await onAdded(await call('POST /security/passkeys', { body: { response, ...(label && { name: label }) } }));
      } catch (error) {
        throw hasCode(error, 'conflict') ? new ApiError('passkey-exists') : error;
      }
    },
  });

  return (
    <form className={formCss.form} noValidate onSubmit={(event) => void form.submit(event)}>
      <FormProblems
        ref={form.summary}
        problems={form.problems}
        failure={form.failure}
        describe={() => ({ id, label: t('security.name') })}
      />
      <p>{t('security.passkey-intro')}</p>
      <Field id={id} label={t('security.name')} optional help={t('security.passkey-name-help')} problem={form.problemAt('name')}>
        {(control) => (
          <input
            {...control}
            className={formCss.control}
            type="text"
            name="passkey-name"
            autoComplete="off"
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <div className={formCss.actions}>
        <Submit label={t('continue')} busyLabel={t('passkey.busy')} busy={form.busy} />
        {more}
      </div>
    </form>
  );
}
