import type { PanelComponent } from '@strapi/content-manager/strapi-admin';
import { Box, Flex, Typography } from '@strapi/design-system';
import { ROLES } from '../../../plugin/rights';
import { Small } from '../components/text';
import { useMessages } from '../messages';
import { MEMBERSHIP_UID } from './uid';

/** The form shows values, which are English words. */
const nameOf = (name: string, role: string): string => (name.toLowerCase() === role ? name : `${name} (${role})`);

/** Beside a membership in the Content Manager: its form knows no more of a role than the value. */
export const RolesPanel: PanelComponent = ({ model }) => {
  const t = useMessages();
  if (model !== MEMBERSHIP_UID) return null;
  return {
    title: t('roles.title'),
    content: (
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Small>{t('roles.intro')}</Small>
        <Flex tag="dl" direction="column" alignItems="stretch" gap={3}>
          {ROLES.map((role) => (
            <Box key={role}>
              <Typography tag="dt" variant="pi" fontWeight="bold">
                {nameOf(t(`role.${role}`), role)}
              </Typography>
              <Typography tag="dd" variant="pi" textColor="neutral600">
                {t(`role.${role}.may`)}
              </Typography>
            </Box>
          ))}
        </Flex>
      </Flex>
    ),
  };
};
