import { useNotification } from '@strapi/admin/strapi-admin';
import { Box, Button, Checkbox, Flex, Typography, useId } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';
import { useState } from 'react';
import type { ApprovalDetail, ApprovalEvent } from '../../../plugin/contract/editor/approvals';
import { COMMENT_MAX, plainTextOf, type RichText } from '../../../plugin/rules/rich-text';
import { withoutBlankEnds } from '../../../rich-text/simplify';
import { call } from '../api/client';
import { useTask } from '../components/use-task';
import { useMessages } from '../messages';
import { RichTextEditor } from './RichTextEditor';

interface Props {
  record: ApprovalDetail;
  onAdded: (event: ApprovalEvent) => void;
}

/** Writes to the customer, or a note among editors; it says beforehand which of them it will be. */
export function CommentBox({ record, onAdded }: Props) {
  const t = useMessages();
  const label = useId();
  const hint = useId();
  const { toggleNotification } = useNotification();
  const [text, setText] = useState<RichText>([]);
  const [internal, setInternal] = useState(false);
  const { busy: sending, run } = useTask();
  const [round, setRound] = useState(0);
  const length = plainTextOf(text).length;
  const tooLong = length > COMMENT_MAX;

  const send = (): Promise<boolean> =>
    run(async () => {
      onAdded(await call('POST /approvals/:id/comments', { params: { id: record.id }, body: { text, internal } }));
      toggleNotification({ type: 'success', message: t(internal ? 'comment.kept' : 'comment.sent') });
      setText([]);
      setRound((count) => count + 1);
    });

  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Box>
        <Typography id={label} variant="pi" fontWeight="bold">
          {t('comment.label')}
        </Typography>
        <Box paddingTop={1}>
          <RichTextEditor
            key={round}
            labelledBy={label}
            describedBy={hint}
            disabled={sending}
            onChange={(typed) => setText(withoutBlankEnds(typed ?? []))}
          />
        </Box>
      </Box>
      <Checkbox checked={internal} disabled={sending} onCheckedChange={(next) => setInternal(next === true)}>
        {t('comment.internal')}
      </Checkbox>
      <Typography id={hint} variant="pi" textColor={tooLong ? 'danger600' : 'neutral600'}>
        {tooLong
          ? t('comment.too-long', { max: COMMENT_MAX, length })
          : t(internal ? 'comment.hint.internal' : 'comment.hint.customer', { customer: record.customer.name })}
      </Typography>
      <Box>
        <Button
          variant="secondary"
          startIcon={<PaperPlane />}
          loading={sending}
          disabled={length === 0 || tooLong}
          onClick={() => void send()}
        >
          {t(internal ? 'comment.keep' : 'comment.send')}
        </Button>
      </Box>
    </Flex>
  );
}
