import { Box, Flex, Typography } from '@strapi/design-system';
import type { BulkJob } from '../../../plugin/contract/editor/people';
import type { ApiFailure } from '../api/failure';
import { Bar } from '../components/Bar';
import { Muted, Small } from '../components/text';
import { useMessages } from '../messages';

/** How far the mailing of many customers is. */
export function MailingProgress({ job, lost, skippedWhy }: { job: BulkJob; lost: ApiFailure | undefined; skippedWhy: string }) {
  const t = useMessages();
  const percent = job.total === 0 ? 100 : Math.round((job.done / job.total) * 100);
  const finished = job.state === 'done';
  const failed = job.state === 'failed';
  const state = finished
    ? t('mailing.done', { sent: job.sent })
    : failed
      ? t('mailing.failed', { done: job.done, total: job.total })
      : t('mailing.running', { done: job.done, total: job.total });

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Typography tag="p" variant="delta" role="status">
        {state}
      </Typography>
      <Bar value={percent} size="M" aria-label={t('mailing.progress')} />
      <Box tag="dl" style={{ display: 'grid', gridTemplateColumns: 'max-content 1fr', gap: '0.4rem 1.6rem' }}>
        <Typography tag="dt" textColor="neutral600">
          {t('mailing.sent')}
        </Typography>
        <Typography tag="dd">{job.sent}</Typography>
        <Typography tag="dt" textColor="neutral600">
          {t('mailing.skipped')}
        </Typography>
        <Typography tag="dd">{job.skipped}</Typography>
      </Box>
      {job.skipped > 0 && <Small>{skippedWhy}</Small>}
      {lost && (
        <Typography tag="p" textColor="danger600" role="alert">
          {t('mailing.lost')}
        </Typography>
      )}
      {!finished && !failed && <Muted>{t('mailing.closing')}</Muted>}
    </Flex>
  );
}
