import { useForm } from '@strapi/admin/strapi-admin';
import { Box, Flex, Typography } from '@strapi/design-system';
import { ColumnName, Small } from '../components/text';
import { useMessages } from '../messages';
import { inkOn, normaliseColour } from './colour';
import { logoSource, type Logo } from './LogoField';
import type { GeneralSettings } from '../../../plugin/settings/general';

/** How Home will look with what is in the form now. Decoration: all of it stands in the form as well. */
export function PortalPreview({ logos }: { logos: Logo[] }) {
  const t = useMessages();
  const values = useForm('PortalPreview', (form) => form.values) as GeneralSettings;
  const accent = normaliseColour(values.accentColour) ?? '#808080';
  const organisation = values.organisationName.trim() || t('general.preview.organisation');
  const logo = logos.find(({ id }) => id === values.logoFile);
  const banner = values.bannerMessage.trim() || t('general.banner.default', { organisation });

  return (
    <Flex direction="column" alignItems="stretch" gap={2} aria-hidden>
      <ColumnName>{t('general.preview.title')}</ColumnName>
      <Box background="neutral0" shadow="filterShadow" borderColor="neutral150" hasRadius overflow="hidden">
        <Flex gap={3} padding={4} borderColor="neutral150" borderStyle="solid" borderWidth="0 0 1px 0">
          {logo ? (
            <Box tag="img" src={logoSource(logo)} alt="" maxHeight="3.2rem" maxWidth="12rem" />
          ) : (
            <Flex width="3.2rem" height="3.2rem" hasRadius justifyContent="center" shrink={0} style={{ background: accent }}>
              <Typography fontWeight="bold" style={{ color: inkOn(accent) }}>
                {[...organisation][0]?.toUpperCase()}
              </Typography>
            </Flex>
          )}
          <Typography fontWeight="bold" ellipsis>
            {organisation}
          </Typography>
        </Flex>
        {values.portalEnabled ? (
          <Flex direction="column" alignItems="stretch" gap={4} padding={4}>
            <Typography variant="delta">{t('general.preview.home')}</Typography>
            <Box
              padding={4}
              background="neutral100"
              hasRadius
              style={{ borderInlineStart: `4px solid ${accent}`, overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}
            >
              <Typography>{banner}</Typography>
            </Box>
            <Flex>
              <Box paddingLeft={4} paddingRight={4} paddingTop={2} paddingBottom={2} hasRadius style={{ background: accent }}>
                <Typography fontWeight="semiBold" style={{ color: inkOn(accent) }}>
                  {t('general.accent.sample')}
                </Typography>
              </Box>
            </Flex>
            {values.supportEmail.trim() !== '' && <Small>{t('general.preview.support', { email: values.supportEmail })}</Small>}
          </Flex>
        ) : (
          <Box padding={4}>
            <Typography textColor="neutral600">{t('general.preview.off')}</Typography>
          </Box>
        )}
      </Box>
    </Flex>
  );
}
