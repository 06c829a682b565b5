import { Box, Field, Flex, Textarea, Typography } from '@strapi/design-system';
import { PREFERENCES } from '../../../plugin/preferences';
import { useSetting } from '../components/use-setting';
import { Small } from '../components/text';
import { useMessages } from '../messages';

/** The message on top of Home, with what customers see where it is left empty. */
export function BannerField() {
  const t = useMessages();
  const { value, set, error, disabled } = useSetting<string>('bannerMessage');
  const { value: named } = useSetting<string>('organisationName');
  const organisation = named.trim() || t('general.preview.organisation');
  const { max } = PREFERENCES.bannerMessage;
  const left = max - value.length;
  return (
    <Field.Root
      name="bannerMessage"
      error={left < 0 ? t('general.banner.too-long', { count: -left }) : error}
      hint={t('preference.bannerMessage.help')}
    >
      <Field.Label>{t('preference.bannerMessage.label')}</Field.Label>
      <Textarea
        value={value}
        disabled={disabled}
        placeholder={t('general.banner.default', { organisation })}
        onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) => set(event.target.value)}
      />
      <Flex justifyContent="space-between" alignItems="flex-start" gap={4} width="100%">
        <Box>
          <Field.Hint />
          <Field.Error />
        </Box>
        <Typography variant="pi" textColor={left < 0 ? 'danger600' : 'neutral600'} style={{ whiteSpace: 'nowrap' }}>
          {t('general.banner.count', { used: value.length, max })}
        </Typography>
      </Flex>
      {value.trim() === '' && <Small>{t('general.banner.default-is', { message: t('general.banner.default', { organisation }) })}</Small>}
    </Field.Root>
  );
}
