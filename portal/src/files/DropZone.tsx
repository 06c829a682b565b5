import { useRef, useState } from 'react';
import { useText } from '../language/useText';
import { Button } from '../ui/Button';
import css from './files.module.css';

interface DropZoneProps {
  /** Of the button. */
  id?: string;
  multiple: boolean;
  /** The `accept` of a file input. */
  accept: string | undefined;
  onFiles: (files: File[]) => void;
}

/** Where files are chosen or dropped. */
export function DropZone({ id, multiple, accept, onFiles }: DropZoneProps) {
  const { t } = useText();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    if (!files || files.length === 0) return;
    onFiles([...files]);
    // The same file can then be chosen again.
    if (input.current) input.current.value = '';
  };
  return (
    <div
      className={[css.dropZone, over && css.over].filter(Boolean).join(' ')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <Button id={id} onClick={() => input.current?.click()}>
        {t(multiple ? 'file.choose-several' : 'file.choose')}
      </Button>
      <span className={`small ${css.dropHint}`} aria-hidden="true">
        {t('file.drop')}
      </span>
      <input
        ref={input}
        type="file"
        hidden
        tabIndex={-1}
        multiple={multiple}
        accept={accept}
        onChange={({ target }) => take(target.files)}
      />
    </div>
  );
}
