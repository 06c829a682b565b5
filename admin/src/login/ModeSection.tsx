import { Box, Field, Flex, Radio, useId } from '@strapi/design-system';
import { SIGN_IN_MODES, type SignInMode } from '../../../plugin/vocabulary';
import { Notice } from '../components/Notice';
import { useSetting } from '../components/use-setting';
import { Small } from '../components/text';
import { useMessages } from '../messages';
import { Group } from '../settings/Group';

interface Props {
  saved: SignInMode;
  ssoReady: boolean;
}

/** The portal's own accounts, or the single sign-on of an organisation. */
export function ModeSection({ saved, ssoReady }: Props) {
  const t = useMessages();
  const notReady = useId();
  const { value, set, error, disabled } = useSetting<SignInMode>('signInMode');
  const offered = (mode: SignInMode): boolean => mode === 'default' || ssoReady || saved === 'sso';

  return (
    <Group section="login" group="mode" fields={{ signInMode: null }}>
      <Field.Root name="signInMode" error={error}>
        <Radio.Group
          aria-label={t('preference.signInMode.label')}
          value={value}
          disabled={disabled}
          onValueChange={(mode) => set(mode as SignInMode)}
        >
          {SIGN_IN_MODES.map((mode) => (
            <Box key={mode}>
              <Radio.Item value={mode} disabled={disabled || !offered(mode)} aria-describedby={offered(mode) ? undefined : notReady}>
                {t(`preference.signInMode.${mode}`)}
              </Radio.Item>
              <Box style={{ paddingInlineStart: '2.8rem' }}>
                <Small>{t(`preference.signInMode.${mode}.hint`)}</Small>
              </Box>
            </Box>
          ))}
        </Radio.Group>
        <Field.Error />
      </Field.Root>
      {!ssoReady && (
        <Flex id={notReady} direction="column" alignItems="stretch">
          {saved === 'sso' ? (
            <Notice kind="danger" title={t('login.sso.broken.title')}>
              {t('login.sso.broken')}
            </Notice>
          ) : (
            <Notice kind="info" title={t('login.sso.not-ready.title')}>
              {t('login.sso.not-ready')}
            </Notice>
          )}
        </Flex>
      )}
    </Group>
  );
}
