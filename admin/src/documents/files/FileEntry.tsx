import { Flex, TextButton, Typography } from '@strapi/design-system';
import { Download, Trash } from '@strapi/icons';
import type { KeptFile } from '../../../../plugin/contract/editor/document-files';
import { fetchPrivate, keepFile } from '../../api/files';
import { Small } from '../../components/text';
import { useFileSize } from '../../components/use-file-size';
import { useInstant } from '../../components/use-instant';
import { useTask } from '../../components/use-task';
import { useMessages } from '../../messages';

interface Props {
  file: KeptFile;
  /** Where its bytes are. */
  path: string;
  onRemove: () => void;
}

/** A file of a document: what it is, who put it there. */
export function FileEntry({ file: { name, size, by, addedAt }, path, onRemove }: Props) {
  const t = useMessages();
  const instant = useInstant();
  const sizeText = useFileSize();
  const { busy, run } = useTask();
  return (
    <Flex tag="li" direction="column" alignItems="flex-start" gap={1}>
      <Typography fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
        {name}
      </Typography>
      <Small>{[by, instant(addedAt), sizeText(size)].join(' · ')}</Small>
      <Flex gap={4} wrap="wrap" paddingTop={1}>
        <TextButton
          startIcon={<Download />}
          loading={busy}
          aria-label={t('files.download', { name })}
          onClick={() => void run(async () => keepFile(await fetchPrivate(path), name))}
        >
          {t('files.download.short')}
        </TextButton>
        <TextButton startIcon={<Trash />} aria-label={t('files.remove.label', { name })} onClick={onRemove}>
          {t('files.remove')}
        </TextButton>
      </Flex>
    </Flex>
  );
}
