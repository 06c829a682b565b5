import { asApiError } from '../api/api-error';
import { useText } from '../language/useText';
import { Button } from './Button';
import { ErrorText } from './ErrorText';
import { Icon } from './Icon';
import css from './ui.module.css';

interface FailedProps {
  error: unknown;
  retry: () => void;
  /** What is missing, where it is less than the page. */
  what?: string;
}

/** In place of what could not be loaded: what happened, what to try, a reference. */
export function Failed({ error, retry, what }: FailedProps) {
  const { t } = useText();
  return (
    <div className={css.failed} role="alert">
      <Icon name="alert" />
      <div>
        <h2>{what ?? t('error.load')}</h2>
        <ErrorText error={asApiError(error)} />
        <Button onClick={retry}>{t('try-again')}</Button>
      </div>
    </div>
  );
}
