import type { ReactNode } from 'react';
import type { DocumentAttachment, DocumentDetail } from '../../../../plugin/contract/customer/documents';
import { addressOf } from '../../api/client';
import pageCss from '../../app/page.module.css';
import { useFileSize } from '../../files/file-size';
import filesCss from '../../files/files.module.css';
import { useText } from '../../language/useText';
import { isPicture } from '../../modules/files';
import { Icon } from '../../ui/Icon';
import { NewTabLink } from '../../ui/NewTabLink';

interface Props {
  attachments: DocumentAttachment[];
  /** What a name leads to. */
  link: (file: DocumentAttachment) => ReactNode;
  /** Where a picture of a file comes from, if it can be had by an address. */
  pictureOf?: (file: DocumentAttachment) => string;
}

/** Files that belong to a document; nothing where there are none. */
export function Attachments({ attachments, link, pictureOf }: Props) {
  const { t } = useText();
  const size = useFileSize();
  if (attachments.length === 0) return null;
  return (
    <section className={pageCss.panel} aria-labelledby="document-attachments">
      <h2 id="document-attachments">{t('document.attachments')}</h2>
      <ul role="list" className={filesCss.files}>
        {attachments.map((file) => (
          <li key={file.id} className={filesCss.file}>
            <span className={filesCss.thumb}>
              {pictureOf && isPicture(file) ? <img src={pictureOf(file)} alt="" loading="lazy" /> : <Icon name="file" />}
            </span>
            <span className={filesCss.fileText}>
              <span>{link(file)}</span>
              <span className={filesCss.size}>{size(file.size)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The same for whoever is signed in: pictures and PDFs are shown, everything else is saved. */
export function OwnAttachments({ document: { type, id, attachments } }: { document: DocumentDetail }) {
  const address = ({ id: file }: DocumentAttachment, as: 'inline' | 'attachment'): string =>
    addressOf('/documents/:type/:document/files/:file', { params: { type, document: id, file }, query: { as } });
  return (
    <Attachments
      attachments={attachments}
      pictureOf={(file) => address(file, 'inline')}
      link={(file) =>
        isPicture(file) || file.mime === 'application/pdf' ? (
          <NewTabLink href={address(file, 'inline')}>{file.name}</NewTabLink>
        ) : (
          <a href={address(file, 'attachment')} download={file.name}>
            {file.name}
          </a>
        )
      }
    />
  );
}
