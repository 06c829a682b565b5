import { Badge, Box, Flex, TextButton, Typography } from '@strapi/design-system';
import { Download, Message, Trash } from '@strapi/icons';
import type { CustomerFile } from '../../../plugin/contract/editor/customer-files';
import { fetchPrivate, keepFile } from '../api/files';
import { Line, Small } from '../components/text';
import { useFileSize } from '../components/use-file-size';
import { useInstant } from '../components/use-instant';
import { useTask } from '../components/use-task';
import { useMessages } from '../messages';

interface Props {
  customer: string;
  file: CustomerFile;
  /** Absent where the role may not, or customers would not see it. */
  onComment: (() => void) | undefined;
  onRemove: (() => void) | undefined;
}

/** A shared file: what it is, who shared it, what was said to it. */
export function SharedFileEntry({ customer, file, onComment, onRemove }: Props) {
  const t = useMessages();
  const instant = useInstant();
  const size = useFileSize();
  const { busy, run } = useTask();
  const { id, name, note, answer, byTeam } = file;
  return (
    <Flex tag="li" direction="column" alignItems="flex-start" gap={1}>
      <Flex gap={2} wrap="wrap">
        <Typography fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Typography>
        {byTeam && <Badge size="S">{t('files.by-team')}</Badge>}
      </Flex>
      <Small>{[file.by, instant(file.sharedAt), size(file.size)].filter(Boolean).join(' · ')}</Small>
      {note !== '' && (
        <Box style={{ whiteSpace: 'pre-line' }}>
          <Line>{note}</Line>
        </Box>
      )}
      {answer && (
        <Box paddingLeft={3} borderColor="neutral200" borderWidth="0 0 0 2px" borderStyle="solid" style={{ whiteSpace: 'pre-line' }}>
          <Small>{t('files.answered', { editor: answer.by, when: instant(answer.at) })}</Small>
          <Line>{answer.text}</Line>
        </Box>
      )}
      <Flex gap={4} wrap="wrap" paddingTop={1}>
        <TextButton
          startIcon={<Download />}
          loading={busy}
          aria-label={t('files.download', { name })}
          onClick={() => void run(async () => keepFile(await fetchPrivate(`/customers/${customer}/files/${id}`), name))}
        >
          {t('files.download.short')}
        </TextButton>
        {onComment && (
          <TextButton
            startIcon={<Message />}
            aria-label={t(byTeam ? 'files.note.title' : answer ? 'files.comment.change-label' : 'files.comment.title', { name })}
            onClick={onComment}
          >
            {t(byTeam ? 'files.note' : answer ? 'files.comment.change' : 'files.comment')}
          </TextButton>
        )}
        {onRemove && (
          <TextButton startIcon={<Trash />} aria-label={t('files.remove.label', { name })} onClick={onRemove}>
            {t('files.remove')}
          </TextButton>
        )}
      </Flex>
    </Flex>
  );
}
