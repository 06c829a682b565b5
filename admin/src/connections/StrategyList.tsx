import { Box, Flex, Typography } from '@strapi/design-system';
import type { ResponseFor } from '../api/client';
import { CopyField } from '../components/CopyField';
import { useMessages } from '../messages';

/** Ways in that the team's configuration adds: shown, so that nobody looks for them here in vain. */
export function StrategyList({ strategies }: { strategies: ResponseFor<'GET /connections'>['strategies'] }) {
  const t = useMessages();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Box>
        <Typography tag="h3" variant="pi" fontWeight="bold">
          {t('strategies.title')}
        </Typography>
        <Typography tag="p" variant="pi" textColor="neutral600">
          {t('strategies.intro')}
        </Typography>
      </Box>
      {strategies.map(({ key, name, callbackUrl }) => (
        <CopyField key={key} label={t('strategies.callback', { name })} value={callbackUrl} />
      ))}
    </Flex>
  );
}
