import type { ComponentProps } from 'react';
import { preferenceOf, type PreferenceKey } from '../../../plugin/preferences';
import { LinesField, NumberField, SelectField, SwitchField, TextField } from '../components/fields';
import { useMessages } from '../messages';
import { LocalizedField } from './LocalizedField';
import { MatrixField } from './MatrixField';
import { choiceWords, helpOf, labelOf } from './words';

interface Props extends Pick<ComponentProps<typeof TextField>, 'placeholder' | 'autoComplete'> {
  name: PreferenceKey;
}

/** The control of a preference, as its shape and its limits in the catalogue ask for. */
export function PreferenceField({ name, placeholder, autoComplete = 'off' }: Props) {
  const t = useMessages();
  const entry = preferenceOf(name);
  const common = { name, label: labelOf(t, name), hint: helpOf(t, name) };
  switch (entry.shape) {
    case 'switch':
      return <SwitchField {...common} />;
    case 'choice':
      return <SelectField {...common} options={entry.choices.map((value) => ({ value, label: choiceWords(t, name, value) }))} />;
    case 'number':
      return <NumberField {...common} required />;
    case 'text': {
      const text = { ...common, ...(entry.required && { required: true }) };
      if (entry.format === 'lines' || entry.format === 'emails') return <LinesField {...text} />;
      return (
        <TextField
          {...text}
          maxLength={entry.max}
          autoComplete={autoComplete}
          {...(placeholder !== undefined && { placeholder })}
          // Browsers refuse addresses in `type="email"` whose local part is not ASCII.
          {...(entry.format === 'email' && { inputMode: 'email' })}
        />
      );
    }
    case 'localized-text':
      return <LocalizedField {...common} maxLength={entry.max} lines={entry.format === 'lines'} />;
    case 'matrix':
      return <MatrixField {...common} name={name} rows={entry.rows} columns={entry.columns} />;
  }
}
