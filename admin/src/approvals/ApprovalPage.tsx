import { Page, useRBAC } from '@strapi/admin/strapi-admin';
import { Flex, Grid, LinkButton, Typography } from '@strapi/design-system';
import { ArrowRight } from '@strapi/icons';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Link as RouterLink, useParams, useSearchParams } from 'react-router-dom';
import type { ApprovalDetail } from '../../../plugin/contract/editor/approvals';
import { call } from '../api/client';
import { useLoad } from '../api/use-load';
import { focusPage } from '../components/focus-page';
import { LoadFailure } from '../components/LoadFailure';
import { Notice } from '../components/Notice';
import { Section } from '../components/Section';
import { BackLink } from '../components/BackLink';
import { Screen } from '../components/Screen';
import { useMessages } from '../messages';
import { NEEDS } from '../permissions';
import { Comparison } from './Comparison';
import { DecideButtons } from './DecideButtons';
import type { Decision } from './DecideDialog';
import { Facts } from './Facts';
import { filterIn, type Filter } from './filter';
import { History } from './History';
import { approvalPath, inboxPath } from './paths';
import { ProblemsNotice } from './problems';
import { QueueNav } from './QueueNav';
import type { Place } from './queue';
import { RefusalNotice } from './RefusalNotice';
import { useDecide } from './use-decide';
import { useQueue } from './use-queue';
import { refreshWaiting } from './waiting';

const CommentBox = lazy(() => import('../conversations/CommentBox').then((module) => ({ default: module.CommentBox })));

function ApprovalScreen({ id }: { id: string }) {
  const t = useMessages();
  const [params] = useSearchParams();
  const filter = filterIn(params);
  const { data, failure, reload, setData } = useLoad(() => call('GET /approvals/:id', { params: { id } }));
  const { place, refresh } = useQueue(id, filter);
  const [unread, comments] = [data?.unread === true, data?.comments];
  useEffect(() => {
    if (!unread || comments === undefined) return;
    // Where it fails they stay unread, for the next time.
    call('POST /approvals/:id/read', { params: { id }, body: { comments } }).then(refreshWaiting, () => undefined);
  }, [id, unread, comments]);

  if (failure && !data)
    return (
      <LoadFailure
        failure={failure}
        onRetry={() => void reload()}
        back={<BackLink to={inboxPath(filter)}>{t('approvals.title')}</BackLink>}
      />
    );
  if (!data) return <Page.Loading>{t('loading')}</Page.Loading>;
  return <Loaded record={data} filter={filter} place={place} setRecord={setData} reload={reload} onDecided={refresh} />;
}

interface Props {
  record: ApprovalDetail;
  filter: Filter;
  place: Place;
  setRecord: (record: ApprovalDetail) => void;
  reload: () => Promise<ApprovalDetail | undefined>;
  onDecided: () => void;
}

function Loaded({ record, filter, place, setRecord, reload, onDecided }: Props) {
  const t = useMessages();
  const { allowedActions } = useRBAC(NEEDS.approvals);
  const content = useRef<HTMLDivElement>(null);
  const [done, setDone] = useState<Decision>();
  const { running, refusal, clear, decide } = useDecide(record, setRecord, reload);
  const title = record.title || t('approval.untitled');

  async function run(decision: Decision, note: string): Promise<boolean> {
    setDone(undefined);
    const taken = await decide(decision, note);
    if (taken) setDone(decision);
    // What came of it is told at the top, and the buttons may be gone.
    focusPage(content.current);
    onDecided();
    return taken;
  }

  return (
    <Screen
      title={title}
      subtitle={[record.module.name, record.customer.name].join(' · ')}
      busy={running !== undefined}
      navigation={<BackLink to={inboxPath(filter)}>{t('approvals.title')}</BackLink>}
      action={<QueueNav place={place} filter={filter} />}
    >
      <Flex ref={content} direction="column" alignItems="stretch" gap={4}>
        {done && <DoneNotice decision={done} title={title} next={place.next && approvalPath(place.next, { ...filter, page: 1 })} />}
        {refusal && <RefusalNotice refusal={refusal} onClose={clear} />}
        <ProblemsNotice record={record} />
        {record.teamChanges && record.state === 'submitted' && (
          <Notice kind="warning" title={t('approval.team-changes.title')}>
            {t('approval.team-changes')}
          </Notice>
        )}
        <Grid.Root gap={4}>
          <Grid.Item col={9} s={12} xs={12} direction="column" alignItems="stretch" gap={4}>
            <Comparison key={record.revision} record={record} />
            <Section title={t('approval.history')}>
              <History events={record.history} />
              {allowedActions.canDecide === true && (
                <Suspense fallback={null}>
                  <CommentBox
                    asks="internal"
                    hint={t('comment.hint.customer', { customer: record.customer.name })}
                    send={async (text, internal) => {
                      const event = await call('POST /approvals/:id/comments', { params: { id: record.id }, body: { text, internal } });
                      setRecord({ ...record, history: [...record.history, event] });
                    }}
                  />
                </Suspense>
              )}
            </Section>
          </Grid.Item>
          <Grid.Item col={3} s={12} xs={12} direction="column" alignItems="stretch" gap={4}>
            <Section title={t('approval.decision')}>
              <Facts record={record} />
              <DecideButtons record={record} running={running} onDecide={run} />
            </Section>
          </Grid.Item>
        </Grid.Root>
      </Flex>
    </Screen>
  );
}

/** What was decided, and the way on. */
function DoneNotice({ decision, title, next }: { decision: Decision; title: string; next: string | undefined }) {
  const t = useMessages();
  return (
    <Notice kind="success">
      <Flex gap={4} justifyContent="space-between" wrap="wrap">
        <Typography style={{ overflowWrap: 'anywhere' }}>{t(`decide.${decision}.done`, { title })}</Typography>
        {next === undefined ? (
          <Typography textColor="neutral600">{t('queue.empty')}</Typography>
        ) : (
          <LinkButton tag={RouterLink} to={next} endIcon={<ArrowRight />}>
            {t('queue.go-on')}
          </LinkButton>
        )}
      </Flex>
    </Notice>
  );
}

/** *Approvals → a record*: what changed, what was said, and the decision. */
export default function ApprovalPage() {
  const { id = '' } = useParams();
  // Another record is another page.
  return <ApprovalScreen key={id} id={id} />;
}
