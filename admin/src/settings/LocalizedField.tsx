import { useForm } from '@strapi/admin/strapi-admin';
import { Box, Flex, Textarea, TextInput, Typography, useId } from '@strapi/design-system';
import type { ChangeEvent } from 'react';
import { LANGUAGES, type Language } from '../../../plugin/vocabulary';
import { useSetting } from '../components/use-setting';
import { LabelledField } from '../components/LabelledField';
import { useMessages } from '../messages';

interface Props {
  name: string;
  label: string;
  hint: string;
  maxLength: number;
  /** Several lines rather than one. */
  lines: boolean;
}

/** A text for each language of the portal. */
export function LocalizedField({ name, label, hint, maxLength, lines }: Props) {
  const t = useMessages();
  const [heading, described] = [useId(), useId()];
  const { value: texts, set, error, disabled } = useSetting<Record<Language, string>>(name);
  const errors = useForm('LocalizedField', (form) => form.errors) as Record<string, string>;
  return (
    <Box role="group" aria-labelledby={heading} aria-describedby={described}>
      <Typography id={heading} variant="pi" fontWeight="bold">
        {label}
      </Typography>
      <Flex direction="column" alignItems="stretch" gap={3} paddingTop={2} paddingBottom={1}>
        {LANGUAGES.map((language) => {
          const input = {
            value: texts[language],
            disabled,
            lang: language,
            ...(!lines && { maxLength }),
            onChange: (event: ChangeEvent<HTMLInputElement & HTMLTextAreaElement>) => set({ ...texts, [language]: event.target.value }),
          };
          return (
            <LabelledField
              label={t(`preference.defaultLanguage.${language}`)}
              key={language}
              name={`${name}.${language}`}
              error={errors[`${name}.${language}`]}
            >
              {lines ? <Textarea {...input} /> : <TextInput {...input} autoComplete="off" />}
            </LabelledField>
          );
        })}
      </Flex>
      <Typography id={described} tag="p" variant="pi" textColor={error === undefined ? 'neutral600' : 'danger600'}>
        {error ?? hint}
      </Typography>
    </Box>
  );
}
