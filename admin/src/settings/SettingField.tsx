import type { ComponentProps } from 'react';
import { useIntl } from 'react-intl';
import { PLUGIN_ID } from '../../../plugin/plugin-id';
import { RadioField, SelectField, SwitchField, TextField } from '../components/fields';
import { ListField } from '../components/ListField';
import { useMessages, type MessageId } from '../messages';
import { choiceLabel, settingIn, settingLabel, type FormName, type SettingKey } from './forms';

type More = Pick<ComponentProps<typeof TextField>, 'type' | 'placeholder' | 'required'> &
  Pick<ComponentProps<typeof ListField>, 'tidy' | 'separators'>;

interface Props<F extends FormName> extends More {
  of: F;
  name: SettingKey<F>;
  /** In the place of the words that always stand below it. */
  hint?: string;
  /** Every choice is to be seen, with what it means. */
  radio?: boolean;
}

/** The control of a setting, as its shape and its limits ask for. */
export function SettingField<F extends FormName>({
  of,
  name,
  hint,
  radio = false,
  type,
  placeholder,
  required,
  tidy,
  separators,
}: Props<F>) {
  const t = useMessages();
  const { messages } = useIntl();
  /** Words that not every setting, and not every choice, has. */
  const maybe = (id: string): string | undefined => (`${PLUGIN_ID}.${id}` in messages ? t(id as MessageId) : undefined);
  const setting = settingIn(of, name);
  const common = { name, label: settingLabel(t, of, name), hint: hint ?? maybe(`setting.hint.${of}.${name}`) };
  const must = required ?? setting?.needed;
  switch (setting?.shape) {
    case 'switch':
      return <SwitchField {...common} />;
    case 'choice': {
      const options = setting.choices.map((value) => ({ value, label: choiceLabel(t, name, value) }));
      if (!radio) return <SelectField {...common} options={options} />;
      return (
        <RadioField {...common} options={options.map((one) => ({ ...one, hint: maybe(`setting.choice-hint.${name}.${one.value}`) }))} />
      );
    }
    case 'text':
      return (
        <TextField
          {...common}
          type={type}
          placeholder={placeholder}
          maxLength={setting.max}
          autoComplete="off"
          required={must ?? setting.required}
        />
      );
    case 'list':
      return <ListField {...common} placeholder={placeholder} tidy={tidy} separators={separators} required={must} />;
    default:
      return null;
  }
}
