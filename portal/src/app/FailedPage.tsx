import { asApiError } from '../api/api-error';
import { useText } from '../language/useText';
import { Button } from '../ui/Button';
import { ErrorText } from '../ui/ErrorText';
import { Page } from './Page';
import css from './page.module.css';

/** A whole page that could not be loaded: what happened, what to try, a reference. */
export function FailedPage({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useText();
  return (
    <Page title={t('error.load')}>
      <div className={css.stack} role="alert">
        <ErrorText error={asApiError(error)} />
        <Button onClick={retry}>{t('try-again')}</Button>
      </div>
    </Page>
  );
}
