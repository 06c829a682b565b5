import { useId, useState, type ReactNode } from 'react';
import { ApiError, hasCode } from '../api/api-error';
import { Field } from '../forms/Field';
import { FormProblems } from '../forms/FormProblems';
import formCss from '../forms/forms.module.css';
import type { Bounds, Problem } from '../forms/problems';
import { Submit } from '../forms/Submit';
import { useForm } from '../forms/useForm';
import { useText } from '../language/useText';
import { looksLikeRecoveryCode, looksLikeTotp, totpOf } from './codes';
import css from './factors.module.css';

const FIELDS: ReadonlyMap<string, Bounds> = new Map([['code', {}]]);

interface CodeFormProps {
  kind: 'totp' | 'recovery-code';
  /** Throws what the server refused. */
  send: (code: string) => Promise<void>;
  submitLabel: string;
  autoFocus?: boolean;
  help?: string;
  /** Below the code. */
  children?: ReactNode;
  /** Beside the button. */
  more?: ReactNode;
}

/** One code, typed or pasted as it comes; sent when the button is pressed and not before. */
export function CodeForm({ kind, send, submitLabel, autoFocus = false, help, children, more }: CodeFormProps) {
  const { t } = useText();
  const id = useId();
  const [code, setCode] = useState('');
  const totp = kind === 'totp';
  const label = t(totp ? 'field.code' : 'field.recovery-code');

  const form = useForm({
    fields: FIELDS,
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
    <form className={formCss.form} noValidate onSubmit={(event) => void form.submit(event)}>
      <FormProblems ref={form.summary} problems={form.problems} failure={form.failure} describe={() => ({ id, label })} />
      <Field id={id} label={label} help={help} problem={form.problemAt('code')}>
        {(control) => (
          <input
            {...control}
            className={[formCss.control, totp ? css.code : css.longCode].join(' ')}
            type="text"
            name="code"
            inputMode={totp ? 'numeric' : 'text'}
            autoComplete={totp ? 'one-time-code' : 'off'}
            autoCapitalize={totp ? 'off' : 'characters'}
            autoCorrect="off"
            spellCheck={false}
            autoFocus={autoFocus}
            maxLength={totp ? 20 : 64}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      {children}
      <div className={formCss.actions}>
        <Submit label={submitLabel} busyLabel={t('code.busy')} busy={form.busy} />
        {more}
      </div>
    </form>
  );
}
