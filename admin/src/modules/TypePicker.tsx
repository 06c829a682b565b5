import { Page, useRBAC } from '@strapi/admin/strapi-admin';
import { Box, Flex, Link, LinkButton } from '@strapi/design-system';
import { ArrowRight, Lock } from '@strapi/icons';
import { Link as RouterLink } from 'react-router-dom';
import type { ModuleCandidate } from '../../../plugin/contract/editor/modules';
import { call } from '../api/client';
import { useLoad } from '../api/use-load';
import { LoadFailure } from '../components/LoadFailure';
import { Section } from '../components/Section';
import { RowName, Small } from '../components/text';
import { BackLink } from '../components/BackLink';
import { Empty } from '../components/Empty';
import { Screen } from '../components/Screen';
import { useMessages } from '../messages';
import { TO_CHANGE } from '../permissions';
import { builderPath, MODULES_PATH } from './paths';

/** Chooses what to open to customers; what cannot be opened says why, and what would help. */
export default function TypePicker() {
  const t = useMessages();
  const { allowedActions, isLoading: checking } = useRBAC(TO_CHANGE.modules);
  const { data, failure, reload } = useLoad(() => call('GET /module-types'));

  if (failure && !data) return <LoadFailure failure={failure} onRetry={() => void reload()} />;
  if (!data || checking) return <Page.Loading>{t('loading')}</Page.Loading>;
  if (allowedActions.canUpdate !== true) return <Page.NoPermissions />;

  const able = data.filter(({ reason }) => reason === null);
  const others = data.filter(({ reason }) => reason !== null);

  return (
    <Screen
      title={t('modules.new')}
      subtitle={t('modules.new.subtitle')}
      navigation={<BackLink to={MODULES_PATH}>{t('section.modules.title')}</BackLink>}
    >
      {data.length === 0 ? (
        <Empty content={t('modules.types.empty')} />
      ) : (
        <Flex direction="column" alignItems="stretch" gap={{ initial: 4, large: 6 }}>
          <Section title={t('modules.types.able')} intro={t(able.length > 0 ? 'modules.types.able.intro' : 'modules.types.none')}>
            {able.length > 0 && (
              <Box tag="ul">
                {able.map((candidate) => (
                  <Candidate key={candidate.uid} candidate={candidate} />
                ))}
              </Box>
            )}
          </Section>
          {others.length > 0 && (
            <Section title={t('modules.types.others')}>
              <Box tag="ul">
                {others.map((candidate) => (
                  <Candidate key={candidate.uid} candidate={candidate} />
                ))}
              </Box>
            </Section>
          )}
        </Flex>
      )}
    </Screen>
  );
}

function Candidate({ candidate: { uid, name, reason } }: { candidate: ModuleCandidate }) {
  const t = useMessages();
  return (
    <Flex
      tag="li"
      gap={4}
      justifyContent="space-between"
      wrap="wrap"
      paddingTop={4}
      paddingBottom={4}
      borderColor="neutral150"
      borderStyle="solid"
      borderWidth="1px 0 0 0"
    >
      <Flex gap={3} alignItems="flex-start" minWidth={0} flex="1 1 24rem">
        {reason !== null && (
          <Box paddingTop={1} shrink={0} aria-hidden>
            <Lock width="1.6rem" height="1.6rem" fill="neutral500" />
          </Box>
        )}
        <Box minWidth={0}>
          <RowName>{name}</RowName>
          <Small>{reason === null ? uid : t(`modules.types.reason.${reason}`)}</Small>
        </Box>
      </Flex>
      {reason === null && (
        <LinkButton
          tag={RouterLink}
          to={encodeURIComponent(uid)}
          variant="secondary"
          endIcon={<ArrowRight />}
          aria-label={t('modules.types.choose', { name })}
        >
          {t('modules.types.choose.short')}
        </LinkButton>
      )}
      {reason === 'no-draft-and-publish' && (
        <Link tag={RouterLink} to={builderPath(uid)}>
          {t('modules.types.open-builder')}
        </Link>
      )}
    </Flex>
  );
}
