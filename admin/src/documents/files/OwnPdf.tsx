import { Button, Flex, Typography } from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { useState } from 'react';
import type { KeptFile } from '../../../../plugin/contract/editor/document-files';
import { Confirm } from '../../components/Confirm';
import { FileButton } from '../../components/FileButton';
import { Small } from '../../components/text';
import { useInstant } from '../../components/use-instant';
import { useMessages } from '../../messages';

interface Props {
  pdf: KeptFile | null;
  issued: boolean;
  busy: boolean;
  onSet: (file: File) => Promise<void>;
  onRemove: () => Promise<void>;
}

/** The PDF that stands in place of ours. Of an issued document it is asked before another one goes out. */
export function OwnPdf({ pdf, issued, busy, onSet, onRemove }: Props) {
  const t = useMessages();
  const instant = useInstant();
  const [asked, setAsked] = useState<'remove' | { file: File }>();
  const removing = asked === 'remove';
  const set = (file: File): void => (issued ? setAsked({ file }) : void onSet(file));
  return (
    <Flex direction="column" alignItems="stretch" gap={2} width="100%">
      {pdf && (
        <Flex direction="column" alignItems="stretch" gap={1}>
          <Typography fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
            {pdf.name}
          </Typography>
          <Small>{[pdf.by || t('own-pdf.by-system'), instant(pdf.addedAt)].join(' · ')}</Small>
          <Small>{t('own-pdf.there')}</Small>
        </Flex>
      )}
      <FileButton
        label={t(pdf ? 'own-pdf.replace' : 'own-pdf.use')}
        accept="application/pdf,.pdf"
        variant="tertiary"
        busy={busy}
        onFile={set}
      />
      {pdf && (
        <Button fullWidth variant="danger-light" startIcon={<Trash />} disabled={busy} onClick={() => setAsked('remove')}>
          {t('own-pdf.remove')}
        </Button>
      )}
      <Confirm
        question={
          asked && {
            title: t(removing ? 'own-pdf.question.remove' : 'own-pdf.question.replace'),
            body: [t(issued ? 'own-pdf.issued' : 'own-pdf.remove.draft')],
            confirm: t(removing ? 'own-pdf.remove' : pdf ? 'own-pdf.replace' : 'own-pdf.use'),
            variant: removing ? 'danger' : 'default',
          }
        }
        busy={busy}
        onCancel={() => setAsked(undefined)}
        onConfirm={() => {
          if (asked) void (asked === 'remove' ? onRemove() : onSet(asked.file)).then(() => setAsked(undefined));
        }}
      />
    </Flex>
  );
}
