import { useEffect } from 'react';
import { useIntl } from 'react-intl';
import { useText } from '../../language/useText';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import css from './editor.module.css';
import type { SaveStatus } from './useRecordForm';

interface StatusProps {
  status: SaveStatus;
  dirty: boolean;
  isKept: boolean;
  /** Somebody was faster: leads to both versions. */
  onLook?: () => void;
}

/** Where what was typed is now, in a line that stays in its place. */
export function Status({ status, dirty, isKept, onLook }: StatusProps) {
  const { t } = useText();
  const intl = useIntl();
  const offline = status.kind === 'offline';
  // Not for every draft that is saved by itself: only what changes what somebody would do next.
  useEffect(() => {
    if (offline) announce(t('save.offline'));
  }, [offline, t]);

  const text = (): string | undefined => {
    if (status.kind === 'saving') return t('save.saving');
    if (offline) return t('save.offline');
    if (status.kind === 'saved' && !dirty) return t('save.saved', { time: intl.formatTime(status.at) });
    if (!dirty) return undefined;
    return isKept ? t('save.kept') : t('save.not-kept');
  };
  const shown = text();
  if (onLook) {
    return (
      <div className={css.status}>
        <Icon name="alert" />
        <div className={css.statusText}>
          <p>{t('save.conflict')}</p>
          <Button onClick={onLook}>{t('save.look')}</Button>
        </div>
      </div>
    );
  }
  return (
    <p className={css.status}>
      {shown !== undefined && <Icon name={status.kind === 'saved' && !dirty ? 'check' : 'info'} />}
      <span className={css.statusText}>{shown}</span>
    </p>
  );
}
