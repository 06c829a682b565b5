import { useEffect } from 'react';
import { useChecking } from '../api/checking';
import { useText } from '../language/useText';
import { announce } from '../ui/announce';
import { Button } from '../ui/Button';
import css from './forms.module.css';

/**
 * The form's one action. While busy it stays in place and in reach, so that focus is not lost; the
 * form itself takes no second submit. It says where the browser is being checked, which takes some seconds.
 */
export function Submit({ label, busyLabel, busy }: { label: string; busyLabel: string; busy: boolean }) {
  const { t } = useText();
  const checking = useChecking() && busy;
  useEffect(() => {
    if (checking) announce(t('checking.told'));
  }, [checking, t]);
  return (
    <>
      <Button type="submit" kind="primary" aria-disabled={busy || undefined}>
        {checking ? t('checking.busy') : busy ? busyLabel : label}
      </Button>
      {checking && <p className={css.checking}>{t('checking.told')}</p>}
    </>
  );
}
