import { useText } from '../language/useText';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { useFileSize } from './file-size';
import css from './files.module.css';
import type { Upload } from './useUploadQueue';

/** A file on its way: how far it is, or what is wrong with it. */
export function Uploading({ upload, onDismiss }: { upload: Upload; onDismiss: () => void }) {
  const { t } = useText();
  const size = useFileSize();
  const { name, bytes, part, problem } = upload;
  return (
    <li className={css.file}>
      <span className={css.thumb}>
        <Icon name={problem ? 'alert' : 'file'} />
      </span>
      <span className={css.fileText}>
        <span>{name}</span>
        {problem ? (
          <span className={css.uploadProblem} role="alert">
            {t(problem.message, problem.values)}
          </span>
        ) : (
          <>
            <progress className={css.progress} aria-label={t('file.sending', { name })} max={1} value={part} />
            <span className={css.size}>{size(bytes)}</span>
          </>
        )}
      </span>
      <Button
        kind="quiet"
        className={css.dismiss}
        aria-label={t(problem ? 'file.dismiss-label' : 'file.cancel-label', { name })}
        onClick={onDismiss}
      >
        <Icon name="close" />
      </Button>
    </li>
  );
}
