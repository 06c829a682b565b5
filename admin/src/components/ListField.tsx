import { Box, Button, Flex, Tag, TextInput } from '@strapi/design-system';
import { Cross, Plus } from '@strapi/icons';
import { useState, type KeyboardEvent } from 'react';
import { LabelledField } from './LabelledField';
import { useMessages } from '../messages';
import { useSetting } from './use-setting';

interface Props {
  name: string;
  label: string;
  hint?: string;
  required?: boolean;
  placeholder?: string;
  /** Puts right what can only be meant one way. */
  tidy?: (typed: string) => string;
  /** What stands between several that are typed or pasted at once. */
  separators?: RegExp;
}

/** A few short texts, such as domains. What was typed and not added yet is added when the field is left. */
export function ListField({ name, label, hint, required, placeholder, tidy = (typed) => typed.trim(), separators = /[\s,;]+/u }: Props) {
  const t = useMessages();
  const { value: entries, set, error, disabled } = useSetting<string[]>(name);
  const [typed, setTyped] = useState('');

  function add(): void {
    const fresh = typed
      .split(separators)
      .map(tidy)
      .filter((entry) => entry !== '');
    setTyped('');
    if (fresh.length > 0) set([...new Set([...entries, ...fresh])]);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter') return;
    // Enter belongs to the field: the form is saved by its button.
    event.preventDefault();
    add();
  }

  return (
    <LabelledField label={label} name={name} hint={hint} error={error} required={required}>
      <Flex gap={2} alignItems="stretch" width="100%">
        <Box grow={1}>
          <TextInput
            value={typed}
            disabled={disabled}
            maxLength={1000}
            placeholder={placeholder}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={onKeyDown}
            onBlur={add}
          />
        </Box>
        {!disabled && (
          <Button variant="secondary" size="L" startIcon={<Plus />} aria-label={t('list.add', { label })} onClick={add}>
            {t('list.add.short')}
          </Button>
        )}
      </Flex>
      {entries.length > 0 && (
        <Flex tag="ul" gap={2} wrap="wrap" aria-label={label}>
          {entries.map((entry) => (
            <li key={entry}>
              <Tag
                icon={<Cross aria-hidden />}
                label={t('list.remove', { entry })}
                disabled={disabled}
                onClick={() => set(entries.filter((other) => other !== entry))}
              >
                {entry}
              </Tag>
            </li>
          ))}
        </Flex>
      )}
    </LabelledField>
  );
}
