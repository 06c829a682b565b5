import { useId } from 'react';
import formCss from '../forms/forms.module.css';

interface SelectFieldProps<V extends string> {
  label: string;
  value: V;
  options: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
}

/** One of a list's controls: what it is narrowed to, or in which order it stands. */
export function SelectField<V extends string>({ label, value, options, onChange }: SelectFieldProps<V>) {
  const id = useId();
  return (
    <div className={formCss.field}>
      <label className="small" htmlFor={id}>
        {label}
      </label>
      <select id={id} className={formCss.control} value={value} onChange={({ target }) => onChange(target.value as V)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
