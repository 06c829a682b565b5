import type { ReactNode } from 'react';
import type { RecordFile } from '../../../../plugin/contract/customer/modules';
import { useFileSize } from '../../files/file-size';
import css from '../../files/files.module.css';
import { Icon } from '../../ui/Icon';
import { addressOfFile, isPicture } from '../files';

export const Files = ({ children }: { children: ReactNode }) => (
  <ul role="list" className={css.files}>
    {children}
  </ul>
);

interface FileEntryProps {
  module: string;
  file: RecordFile;
  /** What can be done with it here. */
  action?: ReactNode;
}

/** A file by name and size, with a small picture where it is one; the name downloads it. */
export function FileEntry({ module, file, action }: FileEntryProps) {
  const size = useFileSize();
  const address = addressOfFile(module, file);
  return (
    <li className={css.file}>
      <span className={css.thumb}>{isPicture(file) ? <img src={address} alt="" loading="lazy" /> : <Icon name="file" />}</span>
      <span className={css.fileText}>
        <a
          href={address}
          download={file.url === null ? file.name : undefined}
          target={file.url === null ? undefined : '_blank'}
          rel="noopener noreferrer"
        >
          {file.name}
        </a>
        <span className={css.size}>{size(file.size)}</span>
      </span>
      {action}
    </li>
  );
}
