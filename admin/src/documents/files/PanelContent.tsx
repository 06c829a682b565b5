import { useNotification } from '@strapi/admin/strapi-admin';
import { Divider, Flex, Loader, Typography } from '@strapi/design-system';
import { useState } from 'react';
import type { KeptFile } from '../../../../plugin/contract/editor/document-files';
import { ATTACHMENTS_MAX } from '../../../../plugin/documents/limits';
import type { DocumentType } from '../../../../plugin/documents/types';
import { call } from '../../api/client';
import { failureOf, type ApiFailure } from '../../api/failure';
import { fieldErrorText } from '../../api/field-errors';
import { useLoad } from '../../api/use-load';
import { useSendFile } from '../../api/use-send-file';
import { Confirm } from '../../components/Confirm';
import { FileButton } from '../../components/FileButton';
import { Notice } from '../../components/Notice';
import { Small } from '../../components/text';
import { failureText } from '../../components/use-failure';
import { useMessages, type Translate } from '../../messages';
import { FileEntry } from './FileEntry';
import { OwnPdf } from './OwnPdf';

type What = 'attach' | 'detach' | 'pdf';

/** Why a file was not taken. */
function problemText(t: Translate, failure: ApiFailure, what: What, most: number): string {
  if (failure.code === 'body-too-large') return t('files.problem.too-large', { size: Math.floor(most / 1024 / 1024) });
  const [first] = failure.fieldErrors;
  if (!first) return failureText(t, failure);
  switch (first.code) {
    case 'too-many':
      return t('attachments.problem.many', { most: ATTACHMENTS_MAX });
    case 'unsafe-file':
      return t('attachments.problem.unsafe');
    case 'wrong-file-type':
    case 'empty-file':
      return t(what === 'pdf' ? 'own-pdf.problem.type' : 'attachments.problem.type');
    default:
      return fieldErrorText(t, first);
  }
}

/** The files of a document, and what can be done about them. */
export default function PanelContent({ type, id, issued }: { type: DocumentType; id: string; issued: boolean }) {
  const t = useMessages();
  const { toggleNotification } = useNotification();
  const [busy, setBusy] = useState<What>();
  const [failure, setFailure] = useState<string>();
  const [removing, setRemoving] = useState<KeptFile>();
  const params = { type, document: id };
  const load = useLoad(() => call('GET /documents/:type/:document/files', { params }), `${type} ${id}`);
  const { data, reload } = load;
  const send = useSendFile(reload);

  if (!data) return load.failure ? <Small>{failureText(t, load.failure)}</Small> : <Loader small>{t('loading')}</Loader>;
  const { attachments, ownPdf, fileBytes } = data;
  const megabytes = Math.floor(fileBytes / 1024 / 1024);

  async function run(what: What, work: () => Promise<string>): Promise<void> {
    setBusy(what);
    setFailure(undefined);
    try {
      toggleNotification({ type: 'success', message: await work() });
    } catch (error) {
      setFailure(problemText(t, failureOf(error), what, fileBytes));
    }
    await reload();
    setBusy(undefined);
    setRemoving(undefined);
  }

  const attach = (file: File): Promise<void> =>
    run('attach', async () => {
      await send(`/documents/${type}/${id}/files`, file);
      return t('attachments.added', { name: file.name });
    });
  const detach = (file: KeptFile): Promise<void> =>
    run('detach', async () => {
      await call('DELETE /documents/:type/:document/files/:file', { params: { ...params, file: file.id } });
      return t('files.removed', { name: file.name });
    });
  const setPdf = (file: File): Promise<void> =>
    run('pdf', async () => {
      await send(`/documents/${type}/${id}/own-pdf`, file);
      return t('own-pdf.done');
    });
  const removePdf = (): Promise<void> =>
    run('pdf', async () => {
      await call('DELETE /documents/:type/:document/own-pdf', { params });
      return t('own-pdf.removed');
    });

  return (
    <Flex direction="column" alignItems="stretch" gap={4} width="100%">
      {failure !== undefined && (
        <Notice kind="danger" onClose={() => setFailure(undefined)}>
          {failure}
        </Notice>
      )}
      {attachments.length === 0 ? (
        <Typography textColor="neutral600">{t('attachments.none')}</Typography>
      ) : (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={4}>
          {attachments.map((file) => (
            <FileEntry key={file.id} file={file} path={`/documents/${type}/${id}/files/${file.id}`} onRemove={() => setRemoving(file)} />
          ))}
        </Flex>
      )}
      <Flex direction="column" alignItems="stretch" gap={2}>
        <FileButton label={t('attachments.add')} busy={busy === 'attach'} onFile={(file) => void attach(file)} />
        <Small>{t(issued ? 'attachments.hint.issued' : 'attachments.hint', { size: megabytes })}</Small>
      </Flex>
      <Divider />
      <OwnPdf pdf={ownPdf} issued={issued} busy={busy === 'pdf'} onSet={setPdf} onRemove={removePdf} />
      <Confirm
        question={
          removing && {
            title: t('files.remove.title', { name: removing.name }),
            body: [t(issued ? 'attachments.remove.issued' : 'attachments.remove.draft')],
            confirm: t('files.remove'),
          }
        }
        busy={busy === 'detach'}
        onCancel={() => setRemoving(undefined)}
        onConfirm={() => removing && void detach(removing)}
      />
    </Flex>
  );
}
