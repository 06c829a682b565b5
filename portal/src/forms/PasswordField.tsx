import { useEffect, useState } from 'react';
import { useText } from '../language/useText';
import { announce } from '../ui/announce';
import { Icon } from '../ui/Icon';
import { Field, type FieldProps } from './Field';
import css from './forms.module.css';
import { loadPasswordStrength, passwordBounds } from './password-rules';

interface PasswordFieldProps extends Pick<FieldProps, 'id' | 'label' | 'problem'> {
  name: string;
  value: string;
  autoComplete: 'current-password' | 'new-password';
  autoFocus?: boolean;
  onChange: (value: string) => void;
}

/** A password that can be looked at while it is typed; of a new one it says how long it has to be. */
export function PasswordField({ id, label, problem, onChange, ...input }: PasswordFieldProps) {
  const { t } = useText();
  const [shown, setShown] = useState(false);
  const isNew = input.autoComplete === 'new-password';
  useEffect(() => {
    if (isNew) void loadPasswordStrength();
  }, [isNew]);
  const toggle = () => {
    setShown(!shown);
    announce(t(shown ? 'password.hidden' : 'password.shown'));
  };
  return (
    <Field id={id} label={label} problem={problem} help={isNew && t('password.rules', { min: passwordBounds.minLength })}>
      {(control) => (
        <div className={css.password}>
          <input
            {...input}
            {...control}
            className={css.control}
            type={shown ? 'text' : 'password'}
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            onChange={(event) => onChange(event.target.value)}
          />
          <button
            className={css.reveal}
            type="button"
            aria-label={t(shown ? 'password.hide' : 'password.show')}
            aria-controls={id}
            onClick={toggle}
          >
            <Icon name={shown ? 'eye-off' : 'eye'} />
          </button>
        </div>
      )}
    </Field>
  );
}
