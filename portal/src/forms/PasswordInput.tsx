import { useEffect, useState } from 'react';
import { useText } from '../language/useText';
import { announce } from '../ui/announce';
import { Icon } from '../ui/Icon';
import type { ControlProps } from './Field';
import css from './forms.module.css';
import { loadPasswordStrength } from './password-rules';

interface PasswordInputProps extends ControlProps {
  name: string;
  value: string;
  autoComplete: 'current-password' | 'new-password';
  autoFocus?: boolean;
  onChange: (value: string) => void;
}

/** A password that can be looked at while it is typed. */
export function PasswordInput({ onChange, ...input }: PasswordInputProps) {
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
    <div className={css.password}>
      <input
        {...input}
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
        aria-controls={input.id}
        onClick={toggle}
      >
        <Icon name={shown ? 'eye-off' : 'eye'} />
      </button>
    </div>
  );
}
