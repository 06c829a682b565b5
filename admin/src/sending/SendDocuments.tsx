import { Button, Flex, Modal, Typography } from '@strapi/design-system';
import { useState } from 'react';
import type { BulkSending } from '../../../plugin/contract/editor/document-sending';
import { BULK_SEND_MAX } from '../../../plugin/documents/limits';
import type { DocumentType } from '../../../plugin/documents/types';
import { PLUGIN_UID } from '../../../plugin/plugin-id';
import { call } from '../api/client';
import { failureOf, type ApiFailure } from '../api/failure';
import { useRefreshDocuments } from '../api/use-refresh-documents';
import { Notice } from '../components/Notice';
import { Muted } from '../components/text';
import { failureText } from '../components/use-failure';
import { isOver, useJob } from '../components/use-job';
import { useTask } from '../components/use-task';
import { DialogFooter } from '../components/DialogFooter';
import { useMessages } from '../messages';
import { SendingProgress } from './SendingProgress';

interface Props {
  type: DocumentType;
  ids: string[];
  issue: boolean;
  onClose: () => void;
}

/** Body and footer of the dialog that sends many documents: asks, starts the job, shows what becomes of each. */
export default function SendDocuments({ type, ids, issue, onClose }: Props) {
  const t = useMessages();
  const refresh = useRefreshDocuments();
  const [started, setStarted] = useState<BulkSending>();
  const [starting, setStarting] = useState(false);
  const [failure, setFailure] = useState<ApiFailure>();
  const { job, failure: lost } = useJob(started, (id) => call('GET /document-sending/:job', { params: { job: id } }));
  const cancelling = useTask();
  const tooMany = ids.length > BULK_SEND_MAX;

  async function start(): Promise<void> {
    setStarting(true);
    setFailure(undefined);
    try {
      setStarted(await call('POST /document-sending', { body: { type, documents: ids, issue } }));
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setStarting(false);
    }
  }

  function close(): void {
    // The list shows numbers and states of what was issued.
    refresh(`${PLUGIN_UID}.${type}`, null);
    onClose();
  }

  if (job) {
    return (
      <>
        <Modal.Body>
          <SendingProgress type={type} job={job} lost={lost !== undefined} />
        </Modal.Body>
        <Modal.Footer>
          {isOver(job) ? (
            <span />
          ) : (
            <Button
              variant="danger-light"
              loading={cancelling.busy}
              onClick={() =>
                void cancelling.run(async () => void (await call('DELETE /document-sending/:job', { params: { job: job.id } })))
              }
            >
              {t('bulk-send.stop')}
            </Button>
          )}
          <Button variant="tertiary" onClick={close}>
            {t('close')}
          </Button>
        </Modal.Footer>
      </>
    );
  }
  return (
    <>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={4}>
          {failure && (
            <Notice kind="danger" title={t('mailing.not-started')}>
              {failureText(t, failure)}
            </Notice>
          )}
          {tooMany && <Notice kind="danger">{t('bulk-send.too-many', { most: BULK_SEND_MAX })}</Notice>}
          <Typography tag="p">{t(issue ? 'bulk-send.issue.intro' : 'bulk-send.send.intro', { count: ids.length })}</Typography>
          <Muted>{t(issue ? 'bulk-send.issue.explain' : 'bulk-send.send.explain')}</Muted>
        </Flex>
      </Modal.Body>
      <DialogFooter
        confirm={t(issue ? 'bulk-send.issue' : 'bulk-send.send')}
        busy={starting}
        disabled={tooMany}
        onConfirm={() => void start()}
        onCancel={onClose}
      />
    </>
  );
}
