import { Field } from '@strapi/design-system';
import type { ComponentProps } from 'react';

interface Props extends ComponentProps<typeof Field.Root> {
  label: string;
}

/** An input with its label above it, and below it what explains it and what is wrong with it. */
export function LabelledField({ label, children, ...root }: Props) {
  return (
    <Field.Root {...root}>
      <Field.Label>{label}</Field.Label>
      {children}
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}
