import { useText } from '../language/useText';
import { callPublic } from '../session/call';
import { LinkGate, lookAt } from './link/LinkGate';
import { UseLink } from './link/UseLink';

/** Where the mail leads that asks whether a login that was just used may be connected to the account. */
export default function Connect() {
  const { t } = useText();
  return (
    <LinkGate purpose="connection-link" title={t('connect.title')} look={lookAt('connection-link')}>
      {({ token, preview, dead }) => (
        <>
          <p>{t('connect.text', { email: preview.email })}</p>
          <p>{t('connect.warning')}</p>
          <UseLink
            label={t('connect.submit')}
            use={() => callPublic('POST /connections/link/confirm', { body: { token } })}
            dead={dead}
            done="connect.done"
          />
        </>
      )}
    </LinkGate>
  );
}
