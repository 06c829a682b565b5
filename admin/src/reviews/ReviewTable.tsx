import { Box, Button, Flex, Link, Td } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import type { ReviewRow } from '../../../plugin/contract/editor/reviews';
import { RowTable } from '../components/RowTable';
import { Line, Small } from '../components/text';
import { useInstant } from '../components/use-instant';
import { useMessages } from '../messages';
import { CUSTOMER_UID } from '../people/uid';
import { StarRow } from './StarRow';

interface Props {
  rows: ReviewRow[];
  /** Absent where the role may not answer. */
  onReply: ((review: ReviewRow) => void) | undefined;
}

/** Reviews, newest first, each with its answer. */
export function ReviewTable({ rows, onReply }: Props) {
  const t = useMessages();
  const instant = useInstant();
  return (
    <RowTable
      rows={rows}
      columns={[t('reviews.column.review'), t('reviews.column.author')]}
      actions={onReply && t('reviews.column.actions')}
    >
      {(review) => (
        <>
          <Td>
            {/* Strapi's cells keep their text on one line. */}
            <Flex direction="column" alignItems="flex-start" gap={2} minWidth="24rem" maxWidth="64rem" paddingTop={3} paddingBottom={3}>
              <StarRow stars={review.stars} />
              {review.words !== '' && (
                <Box style={{ whiteSpace: 'pre-line' }}>
                  <Line>{review.words}</Line>
                </Box>
              )}
              {review.reply && (
                <Box
                  paddingLeft={3}
                  borderColor="neutral200"
                  borderWidth="0 0 0 2px"
                  borderStyle="solid"
                  style={{ whiteSpace: 'pre-line' }}
                >
                  <Small>{t('reviews.reply.by', { editor: review.reply.by, when: instant(review.reply.at) })}</Small>
                  <Line>{review.reply.text}</Line>
                </Box>
              )}
            </Flex>
          </Td>
          <Td>
            <Box minWidth="16rem" style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
              <Line>{review.contact}</Line>
              <Link tag={RouterLink} to={`/content-manager/collection-types/${CUSTOMER_UID}/${review.customer.id}`}>
                {review.customer.name}
              </Link>
              <Small>{instant(review.writtenAt)}</Small>
            </Box>
          </Td>
          {onReply && (
            <Td>
              <Button
                variant="tertiary"
                size="S"
                aria-label={t(review.reply ? 'reviews.reply.change-label' : 'reviews.reply.label', { contact: review.contact })}
                onClick={() => onReply(review)}
              >
                {t(review.reply ? 'reviews.reply.change' : 'reviews.reply')}
              </Button>
            </Td>
          )}
        </>
      )}
    </RowTable>
  );
}
