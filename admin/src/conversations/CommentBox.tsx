import { useNotification } from '@strapi/admin/strapi-admin';
import { Box, Button, Checkbox, Flex, Typography, useId } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';
import { useState } from 'react';
import { COMMENT_MAX, plainTextOf, type RichText } from '../../../plugin/rules/rich-text';
import { withoutBlankEnds } from '../../../rich-text/simplify';
import { useTask } from '../components/use-task';
import { useMessages } from '../messages';
import { RichTextEditor } from './RichTextEditor';

interface Props {
  /** What the box asks: whether it is internal, or whether it is shown; then it is internal at first. Nothing: it is internal. */
  asks: 'internal' | 'shown' | null;
  /** What a comment means that the customer reads. */
  hint: string;
  send: (text: RichText, internal: boolean) => Promise<void>;
}

/** Writes to the customer, or a note among editors; it says beforehand which of them it will be. */
export function CommentBox({ asks, hint: shownHint, send: sendIt }: Props) {
  const t = useMessages();
  const label = useId();
  const hint = useId();
  const { toggleNotification } = useNotification();
  const [text, setText] = useState<RichText>([]);
  const [internal, setInternal] = useState(asks !== 'internal');
  const { busy: sending, run } = useTask();
  const [round, setRound] = useState(0);
  const length = plainTextOf(text).length;
  const tooLong = length > COMMENT_MAX;

  const send = (): Promise<boolean> =>
    run(async () => {
      await sendIt(text, internal);
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
      {asks !== null && (
        <Checkbox
          checked={asks === 'internal' ? internal : !internal}
          disabled={sending}
          onCheckedChange={(next) => setInternal((next === true) === (asks === 'internal'))}
        >
          {t(asks === 'internal' ? 'comment.internal' : 'comment.shown')}
        </Checkbox>
      )}
      <Typography id={hint} variant="pi" textColor={tooLong ? 'danger600' : 'neutral600'}>
        {tooLong ? t('comment.too-long', { max: COMMENT_MAX, length }) : internal ? t('comment.hint.internal') : shownHint}
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
