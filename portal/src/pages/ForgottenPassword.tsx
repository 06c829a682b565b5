import { useState } from 'react';
import { Link } from 'react-router-dom';
import { Page } from '../app/Page';
import css from '../app/page.module.css';
import { EmailForm } from '../forms/EmailForm';
import { useText } from '../language/useText';
import { callPublic } from '../session/call';
import { Button } from '../ui/Button';

/** Asks for a link to choose a new password. What it answers is the same for every address. */
export default function ForgottenPassword() {
  const { t } = useText();
  const [sentTo, setSentTo] = useState<string>();
  return sentTo === undefined ? (
    <Page key="ask" title={t('forgotten.title')}>
      <p className={css.muted}>{t('forgotten.intro')}</p>
      <EmailForm
        submitLabel={t('forgotten.submit')}
        send={async (email) => {
          await callPublic('POST /password/forgotten', { body: { email } });
          setSentTo(email);
        }}
      />
      <Back />
    </Page>
  ) : (
    <Page key="sent" title={t('sent.title')}>
      <p>{t('forgotten.done.text', { email: sentTo })}</p>
      <p>
        <Button onClick={() => setSentTo(undefined)}>{t('sent.again')}</Button>
      </p>
      <Back />
    </Page>
  );
}

function Back() {
  const { t } = useText();
  return (
    <p>
      <Link to="/sign-in">{t('back-to-sign-in')}</Link>
    </p>
  );
}
