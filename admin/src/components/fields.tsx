import {
  Box,
  Flex,
  NumberInput,
  Radio,
  SingleSelect,
  SingleSelectOption,
  Textarea,
  TextInput,
  Toggle,
  Typography,
  useId,
} from '@strapi/design-system';
import type { ChangeEvent, InputHTMLAttributes } from 'react';
import { LabelledField } from './LabelledField';
import { Small } from './text';
import { useMessages } from '../messages';
import { useSetting } from './use-setting';

interface Common {
  name: string;
  label: string;
  hint?: string;
  required?: boolean;
}

type TextProps = Common & Pick<InputHTMLAttributes<HTMLInputElement>, 'type' | 'inputMode' | 'maxLength' | 'placeholder' | 'autoComplete'>;

/** One line of text. */
export function TextField({ name, label, hint, required, ...input }: TextProps) {
  const { value, set, error, disabled } = useSetting<string>(name);
  return (
    <LabelledField label={label} name={name} hint={hint} error={error} required={required}>
      <TextInput {...input} value={value} disabled={disabled} onChange={(event) => set(event.target.value)} />
    </LabelledField>
  );
}

/** Several lines of text. Longer than it may be it is refused when it is saved, and not cut off while it is typed. */
export function LinesField({ name, label, hint, required }: Common) {
  const { value, set, error, disabled } = useSetting<string>(name);
  return (
    <LabelledField label={label} name={name} hint={hint} error={error} required={required}>
      <Textarea value={value} disabled={disabled} onChange={(event: ChangeEvent<HTMLTextAreaElement>) => set(event.target.value)} />
    </LabelledField>
  );
}

/** A whole number; empty while it is being typed. */
export function NumberField({ name, label, hint, required }: Common) {
  const { value, set, error, disabled } = useSetting<number | null>(name);
  return (
    <LabelledField label={label} name={name} hint={hint} error={error} required={required} maxWidth="320px">
      <NumberInput value={value ?? undefined} disabled={disabled} onValueChange={(next) => set(next ?? null)} />
    </LabelledField>
  );
}

/** On or off. */
export function SwitchField({ name, label, hint }: Common) {
  const t = useMessages();
  const { value, set, error, disabled } = useSetting<boolean>(name);
  return (
    <LabelledField label={label} name={name} hint={hint} error={error} maxWidth="320px">
      <Toggle
        checked={value}
        onLabel={t('switch.on')}
        offLabel={t('switch.off')}
        disabled={disabled}
        onChange={(event) => set(event.target.checked)}
      />
    </LabelledField>
  );
}

/** One of a few named values. */
export function SelectField({ name, label, hint, options }: Common & { options: { value: string; label: string }[] }) {
  const { value, set, error, disabled } = useSetting<string>(name);
  return (
    <LabelledField label={label} name={name} hint={hint} error={error}>
      <SingleSelect value={value} disabled={disabled} onChange={(next) => set(String(next))}>
        {options.map((option) => (
          <SingleSelectOption key={option.value} value={option.value}>
            {option.label}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </LabelledField>
  );
}

/** One of a few named values, all of them to be seen. */
export function RadioField({ name, label, options }: Common & { options: { value: string; label: string; hint?: string | undefined }[] }) {
  const heading = useId();
  const { value, set, disabled } = useSetting<string>(name);
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography variant="pi" fontWeight="bold" id={heading}>
        {label}
      </Typography>
      <Radio.Group aria-labelledby={heading} value={value} disabled={disabled} onValueChange={set}>
        {options.map((option) => (
          <Box key={option.value} paddingBottom={option.hint === undefined ? 0 : 2}>
            <Radio.Item value={option.value}>{option.label}</Radio.Item>
            {option.hint !== undefined && (
              <Box paddingLeft={6}>
                <Small>{option.hint}</Small>
              </Box>
            )}
          </Box>
        ))}
      </Radio.Group>
    </Flex>
  );
}
