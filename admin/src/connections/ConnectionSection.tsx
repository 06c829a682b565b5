import { Box, Button, EmptyStateLayout, Flex, Loader, Typography } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { useRef } from 'react';
import type { ConnectionView } from '../../../plugin/contract/editor/connections';
import type { SignInMode } from '../../../plugin/vocabulary';
import { call, type ResponseFor } from '../api/client';
import { OrderedList, type Column } from '../components/OrderedList';
import { Section } from '../components/Section';
import { RowName, Small } from '../components/text';
import { failureText } from '../components/use-failure';
import { useOrderedList, type Entry } from '../components/use-ordered-list';
import { useMessages, type Translate } from '../messages';
import { AddConnection } from './AddConnection';
import { ProviderIcon } from './ProviderIcon';
import { deleteQuestion, offQuestion, untestedQuestion } from './questions';
import { StrategyList } from './StrategyList';
import { TestBadge } from './TestBadge';
import { isComplete, isLockOut, isOffered } from './values';

interface Props {
  /** How customers sign in at the moment. */
  mode: SignInMode;
  canUpdate: boolean;
  /** A connection was changed, so single sign-on may be ready, or not any more. */
  onChanged: () => void;
}

type Listed = ConnectionView & Entry;

/** What a connection is, whether it was proved to work, and who uses it. */
const columns = (t: Translate, mode: SignInMode): Column<Listed>[] => [
  {
    area: 'name',
    heading: 'connections.column.name',
    share: 3,
    below: ({ settings: { name, icon, kind, enabled } }) => (
      <Flex gap={3}>
        <ProviderIcon icon={icon} />
        <Box minWidth={0}>
          <RowName>{name}</RowName>
          <Small>
            {t(`connections.kind.${kind}`)}
            {enabled && !isOffered(kind, mode) && ` · ${t(`connections.idle.${mode}`)}`}
          </Small>
        </Box>
      </Flex>
    ),
  },
  {
    area: 'test',
    heading: 'connections.column.test',
    share: 2,
    below: (connection) =>
      isComplete(connection.settings) ? <TestBadge connection={connection} /> : <Small>{t('connections.incomplete')}</Small>,
  },
  { area: 'people', heading: 'connections.column.people', share: 1.2, words: ({ identities }) => identities },
];

/** Connections to identity providers, in the order of their buttons on the sign-in page; what is done here is saved at once. */
export function ConnectionSection({ mode, canUpdate, onChanged }: Props) {
  const t = useMessages();
  const connections = useOrderedList<ResponseFor<'GET /connections'>, Listed>({
    load: () => call('GET /connections'),
    entriesIn: (list) => list.connections.map((one) => ({ ...one, name: one.settings.name, enabled: one.settings.enabled })),
    withEntries: (list, entries) => ({ ...list, connections: entries }),
    saveOrder: (ids) => call('PUT /connections-order', { body: { ids } }),
    switchOn: ({ id, settings, revision }, enabled) =>
      call('PUT /connections/:id', { params: { id }, body: { settings: { ...settings, enabled }, revision } }),
    remove: ({ id }) => call('DELETE /connections/:id', { params: { id } }),
    words: { switchedOn: 'connections.switched-on', switchedOff: 'connections.switched-off', orderConflict: 'connections.conflict.order' },
    wordsFor: ({ code }, before, after) => (code === 'conflict' && isLockOut(before, after) ? t('error.lock-out') : undefined),
    onChanged,
  });
  const addButton = useRef<HTMLButtonElement>(null);
  const { data, failure, reload } = connections.loaded;
  const add = canUpdate ? <AddConnection ref={addButton} /> : undefined;

  return (
    <Section title={t('connections.title')} intro={t('connections.intro')}>
      {!data && !failure && <Loader small>{t('loading')}</Loader>}
      {!data && failure && (
        <Flex direction="column" alignItems="flex-start" gap={2} role="alert">
          <Typography textColor="danger600">{failureText(t, failure)}</Typography>
          <Button variant="tertiary" onClick={() => void reload()}>
            {t('retry')}
          </Button>
        </Flex>
      )}
      {data && data.connections.length === 0 && (
        <EmptyStateLayout icon={<EmptyDocuments width="16rem" />} content={t('connections.empty')} action={add} />
      )}
      {data && data.connections.length > 0 && (
        <>
          <Box borderColor="neutral150" hasRadius>
            <OrderedList
              label={t('connections.title')}
              list={connections}
              columns={columns(t, mode)}
              canUpdate={canUpdate}
              switchLabel={(name) => t('connections.switch', { name })}
              maySwitch={({ enabled, settings }) => enabled || isComplete(settings)}
              open={{ to: ({ id }) => `connections/${id}`, viewLabel: 'connections.view' }}
              switchQuestion={(connection, enabled) => (enabled ? untestedQuestion : offQuestion)(t, connection)}
              deleteQuestion={(connection) => deleteQuestion(t, connection)}
              onDeleted={(done) => done && addButton.current?.focus()}
            />
          </Box>
          {add && <Flex>{add}</Flex>}
        </>
      )}
      {data && data.strategies.length > 0 && <StrategyList strategies={data.strategies} />}
    </Section>
  );
}
