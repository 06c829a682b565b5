import { useNotification } from '@strapi/admin/strapi-admin';
import type { CustomerFile } from '../../../plugin/contract/editor/customer-files';
import { SHARED_NOTE_MAX } from '../../../plugin/vocabulary';
import { call } from '../api/client';
import { TextDialog } from '../components/TextDialog';
import { useTask } from '../components/use-task';
import { useMessages } from '../messages';

interface Props {
  customer: string;
  file: CustomerFile;
  onDone: () => void;
  onClose: () => void;
}

/** What the team says to a file: the answer to a customer's, or the note of its own. */
export function CommentDialog({ customer, file, onDone, onClose }: Props) {
  const t = useMessages();
  const { toggleNotification } = useNotification();
  const { byTeam, name } = file;
  const { busy, run } = useTask();

  async function send(text: string): Promise<void> {
    const done = await run(async () => {
      await call('PUT /customers/:id/files/:file/comment', { params: { id: customer, file: file.id }, body: { text } });
      toggleNotification({ type: 'success', message: t(byTeam ? 'files.note.done' : 'files.comment.done') });
    });
    if (done) onDone();
  }

  return (
    <TextDialog
      title={t(byTeam ? 'files.note.title' : 'files.comment.title', { name })}
      name="comment"
      label={t(byTeam ? 'files.note' : 'files.comment')}
      hint={t(byTeam ? 'files.note.hint' : 'files.comment.hint')}
      submit={t(byTeam ? 'files.note.save' : 'files.comment.send')}
      max={SHARED_NOTE_MAX}
      text={(byTeam ? file.note : file.answer?.text) ?? ''}
      busy={busy}
      onSend={(text) => void send(text)}
      onClose={onClose}
    />
  );
}
