import { Flex } from '@strapi/design-system';
import type { ResponseFor } from '../api/client';
import { CopyField } from '../components/CopyField';
import { Subheading } from '../components/text';
import { useMessages } from '../messages';

/** Ways in that the team's configuration adds: shown, so that nobody looks for them here in vain. */
export function StrategyList({ strategies }: { strategies: ResponseFor<'GET /connections'>['strategies'] }) {
  const t = useMessages();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Subheading title={t('strategies.title')} intro={t('strategies.intro')} />
      {strategies.map(({ key, name, callbackUrl }) => (
        <CopyField key={key} label={t('strategies.callback', { name })} value={callbackUrl} />
      ))}
    </Flex>
  );
}
