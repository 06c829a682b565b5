import { Box, Flex, Link, Loader, TextButton, Typography } from '@strapi/design-system';
import { Download, File } from '@strapi/icons';
import { useEffect, useState } from 'react';
import type { RecordFile } from '../../../plugin/contract/customer/modules';
import { PictureBox } from '../components/PictureBox';
import { useTask } from '../components/use-task';
import { Small } from '../components/text';
import { useMessages } from '../messages';
import { keepFile } from '../api/files';
import { fetchFile, isPicture, publicUrl } from './files';
import { useFileSize } from '../components/use-file-size';

/** A file of a record: what it is, how large, and the way to look at it. */
export function FileView({ record, file }: { record: string; file: RecordFile }) {
  const t = useMessages();
  const size = useFileSize();
  const { busy: loading, run } = useTask();
  const { id, name, mime, url } = file;

  const download = (): Promise<boolean> => run(async () => keepFile(await fetchFile(record, id), name));

  return (
    <Flex tag="li" gap={3} alignItems="center" minWidth={0}>
      <Picture record={record} file={file} />
      <Flex direction="column" alignItems="flex-start" gap={1} minWidth={0}>
        <Typography style={{ overflowWrap: 'anywhere' }}>{name}</Typography>
        <Small>{[mime, size(file.size)].join(' · ')}</Small>
        {url === null ? (
          <TextButton
            startIcon={<Download />}
            loading={loading}
            aria-label={t('record.file.download', { name })}
            onClick={() => void download()}
          >
            {t('record.file.download.short')}
          </TextButton>
        ) : (
          <Link href={publicUrl(url)} isExternal aria-label={t('record.file.open', { name })}>
            <Typography variant="pi" textColor="primary600">
              {t('record.file.open.short')}
            </Typography>
          </Link>
        )}
      </Flex>
    </Flex>
  );
}

/** A small picture of an image, a sign for everything else. */
function Picture({ record, file }: { record: string; file: RecordFile }) {
  const [src, setSrc] = useState<string | undefined>(file.url !== null && isPicture(file) ? publicUrl(file.url) : undefined);
  const [failed, setFailed] = useState(!isPicture(file));
  const { id, url } = file;

  useEffect(() => {
    if (url !== null || failed) return undefined;
    let made: string | undefined;
    let gone = false;
    fetchFile(record, id)
      .then((bytes) => {
        if (gone) return;
        made = URL.createObjectURL(bytes);
        setSrc(made);
      })
      .catch(() => !gone && setFailed(true));
    return () => {
      gone = true;
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [failed, id, record, url]);

  return (
    <PictureBox size="6.4rem" isRead>
      {failed ? (
        <File width="2.4rem" height="2.4rem" fill="neutral600" aria-hidden />
      ) : src === undefined ? (
        <Loader small />
      ) : (
        // Its name stands beside it.
        <Box tag="img" src={src} alt="" width="100%" height="100%" style={{ objectFit: 'cover' }} onError={() => setFailed(true)} />
      )}
    </PictureBox>
  );
}
