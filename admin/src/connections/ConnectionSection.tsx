import { Button, EmptyStateLayout, Flex, Loader, Typography } from '@strapi/design-system';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { useRef, useState } from 'react';
import type { ConnectionView } from '../../../plugin/contract/editor/connections';
import type { SignInMode } from '../../../plugin/vocabulary';
import { Confirm, type Question } from '../components/Confirm';
import { Section } from '../components/Section';
import { failureText } from '../components/use-failure';
import { useMessages } from '../messages';
import { AddConnection } from './AddConnection';
import { ConnectionList } from './ConnectionList';
import { deleteQuestion, offQuestion, untestedQuestion } from './questions';
import { StrategyList } from './StrategyList';
import { useConnections } from './use-connections';

interface Props {
  /** How customers sign in at the moment. */
  mode: SignInMode;
  canUpdate: boolean;
  /** A connection was changed, so single sign-on may be ready, or not any more. */
  onChanged: () => void;
}

interface Asking {
  question: Question;
  connection: ConnectionView;
  run: () => Promise<unknown>;
}

/** Connections to identity providers: the list, and what is saved at once. */
export function ConnectionSection({ mode, canUpdate, onChanged }: Props) {
  const t = useMessages();
  const connections = useConnections(onChanged);
  const [asking, setAsking] = useState<Asking>();
  const addButton = useRef<HTMLButtonElement>(null);
  const { data, failure, reload } = connections.loaded;

  function askToSwitch(connection: ConnectionView, enabled: boolean): void {
    const run = () => connections.switchConnection(connection, enabled);
    const question = enabled ? untestedQuestion(t, connection) : offQuestion(t, connection);
    if (question) setAsking({ connection, run, question });
    else void run();
  }

  function askToDelete(connection: ConnectionView): void {
    setAsking({
      connection,
      question: deleteQuestion(t, connection),
      run: async () => {
        // The row that had the focus is gone.
        if (await connections.remove(connection)) addButton.current?.focus();
      },
    });
  }

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
          <ConnectionList
            connections={data.connections}
            mode={mode}
            busy={connections.busy}
            canUpdate={canUpdate}
            onMove={connections.move}
            onSwitch={askToSwitch}
            onDelete={askToDelete}
          />
          {add && <Flex>{add}</Flex>}
        </>
      )}
      {data && data.strategies.length > 0 && <StrategyList strategies={data.strategies} />}
      <Confirm
        question={asking?.question}
        busy={asking !== undefined && connections.busy.has(asking.connection.id)}
        onCancel={() => setAsking(undefined)}
        onConfirm={() => asking && void asking.run().finally(() => setAsking(undefined))}
      />
    </Section>
  );
}
