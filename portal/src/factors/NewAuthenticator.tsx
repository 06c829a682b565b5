import type { ReactNode } from 'react';
import { useText } from '../language/useText';
import { part } from '../parts/part';
import { CopyButton } from '../ui/CopyButton';
import { CodeForm } from './CodeForm';
import { inGroups } from './codes';
import css from './factors.module.css';

/** Without it there is still the secret to be typed. */
const QrCode = part(async () => (await import('./QrCode')).default, {
  ahead: 'signed-in',
  waiting: () => <span className={css.qrPlace} />,
  failed: () => null,
});

interface NewAuthenticatorProps {
  secret: string;
  uri: string;
  submitLabel: string;
  confirm: (code: string) => Promise<void>;
  children?: ReactNode;
  more?: ReactNode;
}

/** The three steps of a new authenticator app: have one, give it the secret, show that it has it. */
export function NewAuthenticator({ secret, uri, submitLabel, confirm, children, more }: NewAuthenticatorProps) {
  const { t } = useText();
  return (
    <>
      <ol className={css.steps}>
        <li>{t('authenticator.get')}</li>
        <li>
          <div>
            <p>{t('authenticator.scan')}</p>
            <QrCode text={uri} label={t('authenticator.qr')} />
            <p className={css.here}>
              <a href={uri}>{t('authenticator.here')}</a>
            </p>
            <p>{t('authenticator.type')}</p>
            <p className={css.secret} translate="no">
              {inGroups(secret)}
            </p>
            <CopyButton text={secret} label={t('authenticator.copy')} />
          </div>
        </li>
        <li>{t('authenticator.confirm')}</li>
      </ol>
      <CodeForm kind="totp" submitLabel={submitLabel} send={confirm} more={more}>
        {children}
      </CodeForm>
    </>
  );
}
