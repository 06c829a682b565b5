import { useEffect, useState, type ReactNode } from 'react';
import type { MessageId } from '../language/messages';
import { useText } from '../language/useText';
import { Button } from '../ui/Button';
import { Notice } from '../ui/Notice';
import { isOutdated } from './fetch-part';
import css from './parts.module.css';

interface PartFailedProps {
  retry: () => void;
  /** It stands over a page, which is as it was. */
  over?: boolean;
  /** Beside the buttons. */
  more?: ReactNode;
}

/** Code did not come: because of the line, which is tried again, or because the portal was updated. */
export function PartFailed({ retry, over, more }: PartFailedProps) {
  const { t } = useText();
  const [outdated, setOutdated] = useState(false);
  useEffect(() => {
    let gone = false;
    void isOutdated().then((is) => !gone && setOutdated(is));
    return () => {
      gone = true;
    };
  }, []);
  return (
    <Notice kind="warning" text={outdated ? t('part.outdated') : [t('part.failed'), ...(over ? [t('part.kept')] : [])].join(' ')}>
      <div className={css.actions}>
        {!outdated && <Button onClick={retry}>{t('try-again')}</Button>}
        {/* Some browsers remember that code failed until the page is loaded anew. */}
        <Button onClick={() => window.location.reload()}>{t('crash.reload')}</Button>
        {more}
      </div>
    </Notice>
  );
}

/** The same over the page, where a dialog would stand: the page beneath it can still be used and copied from. `label` and `close`: the way on without it. */
export const dialogFailed = <P,>(label: MessageId, close: (given: P) => void) =>
  function DialogFailed({ given, retry }: { given: P; retry: () => void }) {
    const { t } = useText();
    return (
      <div className={css.over} role="alert">
        <PartFailed retry={retry} over more={<Button onClick={() => close(given)}>{t(label)}</Button>} />
      </div>
    );
  };
