import type { InputHTMLAttributes } from 'react';
import { Field, type FieldProps } from './Field';
import css from './forms.module.css';

type Input = Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'onChange'>;

interface TextFieldProps extends Input, Omit<FieldProps, 'children' | 'inline'> {
  onChange: (value: string) => void;
}

/** One line of text. */
export const TextField = ({ id, label, optional, help, problem, className, onChange, ...input }: TextFieldProps) => (
  <Field {...{ id, label, optional, help, problem }}>
    {(control) => (
      <input
        type="text"
        {...input}
        {...control}
        className={[css.control, className].filter(Boolean).join(' ')}
        onChange={({ target }) => onChange(target.value)}
      />
    )}
  </Field>
);
