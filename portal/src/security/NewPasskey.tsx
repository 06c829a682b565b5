import { useRef, useState, type ReactNode } from 'react';
import { ApiError, hasCode } from '../api/api-error';
import type { Response } from '../api/client';
import { Form, useForm } from '../forms/Form';
import { TextField } from '../forms/Field';
import { useText } from '../language/useText';
import { call } from '../session/call';
import { createPasskey } from '../session/passkey';

interface NewPasskeyProps {
  /** What the browser's dialog takes; fetched before, so that the dialog opens at the press of the button. */
  options: Record<string, unknown>;
  onAdded: (result: Response<'POST /security/passkeys'>) => Promise<void>;
  more: ReactNode;
}

/** A name for the new passkey, and then the browser's own dialog. */
export function NewPasskey({ options, onAdded, more }: NewPasskeyProps) {
  const { t } = useText();
  const [name, setName] = useState('');
  // The server takes an answer to its options once: for another try it is asked for new ones.
  const next = useRef<Record<string, unknown> | undefined>(options);

  const form = useForm({
    fields: { name: { label: t('security.name'), maxLength: 60 } },
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
    <Form form={form} submitLabel={t('continue')} busyLabel={t('passkey.busy')} more={more}>
      <p>{t('security.passkey-intro')}</p>
      <TextField
        {...form.field('name')}
        optional
        help={t('security.passkey-name-help')}
        name="passkey-name"
        autoComplete="off"
        maxLength={60}
        value={name}
        onChange={setName}
      />
    </Form>
  );
}
