import { Box, Flex, Link, ProgressBar, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import { Notice } from '../components/Notice';
import { useMessages, type Translate } from '../messages';
import { approvalPath } from './paths';
import type { BulkResult, BulkRun } from './use-bulk';

/** How far it is. */
export function BulkProgress({ run: { decision, decided, total } }: { run: BulkRun }) {
  const t = useMessages();
  const words = t(`bulk.${decision}.running`, { decided, total });
  return (
    <Notice kind="info">
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Typography>{words}</Typography>
        <ProgressBar value={(decided / total) * 100} aria-label={words} />
      </Flex>
    </Notice>
  );
}

/** Why one of several was not decided. */
function reason(t: Translate, code: string): string {
  if (code === 'conflict') return t('bulk.failed.conflict');
  if (code === 'team-changes') return t('bulk.failed.team-changes');
  if (code === 'submission-outdated') return t('bulk.failed.outdated');
  if (code === 'not-found') return t('bulk.failed.not-found');
  if (code === 'not-allowed') return t('approval.may-not');
  if (code === 'invalid-request') return t('bulk.failed.invalid');
  if (code === 'publishing-refused' || code === 'publishing-failed') return t('bulk.failed.refused');
  if (code === 'not-tried') return t('bulk.failed.not-tried');
  return t('bulk.failed.unknown');
}

/** How it went, with a line for each record that still waits. */
export function BulkNotice({ result: { decision, done, failed }, onClose }: { result: BulkResult; onClose: () => void }) {
  const t = useMessages();
  return (
    <Notice kind={failed.length === 0 ? 'success' : 'warning'} onClose={onClose}>
      <Typography tag="p" fontWeight="bold">
        {t(`bulk.${decision}.done`, { count: done })}
      </Typography>
      {failed.length > 0 && (
        <>
          <Typography tag="p">{t('bulk.failed', { count: failed.length })}</Typography>
          <Box tag="ul" paddingLeft={5} style={{ listStyle: 'disc' }}>
            {failed.map(({ row, code }) => (
              <li key={row.id}>
                <Link tag={RouterLink} to={approvalPath(row.id)}>
                  {row.title || t('approval.untitled')}
                </Link>{' '}
                <Typography style={{ overflowWrap: 'anywhere' }}>{reason(t, code)}</Typography>
              </li>
            ))}
          </Box>
        </>
      )}
    </Notice>
  );
}
