import { useField, useForm } from '@strapi/admin/strapi-admin';
import { useCallback } from 'react';

/** One value of the settings form around it. */
export interface Setting<T> {
  value: T;
  set: (value: T) => void;
  error: string | undefined;
  disabled: boolean;
}

/** Reads and changes a value of the form; a change takes the errors at that field, and within it, away. */
export function useSetting<T>(name: string): Setting<T> {
  const field = useField<T>(name);
  const errors = useForm('useSetting', (form) => form.errors) as Record<string, unknown>;
  const setErrors = useForm('useSetting', (form) => form.setErrors);
  const disabled = useForm('useSetting', (form) => form.disabled || form.isSubmitting);
  const { onChange } = field;

  const set = useCallback(
    (value: T) => {
      onChange(name, value);
      const others = Object.entries(errors).filter(([at]) => at !== name && !at.startsWith(`${name}.`));
      if (others.length < Object.keys(errors).length) setErrors(Object.fromEntries(others));
    },
    [errors, name, onChange, setErrors],
  );

  return { value: field.value as T, set, error: field.error, disabled };
}
