import { Link } from 'react-router-dom';
import { Page } from '../app/Page';
import css from '../app/page.module.css';
import { useText } from '../language/useText';

/** For addresses that lead nowhere, and for pages that this customer does not have. */
export default function NotFound() {
  const { t } = useText();
  return (
    <Page title={t('not-found.title')}>
      <div className={css.stack}>
        <p className={css.muted}>{t('not-found.text')}</p>
        <p>
          <Link to="/">{t('not-found.home')}</Link>
        </p>
      </div>
    </Page>
  );
}
