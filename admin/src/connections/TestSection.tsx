import { useForm } from '@strapi/admin/strapi-admin';
import { Button, Flex, Link, Loader, Typography } from '@strapi/design-system';
import { ExternalLink } from '@strapi/icons';
import type { ConnectionView } from '../../../plugin/contract/editor/connections';
import type { ApiFailure } from '../api/failure';
import { Section } from '../components/Section';
import { failureText } from '../components/use-failure';
import { Small } from '../components/text';
import { useMessages } from '../messages';
import { Problem } from './Problem';
import { TestBadge } from './TestBadge';
import { TestOutcome } from './TestOutcome';
import { useTest, type Test } from './use-test';
import { isComplete } from './values';
import { startProblem } from './words';

interface Props {
  connection: ConnectionView;
  canUpdate: boolean;
  /** A test is over: the connection's last test is another. */
  onTested: () => void;
}

/** The real sign-in as a dry run: nobody is signed in, and what the provider says is shown. */
export function TestSection({ connection, canUpdate, onTested }: Props) {
  const t = useMessages();
  const modified = useForm('TestSection', (form) => form.modified);
  const { settings } = connection;
  const test = useTest(connection.id, onTested);
  const { run } = test;
  const complete = isComplete(settings);
  const why = !complete ? t('test.incomplete') : modified ? t('test.save-first') : undefined;
  const busy = run.phase === 'starting' || run.phase === 'waiting';

  return (
    <Section title={t('test.title')} intro={t('test.intro')}>
      <Flex gap={4} wrap="wrap" alignItems="center">
        <TestBadge connection={connection} />
        {canUpdate && !busy && (
          <Button variant="secondary" startIcon={<ExternalLink />} disabled={why !== undefined} onClick={() => void test.start()}>
            {t(run.phase === 'idle' ? 'test.start' : 'test.again')}
          </Button>
        )}
        {canUpdate && why !== undefined && <Small>{why}</Small>}
      </Flex>
      {busy && <Waiting test={test} />}
      {run.phase === 'lost' && <Lost failure={run.failure} />}
      {run.phase === 'over' && <TestOutcome result={run.result} settings={settings} />}
    </Section>
  );
}

function Waiting({ test: { run, cancel } }: { test: Test }) {
  const t = useMessages();
  return (
    <Flex direction="column" alignItems="stretch" gap={3} background="neutral100" padding={4} hasRadius role="status">
      <Flex gap={3}>
        <Loader small>{t('loading')}</Loader>
        <Typography>{t(run.phase === 'waiting' ? 'test.waiting' : 'test.starting')}</Typography>
      </Flex>
      {run.phase === 'waiting' && (
        <Flex gap={4} wrap="wrap">
          <Small>{t(run.blocked ? 'test.blocked' : 'test.not-opened')}</Small>
          <Link href={run.url} isExternal rel="noopener noreferrer">
            {t('test.open')}
          </Link>
        </Flex>
      )}
      <Flex>
        <Button variant="tertiary" onClick={cancel}>
          {t('test.cancel')}
        </Button>
      </Flex>
    </Flex>
  );
}

/** The test could not begin, or nothing is known of how it ended. */
function Lost({ failure }: { failure: ApiFailure }) {
  const t = useMessages();
  if (failure.code === 'provider-unreachable') {
    const { what, advice, detail } = startProblem(t, failure.message);
    return <Problem title={t('test.failed.title')} what={what} advice={advice} detail={detail} />;
  }
  const what = failure.code === 'not-found' ? t('test.lost.gone') : failureText(t, failure);
  return <Problem title={t('test.lost.title')} what={what} />;
}
