import { Button, Flex, Modal, Typography } from '@strapi/design-system';
import { useState } from 'react';
import type { BulkJob } from '../../../plugin/contract/editor/people';
import { call } from '../api/client';
import { failureOf, type ApiFailure } from '../api/failure';
import { Notice } from '../components/Notice';
import { failureText } from '../components/use-failure';
import { Muted } from '../components/text';
import { useJob } from '../components/use-job';
import { DialogFooter } from '../components/DialogFooter';
import { useMessages, type MessageId } from '../messages';
import { MailingProgress } from './MailingProgress';

/** What customers are mailed, and what the dialog says of it. */
const WORDS = {
  link: { explain: 'resend.explain', confirm: 'resend.confirm', skipped: 'resend.skipped-why' },
  invitation: { explain: 'invite-many.explain', confirm: 'invite-many.confirm', skipped: 'invite-many.skipped-why' },
} as const satisfies Record<string, Record<string, MessageId>>;
export type Mailing = keyof typeof WORDS;

interface Props {
  customers: 'all' | string[];
  /** The link goes to those with access, an invitation to those whom nobody invited. */
  mailing: Mailing;
  /** What will happen, said before it does. */
  intro: string;
  onClose: () => void;
}

/** Body and footer of the dialog that mails many customers: asks, starts the job, shows its progress. */
export default function MailCustomers({ customers, mailing, intro, onClose }: Props) {
  const t = useMessages();
  const [started, setStarted] = useState<BulkJob>();
  const [starting, setStarting] = useState(false);
  const [failure, setFailure] = useState<ApiFailure>();
  const { job, failure: lost } = useJob(started, (id) => call('GET /jobs/:id', { params: { id } }));

  async function start(): Promise<void> {
    setStarting(true);
    setFailure(undefined);
    try {
      setStarted(
        mailing === 'invitation' && customers !== 'all'
          ? await call('POST /customers/invite', { body: { customers } })
          : await call('POST /customers/resend-link', { body: { customers } }),
      );
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setStarting(false);
    }
  }

  if (job) {
    return (
      <>
        <Modal.Body>
          <MailingProgress job={job} lost={lost} skippedWhy={t(WORDS[mailing].skipped)} />
        </Modal.Body>
        <Modal.Footer justifyContent="flex-end">
          <Button variant="tertiary" onClick={onClose}>
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
          <Typography tag="p">{intro}</Typography>
          <Muted>{t(WORDS[mailing].explain)}</Muted>
        </Flex>
      </Modal.Body>
      <DialogFooter confirm={t(WORDS[mailing].confirm)} busy={starting} onConfirm={() => void start()} onCancel={onClose} />
    </>
  );
}
