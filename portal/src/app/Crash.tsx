import { useState } from 'react';
import { useText } from '../language/useText';
import { portal } from '../portal-data';
import { Button } from '../ui/Button';
import { SupportLine } from '../ui/SupportLine';
import css from './page.module.css';
import { Page } from './Page';

/** In place of a page that failed to show or whose code could not be fetched. */
export function Crash() {
  const { t } = useText();
  const [reference] = useState(() => new Date().toISOString());
  return (
    <div className={css.plain}>
      <Page title={t('crash.title')}>
        <p>{t('crash.text', { organisation: portal.organisation.name })}</p>
        <p className={css.muted}>{t('reference', { reference })}</p>
        <Button kind="primary" onClick={() => window.location.reload()}>
          {t('crash.reload')}
        </Button>
        <SupportLine />
      </Page>
    </div>
  );
}
