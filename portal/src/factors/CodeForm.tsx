import { useState, type ReactNode } from 'react';
import { ApiError, hasCode } from '../api/api-error';
import { Form, useForm } from '../forms/Form';
import type { Problem } from '../forms/problems';
import { TextField } from '../forms/Field';
import { useText } from '../language/useText';
import { looksLikeRecoveryCode, looksLikeTotp, totpOf } from './codes';
import css from './factors.module.css';

interface CodeFormProps {
  kind: 'totp' | 'recovery-code';
  /** Throws what the server refused. */
  send: (code: string) => Promise<void>;
  submitLabel: string;
  autoFocus?: boolean;
  /** Below the code. */
  children?: ReactNode;
  /** Beside the button. */
  more?: ReactNode;
}

/** One code, typed or pasted as it comes; sent when the button is pressed and not before. */
export function CodeForm({ kind, send, submitLabel, autoFocus = false, children, more }: CodeFormProps) {
  const { t } = useText();
  const [code, setCode] = useState('');
  const totp = kind === 'totp';

  const form = useForm({
    fields: { code: { label: t(totp ? 'field.code' : 'field.recovery-code') } },
    check: (): Problem[] => {
      if (!code.trim()) return [{ field: 'code', message: totp ? 'problem.code-required' : 'problem.recovery-code-required' }];
      if (totp) return looksLikeTotp(code) ? [] : [{ field: 'code', message: 'problem.code' }];
      return looksLikeRecoveryCode(code) ? [] : [{ field: 'code', message: 'problem.recovery-code' }];
    },
    send: async () => {
      try {
        await send(totp ? totpOf(code) : code.trim());
      } catch (error) {
        if (!hasCode(error, 'wrong-code')) throw error;
        // Said at the field, where it is mended.
        const code = totp ? 'wrong-code' : 'wrong-recovery-code';
        throw new ApiError('wrong-code', { fieldErrors: [{ path: ['code'], code, message: code }] });
      }
    },
  });

  return (
    <Form form={form} submitLabel={submitLabel} busyLabel={t('code.busy')} more={more}>
      <TextField
        {...form.field('code')}
        className={totp ? css.code : css.longCode}
        name="code"
        inputMode={totp ? 'numeric' : 'text'}
        autoComplete={totp ? 'one-time-code' : 'off'}
        autoCapitalize={totp ? 'off' : 'characters'}
        autoCorrect="off"
        spellCheck={false}
        autoFocus={autoFocus}
        maxLength={totp ? 20 : 64}
        value={code}
        onChange={setCode}
      />
      {children}
    </Form>
  );
}
