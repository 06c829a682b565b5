import { Box, Button, Flex, Modal, ProgressBar, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';
import type { BulkJob } from '../../../plugin/contract/editor/people';
import { call } from '../api/client';
import { failureOf, type ApiFailure } from '../api/failure';
import { Notice } from '../components/Notice';
import { failureText } from '../components/use-failure';
import { useMessages, type MessageId } from '../messages';
import { useJob } from './use-job';

/** Strapi's bar is made for the dark ground of its upload cards; here it stands on a light one, and is as wide as the dialog. */
const Bar = styled(ProgressBar)`
  width: 100%;
  background-color: ${({ theme }) => theme.colors.neutral200};

  > * {
    background-color: ${({ theme }) => theme.colors.primary600};
  }
`;

/** What the dialog does, and what it says of it. */
const WORDS = {
  resend: { explain: 'resend.explain', confirm: 'resend.confirm', skipped: 'resend.skipped-why' },
  invite: { explain: 'invite-many.explain', confirm: 'invite-many.confirm', skipped: 'invite-many.skipped-why' },
} as const satisfies Record<string, Record<string, MessageId>>;
export type Mailing = keyof typeof WORDS;

interface Props {
  customers: 'all' | string[];
  /** Mails the link to those with access, or invites those whom nobody invited. */
  mailing?: Mailing;
  /** What will happen, said before it does. */
  intro: string;
  onClose: () => void;
}

/** Body and footer of the dialog that mails many customers: asks, starts the job, shows its progress. */
export default function ResendLinks({ customers, mailing = 'resend', intro, onClose }: Props) {
  const t = useMessages();
  const intl = useIntl();
  const [started, setStarted] = useState<BulkJob>();
  const [starting, setStarting] = useState(false);
  const [failure, setFailure] = useState<ApiFailure>();
  const { job, failure: lost } = useJob(started);

  async function start(): Promise<void> {
    setStarting(true);
    setFailure(undefined);
    try {
      setStarted(
        mailing === 'invite' && customers !== 'all'
          ? await call('POST /customers/invite', { body: { customers } })
          : await call('POST /customers/resend-link', { body: { customers } }),
      );
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setStarting(false);
    }
  }

  if (job) {
    return (
      <>
        <Modal.Body>
          <Progress job={job} lost={lost} skippedWhy={t(WORDS[mailing].skipped)} />
        </Modal.Body>
        <Modal.Footer justifyContent="flex-end">
          <Button variant="tertiary" onClick={onClose}>
            {t('close')}
          </Button>
        </Modal.Footer>
      </>
    );
  }
  return (
    <>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={4}>
          {failure && (
            <Notice kind="danger" title={t('resend.not-started')}>
              {failureText(t, failure)}
            </Notice>
          )}
          <Typography tag="p">{intro}</Typography>
          <Typography tag="p" textColor="neutral600">
            {t(WORDS[mailing].explain)}
          </Typography>
        </Flex>
      </Modal.Body>
      <Modal.Footer>
        <Button variant="tertiary" onClick={onClose}>
          {intl.formatMessage({ id: 'app.components.Button.cancel', defaultMessage: 'Cancel' })}
        </Button>
        <Button loading={starting} onClick={() => void start()}>
          {t(WORDS[mailing].confirm)}
        </Button>
      </Modal.Footer>
    </>
  );
}

function Progress({ job, lost, skippedWhy }: { job: BulkJob; lost: ApiFailure | undefined; skippedWhy: string }) {
  const t = useMessages();
  const percent = job.total === 0 ? 100 : Math.round((job.done / job.total) * 100);
  const finished = job.state === 'done';
  const failed = job.state === 'failed';
  const state = finished
    ? t('resend.done', { sent: job.sent })
    : failed
      ? t('resend.failed', { done: job.done, total: job.total })
      : t('resend.running', { done: job.done, total: job.total });

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Typography tag="p" variant="delta" role="status">
        {state}
      </Typography>
      <Bar value={percent} size="M" aria-label={t('resend.progress')} />
      <Box tag="dl" style={{ display: 'grid', gridTemplateColumns: 'max-content 1fr', gap: '0.4rem 1.6rem' }}>
        <Typography tag="dt" textColor="neutral600">
          {t('resend.sent')}
        </Typography>
        <Typography tag="dd">{job.sent}</Typography>
        <Typography tag="dt" textColor="neutral600">
          {t('resend.skipped')}
        </Typography>
        <Typography tag="dd">{job.skipped}</Typography>
      </Box>
      {job.skipped > 0 && (
        <Typography tag="p" variant="pi" textColor="neutral600">
          {skippedWhy}
        </Typography>
      )}
      {lost && (
        <Typography tag="p" textColor="danger600" role="alert">
          {t('resend.lost')}
        </Typography>
      )}
      {!finished && !failed && (
        <Typography tag="p" textColor="neutral600">
          {t('resend.closing')}
        </Typography>
      )}
    </Flex>
  );
}
