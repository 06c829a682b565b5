import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';
import type { BulkSending, SendOutcome } from '../../../plugin/contract/editor/document-sending';
import type { DocumentType } from '../../../plugin/documents/types';
import { PLUGIN_UID } from '../../../plugin/plugin-id';
import { Bar } from '../components/Bar';
import { Muted } from '../components/text';
import { isOver } from '../components/use-job';
import { useMessages } from '../messages';

const isSent = (outcome: SendOutcome): boolean => outcome === 'issued' || outcome === 'sent';

/** How far the sending of many documents is, and what became of each: first those that were not sent. */
export function SendingProgress({ type, job, lost }: { type: DocumentType; job: BulkSending; lost: boolean }) {
  const t = useMessages();
  const { outcomes, total, state } = job;
  const done = outcomes.length;
  const refused = outcomes.filter(({ outcome }) => !isSent(outcome));
  const sent = outcomes.filter(({ outcome }) => isSent(outcome));
  const said = state === 'waiting' ? 'running' : state;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Typography tag="p" variant="delta" role="status">
        {t(`bulk-send.state.${said}`, { done, total, sent: sent.length, refused: refused.length })}
      </Typography>
      <Bar value={total === 0 ? 100 : Math.round((done / total) * 100)} size="M" aria-label={t('mailing.progress')} />
      {lost && (
        <Typography tag="p" textColor="danger600" role="alert">
          {t('mailing.lost')}
        </Typography>
      )}
      {!isOver(job) && <Muted>{t('mailing.closing')}</Muted>}
      {done > 0 && (
        <Box tag="ul" aria-label={t('bulk-send.results')} maxHeight="32rem" style={{ overflowY: 'auto' }} tabIndex={0}>
          {[...refused, ...sent].map(({ id, outcome, number, customer }) => (
            <Flex key={id} tag="li" justifyContent="space-between" alignItems="baseline" gap={4} paddingTop={1} paddingBottom={1}>
              <Link tag={NavLink} to={`/content-manager/collection-types/${PLUGIN_UID}.${type}/${id}`}>
                {number || t('bulk-send.draft-of', { customer: customer || t('bulk-send.nobody') })}
              </Link>
              <Typography textColor={isSent(outcome) ? 'success600' : 'danger600'}>{t(`bulk-send.outcome.${outcome}`)}</Typography>
            </Flex>
          ))}
        </Box>
      )}
    </Flex>
  );
}
