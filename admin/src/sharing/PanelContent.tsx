import { useNotification } from '@strapi/admin/strapi-admin';
import { Flex, Loader, Typography } from '@strapi/design-system';
import { useState } from 'react';
import type { CustomerFile } from '../../../plugin/contract/editor/customer-files';
import { call } from '../api/client';
import { failureOf, type ApiFailure } from '../api/failure';
import { useLoad } from '../api/use-load';
import { useSendFile } from '../api/use-send-file';
import { Confirm } from '../components/Confirm';
import { FileButton } from '../components/FileButton';
import { Notice } from '../components/Notice';
import { PageNav } from '../components/PageNav';
import { Small } from '../components/text';
import { failureText } from '../components/use-failure';
import { useMessages, type Translate } from '../messages';
import { CommentDialog } from './CommentDialog';
import { SharedFileEntry } from './SharedFileEntry';

const PAGE_SIZE = 20;
const ACCEPT = 'image/*,application/pdf,.heic';

/** Why a file was not shared. */
function problemText(t: Translate, failure: ApiFailure, most: number): string {
  if (failure.code === 'body-too-large') return t('files.problem.too-large', { size: Math.floor(most / 1024 / 1024) });
  if (failure.code === 'preference-off') return t('files.off');
  return failure.fieldErrors.length > 0 ? t('files.problem.type') : failureText(t, failure);
}

/** What a customer and the team share, and what can be done about it. */
export default function PanelContent({ customer, mayManage }: { customer: string; mayManage: boolean }) {
  const t = useMessages();
  const { toggleNotification } = useNotification();
  const [page, setPage] = useState(1);
  const [busy, setBusy] = useState<'share' | 'remove'>();
  const [failure, setFailure] = useState<string>();
  const [commenting, setCommenting] = useState<CustomerFile>();
  const [removing, setRemoving] = useState<CustomerFile>();
  const load = useLoad(
    () => call('GET /customers/:id/files', { params: { id: customer }, query: { page: String(page) } }),
    `${customer} ${page}`,
  );
  const { data, reload } = load;
  const send = useSendFile(reload);

  if (!data) return load.failure ? <Small>{failureText(t, load.failure)}</Small> : <Loader small>{t('loading')}</Loader>;
  const { fileBytes, open } = data;

  async function run(what: 'share' | 'remove', work: () => Promise<string>): Promise<void> {
    setBusy(what);
    setFailure(undefined);
    try {
      toggleNotification({ type: 'success', message: await work() });
    } catch (error) {
      setFailure(problemText(t, failureOf(error), fileBytes));
    }
    await reload();
    setBusy(undefined);
    setRemoving(undefined);
  }

  const share = (file: File): Promise<void> =>
    run('share', async () => {
      await send(`/customers/${customer}/files`, file);
      setPage(1);
      return t('files.shared', { name: file.name });
    });

  return (
    <Flex direction="column" alignItems="stretch" gap={4} width="100%">
      {!open && <Small>{t('files.off')}</Small>}
      {failure !== undefined && (
        <Notice kind="danger" onClose={() => setFailure(undefined)}>
          {failure}
        </Notice>
      )}
      {data.rows.length === 0 ? (
        <Typography textColor="neutral600">{t('files.none')}</Typography>
      ) : (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={4}>
          {data.rows.map((file) => (
            <SharedFileEntry
              key={file.id}
              customer={customer}
              file={file}
              onComment={mayManage && open ? () => setCommenting(file) : undefined}
              onRemove={mayManage ? () => setRemoving(file) : undefined}
            />
          ))}
        </Flex>
      )}
      <PageNav
        page={page}
        more={page * PAGE_SIZE < data.total}
        loading={false}
        position={t('paging.position', { page, pages: Math.ceil(data.total / PAGE_SIZE) })}
        previous={t('paging.previous')}
        next={t('paging.next')}
        onPage={setPage}
      />
      {mayManage && open && (
        <Flex direction="column" alignItems="stretch" gap={2}>
          <FileButton label={t('files.share')} accept={ACCEPT} busy={busy === 'share'} onFile={(file) => void share(file)} />
          <Small>{t('files.share.hint', { size: Math.floor(fileBytes / 1024 / 1024) })}</Small>
        </Flex>
      )}
      {commenting && (
        <CommentDialog
          customer={customer}
          file={commenting}
          onDone={() => {
            setCommenting(undefined);
            void reload();
          }}
          onClose={() => setCommenting(undefined)}
        />
      )}
      <Confirm
        question={
          removing && {
            title: t('files.remove.title', { name: removing.name }),
            body: [t('files.remove.what')],
            confirm: t('files.remove'),
          }
        }
        busy={busy === 'remove'}
        onCancel={() => setRemoving(undefined)}
        onConfirm={() =>
          removing &&
          void run('remove', async () => {
            await call('DELETE /customers/:id/files/:file', { params: { id: customer, file: removing.id } });
            return t('files.removed', { name: removing.name });
          })
        }
      />
    </Flex>
  );
}
