import { useForm, useNotification } from '@strapi/admin/strapi-admin';
import { Button, Flex } from '@strapi/design-system';
import { Eye, Mail } from '@strapi/icons';
import { useState } from 'react';
import { LINKED_TYPES, type DocumentType } from '../../../plugin/documents/types';
import { PLUGIN_UID } from '../../../plugin/plugin-id';
import { call } from '../api/client';
import { useRefreshDocuments } from '../api/use-refresh-documents';
import { Confirm } from '../components/Confirm';
import { Small } from '../components/text';
import { useTask } from '../components/use-task';
import { useMessages } from '../messages';
import { Links } from './Links';
import { showPdf } from './pdf';

interface Props {
  type: DocumentType;
  id: string;
  /** As the Content Manager loaded it. */
  document: Record<string, unknown>;
  mayIssue: boolean;
  mayLink: boolean;
}

/** The document as its customer gets it, and the way there. */
export default function PanelContent({ type, id, document, mayIssue, mayLink }: Props) {
  const t = useMessages();
  const { toggleNotification } = useNotification();
  const refresh = useRefreshDocuments();
  // What is typed and not saved would be in neither, and issuing loads the document again.
  const modified = useForm('SendingPanel', (form) => form.modified);
  const [asked, setAsked] = useState(false);
  const pdf = useTask();
  const sending = useTask();
  const isDraft = document.state === 'draft';
  const linked = LINKED_TYPES.find((one) => one === type);
  const action = isDraft ? 'issue' : 'again';

  async function send(): Promise<void> {
    const { recipients, missing } = await call('POST /documents/:type/:document/send', {
      params: { type, document: id },
      body: { issue: isDraft },
    });
    toggleNotification({ type: 'success', message: t('sending.done', { count: recipients }) });
    if (missing.length > 0) toggleNotification({ type: 'warning', message: t('sending.missing', { characters: missing.join(' ') }) });
  }

  return (
    <Flex direction="column" alignItems="stretch" gap={2} width="100%">
      {mayIssue && (
        <Button
          variant="secondary"
          startIcon={<Eye />}
          loading={pdf.busy}
          disabled={modified}
          onClick={() => void pdf.run(() => showPdf(type, id))}
        >
          {t('sending.pdf')}
        </Button>
      )}
      {mayIssue && document.state !== 'void' && (
        <Button variant="secondary" startIcon={<Mail />} disabled={modified} onClick={() => setAsked(true)}>
          {t(`sending.${action}`)}
        </Button>
      )}
      {mayIssue && modified && <Small>{t('document.unsaved')}</Small>}
      {linked && mayLink && !isDraft && document.state !== 'void' && <Links type={linked} id={id} />}
      <Confirm
        question={
          asked
            ? { title: t(`sending.${action}.question`), body: [t(`sending.${action}.body`)], confirm: t(`sending.${action}`) }
            : undefined
        }
        busy={sending.busy}
        onConfirm={() =>
          void sending.run(send).then(() => {
            setAsked(false);
            refresh(`${PLUGIN_UID}.${type}`, id);
          })
        }
        onCancel={() => setAsked(false)}
      />
    </Flex>
  );
}
