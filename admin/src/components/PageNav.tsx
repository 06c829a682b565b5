import { Button, Flex, Typography } from '@strapi/design-system';
import { ArrowLeft, ArrowRight } from '@strapi/icons';
import { useMessages } from '../messages';

interface Props {
  page: number;
  /** Whether there is a page behind this one. */
  more: boolean;
  loading: boolean;
  /** Where the reader is, in words. */
  position: string;
  previous: string;
  next: string;
  onPage: (page: number) => void;
}

/** Leafs through a long list; not there where all of it is on one page. */
export function PageNav({ page, more, loading, position, previous, next, onPage }: Props) {
  const t = useMessages();
  if (page === 1 && !more) return null;
  return (
    <Flex tag="nav" aria-label={t('paging')} justifyContent="space-between" gap={4} wrap="wrap">
      <Button variant="tertiary" startIcon={<ArrowLeft />} disabled={page === 1 || loading} onClick={() => onPage(page - 1)}>
        {previous}
      </Button>
      <Typography textColor="neutral600" role="status">
        {loading ? t('loading') : position}
      </Typography>
      <Button variant="tertiary" endIcon={<ArrowRight />} disabled={!more || loading} onClick={() => onPage(page + 1)}>
        {next}
      </Button>
    </Flex>
  );
}
