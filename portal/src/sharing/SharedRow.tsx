import type { SharedFile } from '../../../plugin/contract/customer/shared-files';
import { useFileSize } from '../files/file-size';
import filesCss from '../files/files.module.css';
import { useText } from '../language/useText';
import { isPicture } from '../modules/files';
import { portal } from '../portal-data';
import { useMoment } from '../security/useMoment';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { addressOfShared } from './query';
import css from './sharing.module.css';

/** A shared file: what it is, who shared it, and what was said to it. */
export function SharedRow({ file, onRemove }: { file: SharedFile; onRemove: () => void }) {
  const { t } = useText();
  const { moment } = useMoment();
  const size = useFileSize();
  const address = addressOfShared(file.id);
  return (
    <li className={css.row}>
      <div className={filesCss.file}>
        <span className={filesCss.thumb}>{isPicture(file) ? <img src={address} alt="" loading="lazy" /> : <Icon name="file" />}</span>
        <span className={filesCss.fileText}>
          <a href={address} download={file.name}>
            {file.name}
          </a>
          <span className={filesCss.size}>{t('shared.facts', { by: file.by, moment: moment(file.sharedAt), size: size(file.size) })}</span>
        </span>
        {file.byTeam && <span className={css.badge}>{t('shared.received')}</span>}
        {file.mayChange && (
          <Button kind="quiet" aria-label={t('shared.remove-label', { name: file.name })} onClick={onRemove}>
            {t('shared.remove')}
          </Button>
        )}
      </div>
      {file.note !== '' && <p className={css.note}>{file.note}</p>}
      {file.answer && (
        <div className={css.answer}>
          <p className="small">{t('shared.answered', { organisation: portal.organisation.name, moment: moment(file.answer.at) })}</p>
          <p className={css.note}>{file.answer.text}</p>
        </div>
      )}
    </li>
  );
}
