import { Box, Field, Flex, Radio, Typography, useId } from '@strapi/design-system';
import { SIGN_IN_MODES, type SignInMode } from '../../../plugin/vocabulary';
import { Notice } from '../components/Notice';
import { Section } from '../components/Section';
import { useSetting } from '../components/use-setting';
import { useMessages } from '../messages';

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
    <Section title={t('login.mode.label')}>
      <Field.Root name="signInMode" error={error}>
        <Radio.Group aria-label={t('login.mode.label')} value={value} disabled={disabled} onValueChange={(mode) => set(mode as SignInMode)}>
          {SIGN_IN_MODES.map((mode) => (
            <Box key={mode}>
              <Radio.Item value={mode} disabled={disabled || !offered(mode)} aria-describedby={offered(mode) ? undefined : notReady}>
                {t(`login.mode.${mode}`)}
              </Radio.Item>
              <Box style={{ paddingInlineStart: '2.8rem' }}>
                <Typography tag="p" variant="pi" textColor="neutral600">
                  {t(`login.mode.${mode}.hint`)}
                </Typography>
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
    </Section>
  );
}
