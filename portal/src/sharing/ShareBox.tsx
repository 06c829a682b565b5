import { useId, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { fileName } from '../../../plugin/rules/file-name';
import { SHARED_NOTE_MAX } from '../../../plugin/vocabulary';
import { sendFile } from '../api/send-file';
import css from '../app/page.module.css';
import { DropZone } from '../files/DropZone';
import { idOf } from '../files/file-id';
import { megabytesOf } from '../files/file-size';
import filesCss from '../files/files.module.css';
import { Uploading } from '../files/Uploading';
import { useUploadQueue } from '../files/useUploadQueue';
import { Field } from '../forms/Field';
import formCss from '../forms/forms.module.css';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { attempt, call } from '../session/call';
import { useOnce } from '../session/useOnce';

/** Pictures and PDFs: what the server takes. */
const ACCEPT = 'image/*,application/pdf,.heic';
const mayBeShared = ({ type }: File): boolean => type === '' || type.startsWith('image/') || type === 'application/pdf';

/** Sends files to the organisation, each with the note that stands here. */
export function ShareBox({ fileBytes }: { fileBytes: number }) {
  const { t } = useText();
  const client = useQueryClient();
  const { once } = useOnce();
  const id = useId();
  const [note, setNote] = useState('');
  const { uploads, add, dismiss } = useUploadQueue({
    most: fileBytes,
    check: (file) => (mayBeShared(file) ? undefined : { message: 'file.problem.kind' }),
    async send(file, how) {
      const sent = await once(idOf(file), (key) =>
        attempt('POST /shared-files', () =>
          sendFile('POST /shared-files', { query: { name: fileName(file.name) }, file, attempt: key, ...how }),
        ),
      );
      if (note.trim() !== '') await call('PATCH /shared-files/:file', { params: { file: sent.id }, body: { note } });
      return sent;
    },
    onSent: () => void client.invalidateQueries({ queryKey: ['shared-files'] }),
  });
  return (
    <section className={css.panel} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('shared.add')}</h2>
      <Field id={`${id}-note`} label={t('shared.note')} optional help={t('shared.note-help', { organisation: portal.organisation.name })}>
        {(control) => (
          <textarea
            className={formCss.control}
            {...control}
            rows={2}
            maxLength={SHARED_NOTE_MAX}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
        )}
      </Field>
      <div className={formCss.field}>
        <DropZone multiple accept={ACCEPT} onFiles={add} />
        <p className="small">{t('shared.help', { size: megabytesOf(fileBytes) })}</p>
      </div>
      {uploads.length > 0 && (
        <ul role="list" className={filesCss.files}>
          {uploads.map((upload) => (
            <Uploading key={upload.key} upload={upload} onDismiss={() => dismiss(upload.key)} />
          ))}
        </ul>
      )}
    </section>
  );
}
