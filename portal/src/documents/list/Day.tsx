import { useEffect, useId, useState } from 'react';
import formCss from '../../forms/forms.module.css';

/** Years that somebody is still typing are none. */
const whole = (day: string): string | undefined => (day >= '1000' ? day : undefined);

interface DayProps {
  label: string;
  value: string | undefined;
  min?: string;
  max?: string;
  onChange: (day: string | undefined) => void;
}

/** A day among a list's controls. */
export function Day({ label, value = '', min, max, onChange }: DayProps) {
  const id = useId();
  const [text, setText] = useState(value);
  // The address changed by other means: back, or cleared filters.
  useEffect(() => {
    setText((typed) => (value === (whole(typed) ?? '') ? typed : value));
  }, [value]);
  return (
    <div className={formCss.field}>
      <label className="small" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="date"
        className={formCss.control}
        value={text}
        min={min}
        max={max}
        onChange={({ target }) => {
          setText(target.value);
          onChange(whole(target.value));
        }}
      />
    </div>
  );
}
