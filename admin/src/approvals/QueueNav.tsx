import { Flex, LinkButton, Typography } from '@strapi/design-system';
import { ArrowLeft, ArrowRight } from '@strapi/icons';
import { Link } from 'react-router-dom';
import { useMessages } from '../messages';
import type { Filter } from './filter';
import { approvalPath } from './paths';
import type { Place } from './queue';

interface Props {
  place: Place;
  filter: Filter;
}

/** The way to the records that wait before and after this one. */
export function QueueNav({ place: { position, count, previous, next }, filter }: Props) {
  const t = useMessages();
  if (previous === undefined && next === undefined) return null;
  const to = (id: string): string => approvalPath(id, { ...filter, page: 1 });
  return (
    <Flex tag="nav" gap={2} aria-label={t('queue.label')} wrap="wrap">
      {previous !== undefined && (
        <LinkButton tag={Link} to={to(previous)} variant="tertiary" startIcon={<ArrowLeft />} aria-label={t('queue.previous.label')}>
          {t('queue.previous')}
        </LinkButton>
      )}
      <Typography textColor="neutral600">
        {position === undefined ? t('approvals.waiting', { count }) : t('queue.position', { position, count })}
      </Typography>
      {next !== undefined && (
        <LinkButton tag={Link} to={to(next)} variant="tertiary" endIcon={<ArrowRight />} aria-label={t('queue.next.label')}>
          {t('queue.next')}
        </LinkButton>
      )}
    </Flex>
  );
}
