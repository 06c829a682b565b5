import { Flex, TextButton, Typography } from '@strapi/design-system';
import { Download, Eye } from '@strapi/icons';
import type { EditorPaymentProof } from '../../../plugin/contract/editor/payments';
import { fetchPrivate, keepFile } from '../api/files';
import { Small } from '../components/text';
import { useFileSize } from '../components/use-file-size';
import { useInstant } from '../components/use-instant';
import { useTask } from '../components/use-task';
import { useMessages } from '../messages';
import { showBytes } from '../sending/pdf';

interface Props {
  payment: string;
  proofs: EditorPaymentProof[];
}

/** Files by which the customer shows that it has transferred the money. */
export function ProofList({ payment, proofs }: Props) {
  const t = useMessages();
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Small>{t('payments.proofs.hint')}</Small>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
        {proofs.map((proof) => (
          <Entry key={proof.id} proof={proof} path={`/payments/${payment}/proofs/${proof.id}`} />
        ))}
      </Flex>
    </Flex>
  );
}

function Entry({ proof: { name, mime, size, by, addedAt }, path }: { proof: EditorPaymentProof; path: string }) {
  const t = useMessages();
  const instant = useInstant();
  const sizeText = useFileSize();
  const view = useTask();
  const download = useTask();
  return (
    <Flex tag="li" direction="column" alignItems="flex-start" gap={1}>
      <Typography fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
        {name}
      </Typography>
      <Small>{[by, instant(addedAt), sizeText(size)].filter(Boolean).join(' · ')}</Small>
      <Flex gap={4} wrap="wrap" paddingTop={1}>
        <TextButton
          startIcon={<Eye />}
          loading={view.busy}
          aria-label={t('payments.proofs.view-label', { name })}
          onClick={() => void view.run(async () => showBytes(await fetchPrivate(path), name, mime))}
        >
          {t('payments.proofs.view')}
        </TextButton>
        <TextButton
          startIcon={<Download />}
          loading={download.busy}
          aria-label={t('files.download', { name })}
          onClick={() => void download.run(async () => keepFile(await fetchPrivate(path), name))}
        >
          {t('files.download.short')}
        </TextButton>
      </Flex>
    </Flex>
  );
}
