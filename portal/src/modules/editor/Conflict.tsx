import { forwardRef, useState } from 'react';
import type { ModuleDetail, RecordDetail } from '../../../../plugin/contract/customer/modules';
import pageCss from '../../app/page.module.css';
import formCss from '../../forms/forms.module.css';
import { useText } from '../../language/useText';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { LinkButton } from '../../ui/LinkButton';
import { Values } from '../record/Values';
import { StateBadge } from '../StateBadge';
import css from './editor.module.css';

interface ConflictProps {
  module: ModuleDetail;
  newest: RecordDetail;
  onGoOn: (newest: RecordDetail) => void;
  onTakeNewest: (newest: RecordDetail) => void;
}

/**
 * The record was changed elsewhere: in another tab, or by an editor's decision. What was typed stays;
 * the newest version can be looked at above it before one of the two is chosen.
 */
export const Conflict = forwardRef<HTMLDivElement, ConflictProps>(function Conflict({ module, newest, onGoOn, onTakeNewest }, box) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const files = new Map(newest.files.map((file) => [file.id, file]));
  return (
    <>
      <div className={formCss.problems} ref={box} tabIndex={-1} role="alert">
        <Icon name="alert" />
        <div className={css.conflict}>
          <p className={formCss.problemsTitle}>{t('conflict.title')}</p>
          <p>
            {t(newest.may.edit ? 'conflict.text' : 'conflict.closed')} <StateBadge state={newest.state} />
          </p>
          <div className={formCss.actions}>
            <Button aria-expanded={open} onClick={() => setOpen(!open)}>
              {t(open ? 'conflict.hide' : 'conflict.show')}
            </Button>
            {newest.may.edit ? (
              <>
                <Button onClick={() => onGoOn(newest)}>{t('conflict.mine')}</Button>
                <Button onClick={() => onTakeNewest(newest)}>{t('conflict.theirs')}</Button>
              </>
            ) : (
              <LinkButton to={`/modules/${module.id}/records/${newest.id}`}>{t('conflict.open')}</LinkButton>
            )}
          </div>
        </div>
      </div>
      {open && (
        <section className={pageCss.panel} aria-labelledby="newest-version">
          <h2 id="newest-version">{t('conflict.newest')}</h2>
          <Values fields={module.fields} values={newest.values} named={{ module: module.id, files, related: newest.related }} />
        </section>
      )}
    </>
  );
});
