import { Box, Button, Flex, TextInput } from '@strapi/design-system';
import { useState } from 'react';
import { OIDC } from '../../../plugin/preferences/forms';
import { useSetting } from '../components/use-setting';
import { LabelledField } from '../components/LabelledField';
import { useMessages } from '../messages';

/** The client secret: it can be entered and replaced, and is never shown again. */
export function SecretField({ stored }: { stored: boolean }) {
  const t = useMessages();
  const { value, set, error, disabled } = useSetting<string>('clientSecret');
  const [replacing, setReplacing] = useState(false);
  const entering = !stored || replacing || value !== '';

  function keep(): void {
    set('');
    setReplacing(false);
  }

  return (
    <LabelledField
      label={t('setting.label.connection.clientSecret')}
      name="clientSecret"
      error={error}
      hint={t(stored ? (entering ? 'connection.secret.hint.replace' : 'connection.secret.hint.stored') : 'connection.secret.hint.new')}
    >
      <Flex gap={2} alignItems="stretch" width="100%">
        <Box grow={1}>
          {entering ? (
            <TextInput
              type="password"
              value={value}
              disabled={disabled}
              maxLength={OIDC.clientSecret.max}
              // Browsers must neither fill in the editor's own password nor offer to keep this one.
              autoComplete="new-password"
              spellCheck={false}
              onChange={(event) => set(event.target.value)}
            />
          ) : (
            <TextInput value={t('connection.secret.stored')} readOnly disabled={disabled} />
          )}
        </Box>
        {stored && !disabled && (
          <Button variant="secondary" size="L" onClick={() => (entering ? keep() : setReplacing(true))}>
            {t(entering ? 'connection.secret.keep' : 'connection.secret.replace')}
          </Button>
        )}
      </Flex>
    </LabelledField>
  );
}
