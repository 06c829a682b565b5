import { Status, Typography } from '@strapi/design-system';
import type { RecordState } from '../../../plugin/vocabulary';
import { useMessages } from '../messages';

const VARIANTS = {
  draft: 'neutral',
  submitted: 'secondary',
  rejected: 'danger',
  approved: 'success',
  unpublished: 'neutral',
} as const satisfies Record<RecordState, string>;

/** Where a record stands: always in words, colour only helps. */
export function RecordStateBadge({ state }: { state: RecordState }) {
  const t = useMessages();
  const variant = VARIANTS[state];
  return (
    <Status variant={variant} size="S">
      <Typography tag="span" fontWeight="bold" textColor={`${variant}700`}>
        {t(`record.state.${state}`)}
      </Typography>
    </Status>
  );
}
