import { useNotification } from '@strapi/admin/strapi-admin';
import { Box } from '@strapi/design-system';
import { useState } from 'react';
import type { ReviewRow } from '../../../plugin/contract/editor/reviews';
import { REVIEW_MAX } from '../../../plugin/vocabulary';
import { call } from '../api/client';
import { failureOf, type ApiFailure } from '../api/failure';
import { Notice } from '../components/Notice';
import { Line } from '../components/text';
import { TextDialog } from '../components/TextDialog';
import { failureText } from '../components/use-failure';
import { useMessages } from '../messages';
import { StarRow } from './StarRow';

interface Props {
  /** As the list has it now. */
  review: ReviewRow;
  /** Loads the list again. */
  onChanged: () => Promise<unknown>;
  onClose: () => void;
}

/** Answers a review. Where its author changed it meanwhile, the newest version is shown first, and what was typed stays. */
export function ReplyDialog({ review, onChanged, onClose }: Props) {
  const t = useMessages();
  const { toggleNotification } = useNotification();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiFailure>();

  async function send(text: string): Promise<void> {
    setBusy(true);
    try {
      await call('PUT /reviews/:id/reply', { params: { id: review.id }, body: { text, revision: review.revision } });
      toggleNotification({ type: 'success', message: t('reviews.reply.done') });
      onClose();
    } catch (error) {
      setFailure(failureOf(error));
    }
    await onChanged();
    setBusy(false);
  }

  return (
    <TextDialog
      title={t('reviews.reply.title', { contact: review.contact })}
      name="reply"
      label={t('reviews.reply.text')}
      hint={t('reviews.reply.hint')}
      submit={t('reviews.reply.send')}
      max={REVIEW_MAX}
      text={review.reply?.text ?? ''}
      busy={busy}
      onSend={(text) => void send(text)}
      onClose={onClose}
    >
      {failure && (
        <Notice kind="danger">
          {failure.code === 'conflict'
            ? t('reviews.reply.changed')
            : failure.code === 'preference-off'
              ? t('reviews.off')
              : failureText(t, failure)}
        </Notice>
      )}
      <StarRow stars={review.stars} />
      {review.words !== '' && (
        <Box style={{ whiteSpace: 'pre-line' }}>
          <Line>{review.words}</Line>
        </Box>
      )}
    </TextDialog>
  );
}
